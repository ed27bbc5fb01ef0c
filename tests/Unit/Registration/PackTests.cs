using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using YamlDotNet.Core;
using Yuanliu.Kernel;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Tests.Registration;

public sealed class PackTests
{
    static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "rules", "registration");
    static readonly string Beijing = File.ReadAllText(Path.Combine(Folder, "cn-beijing-social.yaml"));

    [Fact]
    public void The_packs_that_are_shipped_load_and_set_every_clock_their_procedures_start()
    {
        foreach (var pack in RegistrationPacks.Load(Folder).All)
            foreach (var (kind, filing) in pack.Rules.Filings)
                foreach (var route in filing.Procedure)
                    foreach (var row in Procedure.Of(route.Procedure).Steps.Where(r => r.Starts is not null))
                        pack.Rules.TermOf(kind, route.Procedure, row.Starts!.Value).Basis
                            .ShouldNotBeEmpty($"{pack.Id} {kind} {row.Starts}");
    }

    [Fact]
    public void Beijing_demands_the_three_statements_and_rights_and_data_on_the_certificate()
    {
        var rules = RegistrationPacks.Load(Folder).For("cn-beijing-social")!.Rules;
        rules.Of(FilingKind.Initial).Materials.Where(m => m.IsNeeded([])).Select(m => m.Key)
            .ShouldBe(["source", "compliance", "authorization"]);
        var certificate = rules.CertificateOf(FilingKind.Initial)!;
        certificate.Contents.Value.ShouldBe([CertificateContent.Rights, CertificateContent.DataState]);
        certificate.Title.ShouldBe("数据资产登记证书");
        rules.Deadlines.Values.ShouldAllBe(t => t.Open, "the Beijing papers give no lengths");
    }

    [Fact]
    public void An_unknown_key_or_a_missing_value_stops_the_start()
    {
        Should.Throw<YamlException>(() => Load(Beijing + "\nsurprise: 1\n"));
        Should.Throw<YamlException>(() => Load(Without("level-max:")));
        Should.Throw<InvalidDataException>(() => Load(Without("  correction:")));
        Should.Throw<InvalidDataException>(()
            => Load(Beijing.Replace("BJSD-ZS-{year}-{seq:6}", "BJSD-ZS-{seq:6}", StringComparison.Ordinal)));
    }

    [Fact]
    public void Rules_are_those_of_the_register_on_the_day()
    {
        var next = "parent: first\neffective-from: 2027-01-01\n";
        var packs = Load(
            ("first", Beijing + "effective-to: 2026-12-31\nafter-end: { value: [Change], basis: BJ-OPIN-2023 §6 }\n"),
            ("second", next + "effective-to: 2099-12-31\n"),
            ("third", next.Replace("2027", "2028", StringComparison.Ordinal) + "effective-to: 2099-12-31\n"));

        packs.InForce("cn-beijing-social", new(2026, 12, 31))!.Id.ShouldBe("first");
        packs.InForce("first", new(2027, 1, 1))!.Id.ShouldBe("second");
        packs.InForce("third", new(2028, 6, 1))!.Id.ShouldBe("third");
        packs.InForce("cn-beijing-social", new(2023, 6, 19)).ShouldBeNull();
        packs.InForce("atlantis", new(2026, 1, 1)).ShouldBeNull();

        DateOnly over = new(2100, 1, 1);
        packs.ToFile("first", FilingKind.Change, over).Value!.Id.ShouldBe("third", "the last ones keep what stands");
        packs.ForWhatStands("first", over)!.Id.ShouldBe("third");
        packs.ToFile("first", FilingKind.Change, new(2027, 6, 1)).Value!.Id.ShouldBe("second", "what follows takes over");
        foreach (var (name, kind, day) in new[]
        {
            ("first", FilingKind.Initial, over), ("first", FilingKind.Change, new(2023, 6, 19)), ("atlantis", FilingKind.Change, over),
        })
            packs.ToFile(name, kind, day).Refusal!.Code.ShouldBe("registration.no-rules");
    }

    [Fact]
    public void Numbers_of_a_pattern_never_coincide()
    {
        const string pattern = "BJSD-ZS-{year}-{seq:6}";
        NumberPattern.Write(pattern, 2026, 42).ShouldBe("BJSD-ZS-2026-000042");
        NumberPattern.Write(pattern, 2026, 1_234_567).ShouldBe("BJSD-ZS-2026-1234567");
        Prop.ForAll(Gen.Choose(1, 3_000_000).Two().ToArbitrary(), pair =>
            pair.Item1 == pair.Item2 == (NumberPattern.Write(pattern, 2026, pair.Item1) == NumberPattern.Write(pattern, 2026, pair.Item2)))
            .QuickCheckThrowOnFailure();
        foreach (var bad in new[] { "X-{seq:6}", "X-{year}", "X-{year}-{seq:6}-{seq:2}", "数-{year}-{seq:6}", "X/{year}/{seq:6}" })
            NumberPattern.IsValid(bad).ShouldBeFalse(bad);
    }

    static string Without(string lineBeginning)
        => string.Join('\n', Beijing.Split('\n').Where(l => !l.StartsWith(lineBeginning, StringComparison.Ordinal)));

    static RegistrationPacks Load(string text) => Load(("pack", text));

    static RegistrationPacks Load(params (string Id, string Text)[] packs)
    {
        var folder = Directory.CreateTempSubdirectory("packs");
        try
        {
            foreach (var (id, text) in packs) File.WriteAllText(Path.Combine(folder.FullName, id + ".yaml"), text);
            return RegistrationPacks.Load(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
