using System.Reflection;
using Xunit;
using Yuanliu.Host;
using Yuanliu.Kernel;

namespace Yuanliu.Tests;

/// <summary>The diagrams in <c>docs/workflows</c> are drawn from the very tables that decide. One line for each table.</summary>
public sealed class WorkflowDiagramTests
{
    static readonly (string File, string Table, string Text)[] Drawn =
    [
        .. Registration.Filings.Procedures.All.Select(p => Draw(p.Steps.Name, $"登记程序 · {p.Name}", p.Steps)),
        Draw("account", "账户变更与注销 · how an account is changed or closed", Registration.Accounts.AccountProcedure.Steps),
        Draw("certificate", "证书状态 · what becomes of a certificate", Registration.Certificates.CertificateProcedure.Steps),
        Draw("catalog", "资源编目 · how a resource enters the catalog", Catalog.Resources.Procedure.Steps),
        Draw("product", "数据产品 · how a product is offered", Products.CleanRoom.Procedure.Steps),
        Draw("listing", "挂牌 · how a listing comes and goes", Trading.Listings.ListingProcedure.Steps),
        Draw("agreement", "合约 · how an agreement is reached and ends", Trading.Agreements.Procedure.Steps),
        Draw("duty", "合约义务 · what becomes of something owed beside uses", Space.Duties.DutyProcedure.Steps),
        Draw("space", "叫停 · how the use of an agreement is stopped and let go on", Space.Stops.StopProcedure.Steps),
        Draw("derived", "派生表 · how a derived table is tightened, dropped, and ends", Space.Derived.DerivedProcedure.Steps),
        Draw("bill", "账单 · how a bill is paid", Settlement.Bills.BillProcedure.Steps),
        Draw("deposit", "入金 · how money comes into custody", Settlement.Deposits.DepositProcedure.Steps),
    ];

    [Fact]
    public void Every_diagram_is_its_table()
    {
        foreach (var (file, _, text) in Drawn) Golden.Check($"docs/workflows/{file}.md", text);
    }

    [Fact]
    public void Every_table_has_its_diagram() => (
        from type in App.Modules.SelectMany(m => m.GetType().Assembly.GetTypes())
        from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        where field.FieldType.IsGenericType && field.FieldType.GetGenericTypeDefinition() == typeof(Workflow<,,>)
        let name = (string)field.FieldType.GetProperty("Name")!.GetValue(field.GetValue(null))!
        where Drawn.All(d => d.Table != name)
        select $"{type.FullName}.{field.Name} ({name})").ShouldBeNone("add a line for it");

    static (string, string, string) Draw<TStage, TStep, TDeadline>(string file, string title, Workflow<TStage, TStep, TDeadline> table)
        where TStage : struct, Enum where TStep : struct, Enum where TDeadline : struct, Enum
        => (file, table.Name, WorkflowDiagram.Markdown(title, table));
}
