using Shouldly;
using Xunit;
using Yuanliu.Host.Simulation;
using Yuanliu.Host.Verbs;
using Yuanliu.Kernel;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Tests.Registration;

/// <summary>Random lawful and unlawful acts under every shipped pack: after each, evidence and state agree, and nothing unlawful succeeds.
/// A run that finds otherwise throws and says after what.</summary>
public sealed class SimulationTests
{
    const int Days = 50, Filings = 8;

    public static TheoryData<string> Packs => [.. RegistrationPacks
        .Load(Path.Combine(AppContext.BaseDirectory, "rules", "registration")).All.Select(p => p.Id)];

    /// <summary>What may stand in the way of a step that the procedure offers: what another filing, a burden or another person
    /// did.</summary>
    static readonly string[] MayBar = [.. new[]
    {
        "already-registered", "already-running", "beyond-parent", "certificate-not-open", "commitment-missing", "consent-missing",
        "correction-once", "derived-standing", "exclusive-conflict", "filed-early", "filed-late", "frozen", "no-standing-right",
        "no-such-encumbrance", "not-frozen", "nothing-to-derive", "nothing-to-restore", "objection-lapsed", "objection-stands",
        "own-registration", "pledged-already", "pledgee-consent", "right-not-held", "similar-registered",
        "statement-negative", "succession-notice", "succession-contested", "voted-otherwise",
    }.Select(code => $"registration.{code}")];

    static string Database() => Environment.GetEnvironmentVariable("TEST_DB") == "postgres"
        ? $"{TestDatabase.Server};Maximum Pool Size=60;Database=s"
            + Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(6)) : "";

    [Theory]
    [MemberData(nameof(Packs))]
    public async Task Whatever_is_tried_under_a_pack_evidence_and_state_agree_and_nothing_unlawful_succeeds(string pack)
    {
        // Thirty working days of publicity, where others have seven calendar days.
        var report = await SimulationRun.Play(new(pack, pack is "cn-guizhou" ? 2 * Days : Days, Filings, 7), Database(), default);
        report.Count("Initial", "Registered").ShouldBeGreaterThan(0, report.Text());
        report.Known.Where(k => !report.Tally.Tried(k)).Select(k => k.En).ShouldBeEmpty(report.Text());
        Owed(pack).Except(report.Known).Select(k => k.En).ShouldBeEmpty("what the rules give occasion for is known");
        if (RulesOf(pack).Succession is not null)
            report.Drilled.Count(k => k is "Transfer" or "Change").ShouldBeGreaterThan(0, "somebody is succeeded, lawfully");
        report.Tally.Lawful.Keys.Except(MayBar).ShouldBeEmpty(report.Text());
    }

    static RegistrationRules RulesOf(string pack) => RegistrationPacks
        .Load(Path.Combine(AppContext.BaseDirectory, "rules", "registration")).For(pack)!.Rules;

    /// <summary>Read from the rules, and not from what the server tells about them.</summary>
    static List<OffenceKind> Owed(string pack)
    {
        var (rules, owed) = (RulesOf(pack), new List<OffenceKind>
        {
            OffenceKind.Stranger, OffenceKind.NoAccount, OffenceKind.AnothersData, OffenceKind.Twice, OffenceKind.ForgedParty,
        });
        void Add(bool known, params OffenceKind[] kinds) => owed.AddRange(known ? kinds : []);
        var first = rules.Of(FilingKind.Initial);
        var rows = first.Procedure.SelectMany(r => Procedure.Of(r.Procedure).Steps).ToList();
        bool Bars(NamedCheck check) => rules.Check(check, FilingKind.Transfer) is not null;
        Add(rows.Exists(r => r.To is Stage.Publicised), OffenceKind.LateObjection, OffenceKind.EndedObjection, OffenceKind.OwnObjection,
            OffenceKind.ForgedCode, OffenceKind.ForgedNumber, OffenceKind.Flood, OffenceKind.EditedPack);
        Add(rows.Exists(r => r.By is Actor.Registrar), OffenceKind.RegistrarsStep, OffenceKind.Unknown, OffenceKind.NotOpen,
            OffenceKind.BothSides, OffenceKind.NoReason);
        Add(rows.Exists(r => r.By is Actor.Committee), OffenceKind.Voteless, OffenceKind.SecondVote);
        Add(rules.Separate.Value.Exists(p => p.Contains(Step.Propose))
            && rules.Filings.Values.Any(f => f.By.Value is [FilingParty.Registry]), OffenceKind.OwnProposal);
        Add(first.Issues.Count > 0, OffenceKind.ForgedCertificate, OffenceKind.Groundless, OffenceKind.Alone, OffenceKind.ForeignForged,
            OffenceKind.AnothersList);
        Add(first.Materials.Exists(m => m is { File: true, Optional: false, When.Count: 0, Statement: null, At: null, Known: null }),
            OffenceKind.Words, OffenceKind.WrongHash, OffenceKind.ChangedPaper);
        Add(rules.Filings.ContainsKey(FilingKind.Freeze) && Bars(NamedCheck.NotFrozen), OffenceKind.Frozen);
        Add(rules.Filings.ContainsKey(FilingKind.Pledge) && Bars(NamedCheck.PledgeeConsents), OffenceKind.Pledged);
        Add(rules.Succession is not null, OffenceKind.Unproven, OffenceKind.TooEarly, OffenceKind.Former);
        return owed;
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_report_and_another_seed_another()
    {
        async Task<string> Played(ulong seed) => (await SimulationRun.Play(new("cn-guangdong", 20, 4, seed), Database(), default)).Text();
        var first = await Played(1);
        (await Played(1)).ShouldBe(first);
        (await Played(2)).ShouldNotBe(first);
        foreach (var part in new[] { "办理结果 / outcomes", "各步骤时长", "违法行为，全部被拒绝" }) first.ShouldContain(part);
    }

    [Theory]
    [InlineData]
    [InlineData("--pack", "atlantis")]
    [InlineData("--pack", "cn-anhui", "--days", "0")]
    [InlineData("--pack", "cn-anhui", "--days", "many")]
    [InlineData("--pack", "cn-anhui", "--filings", "-3")]
    [InlineData("--pack", "cn-anhui", "--seed")]
    [InlineData("--city", "x")]
    public async Task What_cannot_be_played_is_refused_before_anything_is_made(params string[] args)
        => (await Simulate.Run(args, default)).ShouldBe(2);
}
