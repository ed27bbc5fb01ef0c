using Shouldly;
using Xunit;
using Yuanliu.Host.Simulation;
using Yuanliu.Host.Verbs;
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
        "statement-negative", "voted-otherwise",
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
        report.Tally.Offences.Count.ShouldBeGreaterThan(2, report.Text());
        report.Tally.Lawful.Keys.Except(MayBar).ShouldBeEmpty(report.Text());
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
