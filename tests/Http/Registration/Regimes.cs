using Microsoft.Extensions.DependencyInjection;
using Yuanliu.Kernel;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Tests.Registration;

/// <summary>Packs that lead to one procedure each, with the lengths of the paper the procedure was read from.</summary>
internal static class Regimes
{
    static readonly Pack<RegistrationRules> Beijing =
        RegistrationPacks.Load(Path.Combine(AppContext.BaseDirectory, "rules", "registration")).For(RegistryApp.Pack)!;

    public const string Ground = "fraud";

    public static string Id(ProcedureName procedure) => $"t-{procedure.ToString().ToLowerInvariant()}";

    /// <summary>The shipped packs and one for each procedure, each changed as a test wants it.</summary>
    public static void Add(IServiceCollection services, Func<RegistrationRules, RegistrationRules>? change = null)
        => services.AddSingleton(new RegistrationPacks(new(Enum.GetValues<ProcedureName>().Select(p => Of(p, change)).Append(Beijing)
            .ToDictionary(p => p.Id))));

    static Pack<RegistrationRules> Of(ProcedureName procedure, Func<RegistrationRules, RegistrationRules>? change)
    {
        var rules = Rules(procedure);
        if (change is not null) rules = change(rules);
        return new(Id(procedure), Convert.ToHexStringLower(Compute.Json.CanonicalJson.Hash(
            System.Text.Json.JsonSerializer.SerializeToNode(rules, Compute.Json.CanonicalJson.Options))), rules);
    }

    public static RegistrationRules Rules(ProcedureName procedure) => Beijing.Rules with
    {
        Jurisdiction = Id(procedure), Source = "TEST art. 1",
        Deadlines = Enum.GetValues<Deadline>().ToDictionary(d => d, d => Term(procedure, d)),
        Filings = new()
        {
            [FilingKind.Initial] = Kind(procedure is ProcedureName.ByRegistry ? ProcedureName.Ordinary : procedure,
                issues: procedure is ProcedureName.ByRegistry || Procedure.Of(procedure).Steps.Any(r => r.To is Stage.Publicised)),
            [FilingKind.Transfer] = Kind(ProcedureName.WithoutPublicity, issues: false) with
            {
                By = Ruled<List<FilingParty>>([FilingParty.Transferor], "TEST art. 17"),
            },
            [FilingKind.Objection] = Objected,
            [FilingKind.Revocation] = Kind(procedure, issues: false) with
            {
                By = Ruled<List<FilingParty>>([FilingParty.Registry], "TEST art. 9"),
                Grounds = [new() { Key = Ground, Zh = "骗取登记", En = "Obtained by fraud", Basis = "TEST art. 9" }],
            },
        },
        Objections = Beijing.Rules.Objections with
        {
            DisposalByCommitment = Ruled(true, "TEST art. 20"), LapsedIsFinal = Ruled(true, "TEST art. 20"),
        },
        Reviews = new()
        {
            Kinds = Ruled<List<StatementKind>>([StatementKind.Substance, StatementKind.Compliance], "TEST art. 20"),
            Items = Ruled<List<ReviewItem>>([Item("applicant"), Item("source"), Item("rights")], "TEST art. 20"),
            SampleRows = Ruled(100, "TEST art. 20"),
        },
        Accounts = new()
        {
            Change = Working(5), FrozenByCancellation = Ruled(true, "TEST art. 12"), BusinessSettled = Ruled(true, "TEST art. 12"),
        },
        Committee = new() { Quorum = Ruled(2, "TEST art. 10"), MajorityPercent = Ruled(51, "TEST art. 10") },
        Checks = [.. Beijing.Rules.Checks, new() { Check = NamedCheck.ReviewerIndependent, Basis = "TEST art. 11" }],
    };

    static KindRules Objected => Kind(ProcedureName.PendingSuit, issues: false) with
    {
        By = Ruled<List<FilingParty>>([FilingParty.Interested], "TEST art. 20"),
        Grounds = [.. new[] { "source", "holder" }.Select(key => new GroundRule { Key = key, Zh = key, En = key, Basis = "TEST art. 20" })],
    };

    static KindRules Kind(ProcedureName procedure, bool issues) => Beijing.Rules.Of(FilingKind.Initial) with
    {
        Procedure = [new() { Procedure = procedure, Basis = "TEST art. 2" }],
        Issues = issues ? ["registration"] : [],
        Gaps = new()
        {
            Materials = Ruled<List<string>>(["authorization"], "TEST art. 20"), ConsequenceZh = "逾期未补交的，申请失效。",
            ConsequenceEn = "What is not handed in by then lapses.",
        },
    };

    static ReviewItem Item(string key) => new() { Key = key, Zh = key, En = key, Basis = "TEST art. 20" };

    public static Ruled<T> Ruled<T>(T value, string basis) => new() { Value = value, Basis = basis };

    /// <summary>AH art. 19–22, DL §19–24, GZ §17–20, GD art. 11–16, SZ art. 20; where a paper is silent, ten working days.</summary>
    static Term Term(ProcedureName procedure, Deadline deadline) => (procedure, deadline) switch
    {
        (ProcedureName.Settled, Deadline.Acceptance) => Working(5),
        (ProcedureName.Settled, Deadline.Review) => Working(20),
        (ProcedureName.Settled, Deadline.Publicity) => Working(10),
        (ProcedureName.Settled, Deadline.Objection) => Calendar(30),
        (ProcedureName.ThirdParty, Deadline.Review or Deadline.Correction) => Working(5),
        (ProcedureName.ThirdParty, Deadline.Publicity) => Calendar(7),
        (ProcedureName.Arbitrated, Deadline.Acceptance or Deadline.Notice) => Working(3),
        (ProcedureName.Arbitrated, Deadline.Answer) => Working(7),
        (ProcedureName.Arbitrated, Deadline.Publicity) => Working(30),
        (ProcedureName.Committee or ProcedureName.DirectToPublicity, Deadline.Publicity) => Working(3),
        (ProcedureName.Simple, Deadline.Publicity) => Working(1),
        // SZ art. 20 (在异议登记受理之日起15日内): every test register takes objections to what stands by that table.
        (_, Deadline.Litigation) => Calendar(15),
        (ProcedureName.Ordinary, Deadline.Publicity or Deadline.Acceptance) => Working(5),
        _ => Working(10),
    };

    static Term Working(int length) => new() { Length = length, Unit = TermUnit.WorkingDays, Basis = "TEST art. 19" };
    static Term Calendar(int length) => new() { Length = length, Unit = TermUnit.CalendarDays, Basis = "TEST art. 22" };
}
