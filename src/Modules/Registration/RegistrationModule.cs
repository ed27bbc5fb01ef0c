using Microsoft.AspNetCore.RateLimiting;
using Yuanliu.Registration.Accounts;
using Yuanliu.Registration.Certificates;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Objections;
using Yuanliu.Registration.Packs;
using Yuanliu.Registration.Publicity;

namespace Yuanliu.Registration;

/// <summary>登记 — who holds which right in which data resource, and how that came about.</summary>
public sealed class RegistrationModule : IModule
{
    /// <summary>规则包检查 — what is wrong in the packs of a rules folder, for whoever writes one.</summary>
    public static IReadOnlyList<RuleFinding> Lint(string rules) => PackLint.Check(rules);

    public void AddServices(IServiceCollection services) => services
        .AddSingleton(RegistrationPacks.Load(Path.Combine(AppContext.BaseDirectory, "rules", "registration")))
        .AddSingleton<IValidator<OpenAccount.Request>, OpenAccount.Shape>()
        .AddSingleton<IValidator<SubmitFiling.Request>, SubmitFiling.Shape>()
        .AddSingleton<IValidator<FilingForm>, FilingForm.Shape>()
        .AddSingleton<IValidator<ReasonRequest>, ReasonRequest.Shape>()
        .AddSingleton<IValidator<ObjectToFiling.Request>, ObjectToFiling.Shape>()
        .Configure<RateLimiterOptions>(ObjectToFiling.Limits)
        .AddSingleton<CertificateCredential>()
        .AddScoped<PinnedPacks>().AddScoped<Numbers>().AddScoped<PartyNames>().AddScoped<Claims>()
        .AddScoped<FilingChecks>().AddScoped<FilingSteps>().AddScoped<FilingDesk>().AddScoped<FilingViews>().AddScoped<FilingTime>()
        .AddScoped<ObjectionViews>()
        .AddSingleton<PrintTurn>().AddSingleton(_ => CertificateFonts.Load(Path.Combine(AppContext.BaseDirectory, "fonts")))
        .AddScoped<CertificatePrinter>().AddScoped<IssueCertificate>().AddScoped<CertificateSteps>().AddScoped<CertificateRecords>()
        .AddScoped<IDaily, FilingClock>().AddScoped<IDaily>(s => s.GetRequiredService<CertificateSteps>())
        .AddScoped<FilingWork>().AddScoped<IWorkList>(s => s.GetRequiredService<FilingWork>())
        .AddScoped<ISearchable>(s => s.GetRequiredService<FilingWork>())
        .AddScoped<IIntegrity, RegisterCheck>()
        .AddScoped<ISubjectReaders, FilingReaders>().AddScoped<ISubjectReaders, CertificateReaders>()
        .AddScoped<IRegister, Register>();

    public void MapStorage(ModelBuilder model)
    {
        NumberSeries.Map(model.Entity<NumberSeries>());
        PinnedPack.Map(model.Entity<PinnedPack>());
        Account.Map(model.Entity<Account>());
        Filing.Map(model.Entity<Filing>());
        FilingAct.Map(model.Entity<FilingAct>());
        Claim.Map(model.Entity<Claim>());
        MaterialUpload.Map(model.Entity<MaterialUpload>());
        Objection.Map(model.Entity<Objection>());
        Certificate.Map(model.Entity<Certificate>());
    }

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        var registration = routes.MapGroup("/api/registration").WithTags("登记").AddEndpointFilter(Http.CheckShape);

        ListPacks.Map(registration);            // 登记规则包
        ShowProcedure.Map(registration);        // 登记程序
        Regimes.Map(registration);              // 登记制度比较
        OpenAccount.Map(registration);          // 登记账户
        UploadMaterial.Map(registration);       // 上传材料
        SubmitFiling.Map(registration);         // 提交
        ListFilings.Map(registration);          // 申请列表
        GetFiling.Map(registration);            // 查询申请
        AcceptFiling.Map(registration);         // 受理
        RequestCorrection.Map(registration);    // 要求补正
        CorrectFiling.Map(registration);        // 补正
        RejectFiling.Map(registration);         // 不予受理
        PassReview.Map(registration);           // 审查通过
        FailReview.Map(registration);           // 审查不通过
        WithdrawFiling.Map(registration);       // 撤回
        DecideObjection.Map(registration);      // 异议处理
        ListCertificates.Map(registration);     // 证书列表
        ChangeStatus.Map(registration);         // 中止、恢复、撤销证书

        var anyone = routes.MapGroup("/api/public").WithTags("公开").AddEndpointFilter(Http.CheckShape);

        PublicityBoard.Map(anyone);             // 公示栏
        ObjectToFiling.Map(anyone);             // 提出异议
        ShowCertificate.Map(anyone);            // 证书核验
        PrintCertificate.Map(anyone);           // 登记证书打印件
        ServeStatusList.Map(anyone);            // 状态列表
    }
}
