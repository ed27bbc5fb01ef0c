using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;
using Yuanliu.Registration.Registers;

namespace Yuanliu.Registration.Reports;

/// <summary>报送报告 — the registry hands in what it owes: what the pack's form asks for, and the register's own figures of the period, which
/// nobody fills in.</summary>
internal static class HandInReport
{
    internal sealed record Request
    {
        public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();
    }

    internal sealed class Shape : AbstractValidator<Request>
    {
        public Shape()
        {
            RuleFor(r => r.Fields).Must(f => f.Count <= 50 && f.All(p => p.Key.Length <= 60 && p.Value is null or { Length: <= 5000 }))
                .WithMessage("50 fields of 5000 characters at most.");
        }
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/reports/{id:guid}/hand-in", Handle).OpenTo("registration:write", Role.Registrar).WithName(nameof(HandInReport))
            .WithSummary("报送报告");
        routes.MapGet("/reports/{id:guid}/figures.csv", Figures).OpenTo("registration:read", Role.Registrar, Role.Regulator)
            .WithName("DownloadReportFigures").WithSummary("下载报告所附统计");
    }

    static async Task<Results<Ok<ListReports.ReportView>, ProblemHttpResult>> Handle(
        Guid id, Request request, HttpContext context, AppDb db, PinnedPacks pinned, RegisterFigures figures, ReportViews views,
        Blobs blobs, WorkCalendar calendar, IClock clock, HostSettings node, CallerBox box, CancellationToken ct)
    {
        var wanted = new ReportId(id);
        if (await db.Set<RegistryReport>().SingleOrDefaultAsync(r => r.Id == wanted, ct) is not { } report)
            return Refusals.NoReportOwed.Problem(context);
        if (report.HandedInAt is not null) return Refusals.ReportHandedInAlready(report.Basis).Problem(context);
        var rule = (await pinned.Of(report.PackId, report.PackSha256, ct)).Rules.Reports.Single(r => r.Key == report.Key);
        if (FormCheck.AreFieldsRight(request.Fields, rule.Fields, []) is { } refusal) return refusal.Problem(context);

        var file = StatisticsFile.Of(await figures.Of(report.Register, report.PeriodFrom, report.PeriodUntil, ct));
        var stored = await blobs.Store(file, ct);
        report.HandIn(request.Fields, stored.Sha256, new(box.Known.PersonId), clock.Now, calendar, node);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(await views.Of(report, ct));
    }

    static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> Figures(
        Guid id, HttpContext context, AppDb db, Blobs blobs, CancellationToken ct)
    {
        var wanted = new ReportId(id);
        return await db.Set<RegistryReport>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == wanted, ct) is
            { FiguresSha256: { } sha256 } report && blobs.Open(sha256) is { } bytes
            ? TypedResults.Stream(bytes, "text/csv; charset=utf-8", $"{report.Register}-{report.PeriodUntil:yyyyMMdd}.csv")
            : Refusals.NoReportOwed.Problem(context);
    }
}
