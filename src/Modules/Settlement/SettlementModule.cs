using Yuanliu.Settlement.Accounts;
using Yuanliu.Settlement.Bills;
using Yuanliu.Settlement.Deposits;
using Yuanliu.Settlement.Statements;

namespace Yuanliu.Settlement;

/// <summary>结算 — custody accounts and their ledger, bills from metered use, payment and revenue split.</summary>
public sealed class SettlementModule : IModule
{
    public void AddServices(IServiceCollection services) => services
        .AddRules("settlement", SettlementRules.Load)
        .AddSingleton<IValidator<EnterDeposit.Request>, EnterDeposit.Shape>()
        .AddSingleton<IValidator<DecideDeposit.Request>, DecideDeposit.Shape>()
        .AddSingleton<IValidator<IssueBill.Request>, IssueBill.Shape>()
        .AddScoped<Sight>()
        .AddScoped<Ledger>()
        .AddScoped<DepositBook>()
        .AddScoped<Billing>()
        .AddScoped<Payment>()
        .AddScoped<StatementText>()
        .AddScoped<BillViews>()
        .AddScoped<BillReceipts>()
        .AddScoped<IIntegrity, LedgerCheck>()
        .AddScoped<SettlementWork>()
        .AddScoped<IWorkList>(sp => sp.GetRequiredService<SettlementWork>())
        .AddScoped<ISearchable>(sp => sp.GetRequiredService<SettlementWork>())
        .AddScoped<ISubjectReaders, BillReaders>()
        .AddScoped<ISubjectReaders, DepositReaders>()
        .AddReceiver<UseMetered, HearOfUses>(together: true);

    public void MapStorage(ModelBuilder model)
    {
        LedgerAccount.Map(model.Entity<LedgerAccount>());
        LedgerEntry.Map(model.Entity<LedgerEntry>());
        Posting.Map(model.Entity<Posting>());
        Deposit.Map(model.Entity<Deposit>());
        Bill.Map(model.Entity<Bill>());
        BillLine.Map(model.Entity<BillLine>());
        BillShare.Map(model.Entity<BillShare>());
        BillingMark.Map(model.Entity<BillingMark>());
        MeterReading.Map(model.Entity<MeterReading>());
    }

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        var settlement = routes.MapGroup("/api/settlement").WithTags("结算").AddEndpointFilter(Http.CheckShape);

        ListAccounts.Map(settlement);       // 存管账户
        EnterDeposit.Map(settlement);       // 入金
        DecideDeposit.Map(settlement);      // 入金办理
        IssueBill.Map(settlement);          // 开具账单
        PayBill.Map(settlement);            // 账单付款与收益分配
        GetBills.Map(settlement);           // 查询账单
        ExportStatement.Map(settlement);    // 对账单
    }
}
