using System.Globalization;
using Yuanliu.Registration.Accounts;
using Yuanliu.Registration.Entries;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Supervision;

/// <summary>办理逾期清单 — duties that were not done in time, by whoever owes or owed them, with the article: for those who supervise.</summary>
internal static class ListOverdue
{
    /// <param name="OwedBy">The capacity in the procedure.</param>
    /// <param name="DaysLate">In the unit of the term; as of today, or of the day on which it was done.</param>
    internal sealed record Line(
        Guid Filing, string Number, string ResourceTitle, string Pack, string Jurisdiction, Stage Stage, Deadline Duty, Actor OwedBy,
            Guid BodyId,
        string BodyName, DateOnly DueOn, int DaysLate, TermUnit Unit, DateOnly? DoneOn, string Basis, bool Open);
    internal sealed record Sum(Guid BodyId, string BodyName, Actor OwedBy, Deadline Duty, int Open, int DoneLate, string Basis);
    /// <summary>A case about an account that was not entered in time, or was entered late.</summary>
    internal sealed record AccountLine(
        Guid Case, string AccountNumber, string SubjectName, string Pack, string Jurisdiction, AccountCaseKind Kind, Actor OwedBy,
        string BodyName, DateOnly DueOn, int DaysLate, TermUnit Unit, DateOnly? DoneOn, string Basis, bool Open);
    /// <summary>A transfer whose former holder did not state in time, or stated late, that the rights have passed.</summary>
    internal sealed record StatementLine(
        Guid Filing, string Number, string ResourceTitle, string Pack, string Jurisdiction, Guid BodyId, string BodyName, DateOnly DueOn,
        int DaysLate, TermUnit Unit, DateOnly? DoneOn, string Basis);
    /// <summary>A report that the registry did not hand in in time.</summary>
    internal sealed record ReportLine(
        Guid Report, string Register, string TitleZh, string TitleEn, string To, DateOnly PeriodUntil, string BodyName, DateOnly DueOn,
        int DaysLate, TermUnit Unit, DateOnly? DoneOn, string Basis, bool Open);
    /// <summary>All of them summed up, and the first page of each list.</summary>
    internal sealed record Response(
        IReadOnlyList<Sum> Sums, IReadOnlyList<Line> Lines, IReadOnlyList<AccountLine> Accounts, IReadOnlyList<StatementLine> Statements,
        IReadOnlyList<ReportLine> Reports);

    const string Path = "/supervision/overdue";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, Handle).OpenTo("registration:read", Role.Regulator, Role.Registrar).WithName(nameof(ListOverdue))
            .WithSummary("办理逾期清单");
        routes.MapGet($"{Path}/filings", Filings).OpenTo("registration:read", Role.Regulator, Role.Registrar)
            .WithName("ListOverdueFilings").WithSummary("登记申请逾期");
        routes.MapGet($"{Path}/accounts", Accounts).OpenTo("registration:read", Role.Regulator, Role.Registrar)
            .WithName("ListOverdueAccounts").WithSummary("账户事项逾期");
        routes.MapGet($"{Path}/statements", Statements).OpenTo("registration:read", Role.Regulator, Role.Registrar)
            .WithName("ListOverdueStatements").WithSummary("权属变更声明逾期");
    }

    /// <param name="pack">Any pack of the register; none = all registers.</param>
    /// <param name="since">Duties that fell due on this day or later.</param>
    static async Task<Ok<Response>> Handle(
        string? pack, DateOnly? since, RegistrationPacks packs, OverdueFilings filings, OverdueAccounts accounts,
        OverdueStatements statements, OverdueReports reports, CancellationToken ct)
    {
        var of = Scope.Of(pack, since, packs);
        return TypedResults.Ok(new Response(
            await filings.Sums(of, ct), (await filings.Page(of, null, Paging.TakeMax, ct)).Items,
            (await accounts.Page(of, null, Paging.TakeMax, ct)).Items, (await statements.Page(of, null, Paging.TakeMax, ct)).Items,
            await reports.List(of, ct)));
    }

    static async Task<Ok<Page<Line>>> Filings(
        string? pack, DateOnly? since, string? after, int? take, RegistrationPacks packs, OverdueFilings filings, CancellationToken ct)
        => TypedResults.Ok(await filings.Page(Scope.Of(pack, since, packs), after, Paging.Size(take), ct));

    static async Task<Ok<Page<AccountLine>>> Accounts(
        string? pack, DateOnly? since, string? after, int? take, RegistrationPacks packs, OverdueAccounts accounts, CancellationToken ct)
        => TypedResults.Ok(await accounts.Page(Scope.Of(pack, since, packs), after, Paging.Size(take), ct));

    static async Task<Ok<Page<StatementLine>>> Statements(
        string? pack, DateOnly? since, string? after, int? take, RegistrationPacks packs, OverdueStatements statements,
        CancellationToken ct)
        => TypedResults.Ok(await statements.Page(Scope.Of(pack, since, packs), after, Paging.Size(take), ct));

    /// <summary>Which register, and since when.</summary>
    /// <param name="Register">Null: all of them.</param>
    /// <param name="Packs">The register's packs, in force or not.</param>
    internal sealed record Scope(string? Register, List<string> Packs, DateOnly Since)
    {
        public static Scope Of(string? pack, DateOnly? since, RegistrationPacks packs)
        {
            var register = pack is null ? null : packs.For(pack)?.Rules.Jurisdiction ?? pack;
            return new(register, [.. packs.All.Where(p => p.Rules.Jurisdiction == register).Select(p => p.Id)],
                since ?? DateOnly.MinValue);
        }
    }
}

/// <summary>逾期清单页码 — the last line of a page: whether its duty is done, when it was due, and its id.</summary>
internal readonly record struct OverdueCursor(bool Done, DateOnly DueOn, Guid Id)
{
    public override string ToString() => $"{(Done ? 'd' : 'o')}{DueOn:yyyyMMdd}{Id:N}";

    /// <returns>The very beginning where this is no cursor.</returns>
    public static OverdueCursor Read(string? text)
        => text is { Length: 41 } && DateOnly.TryParseExact(text.AsSpan(1, 8), "yyyyMMdd", CultureInfo.InvariantCulture,
            DateTimeStyles.None, out var due) && Guid.TryParseExact(text.AsSpan(9), "N", out var id)
            ? new(text[0] == 'd', due, id) : new(false, DateOnly.MinValue, Guid.Empty);
}
