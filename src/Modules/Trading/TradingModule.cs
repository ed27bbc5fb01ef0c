using Yuanliu.Trading.Agreements;
using Yuanliu.Trading.Listings;
using Yuanliu.Trading.Renderings;

namespace Yuanliu.Trading;

/// <summary>交易 — listings on the market, and the agreements that buyers and sellers make on them.</summary>
public sealed class TradingModule : IModule
{
    public void AddServices(IServiceCollection services) => services
        .AddRules("trading", TradingRules.Load)
        .AddSingleton<IValidator<OpenListing.Request>, OpenListing.Shape>()
        .AddSingleton<IValidator<ProposeAgreement.Request>, ProposeAgreement.Shape>()
        .AddSingleton<IValidator<Bargain.CounterRequest>, Bargain.CounterShape>()
        .AddSingleton<IValidator<LeaveAgreement.Request>, LeaveAgreement.Shape>()
        .AddScoped<Standing>()
        .AddScoped<ListingViews>()
        .AddScoped<AgreementViews>()
        .AddScoped<AgreementSteps>()
        .AddScoped<Documents>()
        .AddScoped<ProposeAgreement.Drafting>()
        .AddScoped<ReadAgreements.Sealed>()
        .AddSingleton<AgreementFonts>()
        .AddSingleton<PrintTurn>()
        .AddScoped<AgreementPrinter>()
        .AddScoped<AgreementBook>()
        .AddScoped<IAgreements>(sp => sp.GetRequiredService<AgreementBook>())
        .AddScoped<ISubjectReaders>(sp => sp.GetRequiredService<AgreementBook>())
        .AddScoped<IDaily, AgreementDays>()
        .AddScoped<IIntegrity, AgreementCheck>()
        .AddScoped<AgreementWork>()
        .AddScoped<IWorkList>(sp => sp.GetRequiredService<AgreementWork>())
        .AddScoped<ISearchable>(sp => sp.GetRequiredService<AgreementWork>())
        .AddReceiver<ProductWithdrawn, CloseListings>();

    public void MapStorage(ModelBuilder model)
    {
        Listing.Map(model.Entity<Listing>());
        Agreement.Map(model.Entity<Agreement>());
        Round.Map(model.Entity<Round>());
        Signature.Map(model.Entity<Signature>());
    }

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        var trading = routes.MapGroup("/api").WithTags("交易").AddEndpointFilter(Http.CheckShape);

        OpenListing.Map(trading);           // 挂牌
        WithdrawListing.Map(trading);       // 摘牌
        ReadListings.Map(trading);          // 查询挂牌
        ProposeAgreement.Map(trading);      // 提出合约
        Bargain.Map(trading);               // 议价
        SignAgreement.Map(trading);         // 签署合约
        LeaveAgreement.Map(trading);        // 谢绝与终止
        ReadAgreements.Map(trading);        // 查询合约
        PrintAgreement.Map(trading);        // 合约打印件
    }
}
