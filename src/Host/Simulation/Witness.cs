using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Yuanliu.Kernel;

namespace Yuanliu.Host.Simulation;

/// <param name="On">The legal day on which it was taken.</param>
internal sealed record StepTaken(Guid Filing, string Step, string From, string To, string Actor, DateOnly On);

/// <summary>见证 — reads the journal as it grows, makes the state out of it, and compares that with the state there is: each change of the
/// one
/// has its trace in the other, after every step.</summary>
internal sealed class Witness(IServiceScopeFactory scopes)
{
    const string Attempt = "registration.attempt-refused/1", Step = "registration.step/1";

    /// <summary>Facts that are told one for each row.</summary>
    static readonly (string Fact, string Table)[] Pairs =
    [
        (Step, "registration_act"), ("registration.entered/1", "registration_entry"),
        ("registration.certificate-issued/1", "registration_certificate"), ("registration.objection-raised/1", "registration_objection"),
        ("registration.vote-cast/1", "registration_vote"), ("registration.statement-signed/1", "registration_statement"),
        ("registration.consented/1", "registration_consent"),
    ];

    /// <summary>What a refused act must leave as it was: rows, and versions where there are any.</summary>
    static readonly string Register = string.Join(" UNION ALL ",
        Sum("account", "Version"), Sum("account_case", "Version"), Sum("act", null), Sum("certificate", "Version"), Sum("commitment", null),
        Sum("consent", null), Sum("encumbrance", "Version"), Sum("entry", null), Sum("filing", "Version"), Sum("hearing", null),
        Sum("known_node", "Version"), Sum("objection", null), Sum("recognized", "Version"), Sum("review_order", "Version"),
        Sum("right", "Version"), Sum("series", "Last"), Sum("statement", null), Sum("unit", "Version"), Sum("vote", null));

    static readonly string Counted = string.Join(" UNION ALL ",
        Pairs.Select(p => $"SELECT '{p.Fact} ' || COUNT(*) AS \"Value\" FROM {p.Table}"));

    const string Staged = """SELECT "Stage" || ' ' || COUNT(*) AS "Value" FROM registration_filing GROUP BY "Stage" """;

    readonly Dictionary<Guid, string> stages = [];
    readonly Dictionary<Guid, DateOnly?> dues = [];
    readonly Dictionary<string, int> facts = [];
    long seen;

    public List<StepTaken> Steps { get; } = [];
    /// <summary>Duties that were not done in time, by what was owed and by whom.</summary>
    public Dictionary<(string Duty, string OwedBy), int> Overdue { get; } = [];
    public string? StageOf(Guid filing) => stages.GetValueOrDefault(filing);
    /// <summary>The last day of the term that runs.</summary>
    public DateOnly? DueOf(Guid filing) => dues.GetValueOrDefault(filing);
    public int Count(string fact) => facts.GetValueOrDefault(fact);

    static string Sum(string table, string? column)
        => $"SELECT '{table} ' || COUNT(*) || ' ' || {(column is null ? "0" : $"COALESCE(SUM(\"{column}\"), 0)")} AS \"Value\" "
            + $"FROM registration_{table}";

    /// <summary>The register in a few numbers, such that every change shows.</summary>
    public async Task<string> Digest(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        foreach (var entry in await New(scope, ct)) Take(entry, "signing in");
        return string.Join('\n', await Rows(scope, Register, ct));
    }

    /// <summary>Reads what came into the journal, and demands that the state says the same.</summary>
    public async Task Agree(string after, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        foreach (var entry in await New(scope, ct)) Take(entry, after);
        var told = Pairs.Select(p => $"{p.Fact} {Count(p.Fact)}").Concat(stages.Values.GroupBy(s => s).Select(g => $"{g.Key} {g.Count()}"));
        var there = (await Rows(scope, Counted, ct)).Concat(await Rows(scope, Staged, ct));
        var (only, missing) = (told.Except(there).Order(StringComparer.Ordinal).ToList(),
            there.Except(told).Order(StringComparer.Ordinal).ToList());
        if (only.Count + missing.Count > 0)
            throw new SimulationBroke($"After {after} evidence says {string.Join(", ", only)} and the state {string.Join(", ", missing)}");
    }

    /// <summary>A refused act left the register as it was, and nothing in evidence but the attempt.</summary>
    public async Task Unchanged(string before, string after, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        if ((await New(scope, ct)).FirstOrDefault(e => e.Kind is not Attempt) is { } other)
            throw new SimulationBroke($"{after} was refused and told {other.Kind}: {other.Envelope}");
        if (string.Join('\n', await Rows(scope, Register, ct)) is var now && now != before)
            throw new SimulationBroke($"{after} was refused and changed the register from\n{before}\nto\n{now}");
    }

    static async Task<List<string>> Rows(AsyncServiceScope scope, string sql, CancellationToken ct)
        => [.. (await scope.ServiceProvider.GetRequiredService<AppDb>().Database.SqlQueryRaw<string>(sql).ToListAsync(ct))
            .Order(StringComparer.Ordinal)];

    async Task<List<JournalEntry>> New(AsyncServiceScope scope, CancellationToken ct)
    {
        var found = await scope.ServiceProvider.GetRequiredService<AppDb>().Set<JournalEntry>().AsNoTracking().Where(e => e.Seq > seen)
            .OrderBy(e => e.Seq).ToListAsync(ct);
        if (found.Count > 0) seen = found[^1].Seq;
        foreach (var entry in found) facts[entry.Kind] = Count(entry.Kind) + 1;
        return found;
    }

    void Take(JournalEntry entry, string after)
    {
        if (entry.Kind.EndsWith("duty-overdue/1", StringComparison.Ordinal))
        {
            var owed = JsonNode.Parse(entry.Envelope)!["body"]!;
            var key = ((string)owed["duty"]!, (string)owed["owedBy"]!);
            Overdue[key] = Overdue.GetValueOrDefault(key) + 1;
        }
        if (entry.Kind is not Step) return;
        var body = JsonNode.Parse(entry.Envelope)!["body"]!;
        var step = new StepTaken(Guid.Parse((string)body["filing"]!), (string)body["step"]!, (string)body["from"]!, (string)body["to"]!,
            (string)body["actor"]!, LegalDay.Of(entry.At));
        if (stages.GetValueOrDefault(step.Filing, "Draft") is var stage && stage != step.From)
            throw new SimulationBroke($"After {after} evidence has {step.Step} from {step.From}, and the filing stood at {stage}");
        stages[step.Filing] = step.To;
        dues[step.Filing] = (string?)body["dueOn"] is { } due ? DateOnly.Parse(due, System.Globalization.CultureInfo.InvariantCulture)
            : null;
        Steps.Add(step);
    }
}
