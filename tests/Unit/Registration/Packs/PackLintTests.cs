using Shouldly;
using Xunit;
using Yuanliu.Kernel;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Tests.Registration.Packs;

/// <summary>Every fault that the lint knows, seeded once into a sound pack and found where it stands.</summary>
public sealed class PackLintTests
{
    static readonly string Rules = Path.Combine(AppContext.BaseDirectory, "rules");
    static readonly string Guangdong = File.ReadAllText(Path.Combine(Rules, "registration", "cn-guangdong.yaml"));
    static readonly string Shenzhen = File.ReadAllText(Path.Combine(Rules, "registration", "cn-shenzhen.yaml"));

    [Fact]
    public void The_packs_that_are_shipped_have_no_fault()
        => PackLint.Check(Rules).Select(f => f.ToString()).ShouldBeEmpty();

    /// <summary>What the platform cannot decide from its data, somebody does, and the pack says who.</summary>
    [Fact]
    public void Every_check_of_a_shipped_pack_is_the_platforms_or_has_a_name_to_it()
        => RegistrationPacks.Load(Path.Combine(Rules, "registration")).All
            .SelectMany(p => p.Rules.Checks.Where(c => c.By is not null).Select(c => $"{p.Id} {c.Check} {c.By}"))
            .ShouldBe(["cn-guangdong InScope Registrar"]);

    [Fact]
    public void A_sound_pack_is_left_alone()
    {
        Lint(Guangdong).Where(f => !f.Warning).ShouldBeEmpty();
        Lint(Shenzhen).Where(f => !f.Warning).ShouldBeEmpty();
    }

    /// <param name="rule">What is found, on the line that holds <paramref name="fault"/>.</param>
    [Theory]
    [InlineData("unknown-key", "status: Draft", "status: Draft\nsurprise: 1", "surprise: 1")]
    [InlineData("unknown-key", "titleless", "", "")]
    [InlineData("wrong-value", "status: Draft", "status: Perhaps", "status: Perhaps")]
    [InlineData("wrong-value", "effective-from: 2023-04-01", "effective-from: soon", "effective-from: soon")]
    [InlineData("wrong-value", "partial: { value: true", "partial: { value: maybe", "value: maybe")]
    [InlineData("citation", "art. 26（存证溯源）", "art. 99", "art. 99")]
    [InlineData("citation", "basis: GD-REG-2023 art. 23(4)", "basis: GD-REG-2023 art. 23(9)", "art. 23(9)")]
    [InlineData("citation", "basis: \"GD-REG-2023 art. 5（", "basis: \"GD-REG-2023 fifth（", "fifth")]
    [InlineData("citation", "basis: GD-REG-2023 art. 27", "basis: 数据安全法", "数据安全法")]
    [InlineData("source", "basis: GD-REG-2023 art. 27", "basis: XX-REG-2099 art. 1", "XX-REG-2099")]
    [InlineData("quotation", "（存证溯源）", "（存证永久）", "存证永久")]
    [InlineData("quotation", "zh: 公开时间为 1 个工作日。", "zh: 公开时间为 2 个工作日。", "2 个工作日")]
    [InlineData("check-by-nobody", "InScope, by: Registrar,", "InScope,", "check: InScope")]
    [InlineData("successor-unproved", "key: succession,", "optional: true, key: succession,", "value: [Holder, Successor]")]
    [InlineData("succession-unheard", "\nsuccession:\n  notice: {", "\n#: {", "value: [Holder, Successor]")]
    [InlineData("check-by-people", "check: CoreData,", "check: CoreData, by: Registrar,", "check: CoreData")]
    [InlineData("asks-known", "title-zh: 年度登记总体情况", "title-zh: 数据资源名称", "数据资源名称")]
    [InlineData("status", "status: Draft", "status: InForce", "status: InForce")]
    [InlineData("clock-idle",
        "deadlines:\n  review", "deadlines:\n  substance: { length: 1, unit: WorkingDays, basis: GD-REG-2023 art. 9 }\n  review",
        "substance:")]
    [InlineData("clock-missing", "  committee: { length: 20", "  # committee: { length: 20", "- procedure: Committee")]
    [InlineData("clock-idle",
        "          publicity: { length: 1,", "          committee: { length: 1,", "          committee: { length: 1,")]
    [InlineData("route-missing", "{ procedure: ByRegistry, basis", "{ procedure: ByRegistry, any: [ByAgent], basis", "any: [ByAgent]")]
    [InlineData("asks-known",
        "title-zh: 登记主体名称, title-en: Name of the registrant, known: HolderName", "title-zh: 登记主体名称, title-en: Name", "登记主体名称")]
    [InlineData("asks-known",
        "title-zh: 登记申请表, title-en: Application form, known: ApplicationForm", "title-zh: 登记申请表, title-en: Form", "登记申请表")]
    [InlineData("asks-known", "title-zh: 委托书, title-en: Mandate", "title-zh: 营业执照, title-en: Mandate", "营业执照")]
    [InlineData("material-unneeded",
        "when: [CannotOperate], basis: GD-REG-2023 art. 21(2)",
        "when: [CannotOperate], waived: [CannotOperate], basis: GD-REG-2023 art. 21(2)", "waived: [CannotOperate]")]
    [InlineData("material-unneeded", "when: [ReportDemanded], statement", "when: [ResourceObject], statement", "when: [ResourceObject]")]
    [InlineData("field-unneeded",
        "title-zh: 用途, title-en: Purpose, basis", "title-zh: 用途, title-en: Purpose, when: [ComputeObject], basis", "title-zh: 用途")]
    [InlineData("step-unreached",
        "title-zh: 用途, title-en: Purpose, basis", "title-zh: 用途, title-en: Purpose, at: VerifyControl, basis", "title-zh: 用途")]
    [InlineData("twice", "{ key: purpose,", "{ key: category,", "title-zh: 用途")]
    [InlineData("choices",
        "title-zh: 用途, title-en: Purpose, basis", "title-zh: 用途, title-en: Purpose, type: Choice, basis", "title-zh: 用途")]
    [InlineData("certificate-unissued", "issues: [registration]", "issues: []", "title: 数据资产登记凭证")]
    [InlineData("certificate-unknown", "issues: [registration]", "issues: [registration, medal]", "issues: [registration, medal]")]
    [InlineData("number", "GDSJ-SQ-{year}-{seq:6}", "GDSJ-SQ-{seq:6}", "GDSJ-SQ-{seq:6}")]
    [InlineData("number-twice", "GDSJ-SQ-{year}-{seq:6}", "GDSJ-ZH-{year}-{seq:6}", "  filing: { value: \"GDSJ-ZH")]
    [InlineData("identifier", "    number: { value: \"GDSJ-PZ-{year}",
        "    identifier: { value: \"2.025\", basis: GD-REG-2023 art. 25 }\n    number: { value: \"GDSJ-PZ-{year}", "identifier: { value")]
    [InlineData("check-idle", "kinds: [Initial, Change] }", "kinds: [Initial, Trust] }", "kinds: [Initial, Trust]")]
    [InlineData("separation-idle", "[Propose, Enter]]", "[Propose, Answer]]", "[Propose, Answer]]")]
    [InlineData("right-unknown", "kind: Holding, title-zh", "kind: ProductOperation, title-zh", "kind: ProcessingAndUse")]
    [InlineData("parent", "status: Draft", "status: Draft\nparent: nobody", "# 广东省")]
    [InlineData("load", "review: { length: 20,", "review: { length: -20,", "# 广东省")]
    [InlineData("syntax", "status: Draft", "status: \"Draft", "status: \"Draft")]
    [InlineData("value-idle",
        "    title-en: Registration of a change\n",
        "    title-en: Registration of a change\n    partial: { value: true, basis: GD-REG-2023 art. 22 }\n",
        "partial: { value: true, basis: GD-REG-2023 art. 22 }")]
    [InlineData("load", "effective-from: 2023-04-01", "effective-from: 2023-04-01\neffective-to: 2025-04-01", "# 广东省")]
    [InlineData("load", "effective-from: 2023-04-01", "effective-from: 2023-04-01\neffective-to: 2025-04-01\n"
        + "after-end: { value: [Initial], basis: GD-REG-2023 art. 37 }", "# 广东省")]
    [InlineData("value-idle", "effective-from: 2023-04-01", "effective-from: 2023-04-01\n"
        + "after-end: { value: [Change], basis: GD-REG-2023 art. 37 }", "after-end:")]
    [InlineData("ground-unknown", "{ key: source, file: true", "{ key: source, grounds: [nonsense], file: true", "key: source, grounds")]
    [InlineData("value-idle", "states: Purpose, title-zh: 用途", "states: UpdateCycle, title-zh: 用途", "title-zh: 用途")]
    [InlineData("value-idle", "value: {}, basis: GD-REG-2023 art. 25", "value: { renews-from-expiry: true }, basis: GD-REG-2023 art. 25",
        "renews-from-expiry")]
    [InlineData("value-idle", "\nretention-years:",
        "\nreviews: { kinds: { value: [Quality], basis: GD-REG-2023 art. 9 }, items: { value: [], basis: GD-REG-2023 art. 9 }, "
        + "sample-rows: { value: 1, basis: GD-REG-2023 art. 9 } }\nretention-years:", "reviews: { kinds")]
    [InlineData("value-idle", "  during-publicity:", "  lapsed-is-final: { value: true, basis: GD-REG-2023 art. 11 }\n  during-publicity:",
        "lapsed-is-final")]
    public void A_seeded_fault_is_found_on_its_line(string rule, string sound, string faulty, string fault)
    {
        if (sound == "titleless") (sound, faulty, fault) = ("title-en: Revocation\n", "titel-en: Revocation\n", "titel-en");
        Guangdong.ShouldContain(sound);
        var text = Guangdong.Replace(sound, faulty, StringComparison.Ordinal);
        var line = text.Split('\n').ToList().FindIndex(l => l.Contains(fault, StringComparison.Ordinal)) + 1;
        var found = Lint(text);
        found.ShouldContain(f => f.Rule == rule, string.Join("\n", found));
        found.Where(f => f.Rule == rule).Min(f => Math.Abs(f.Line - line)).ShouldBeLessThanOrEqualTo(1, string.Join("\n", found));
        found.ShouldAllBe(f => f.File == "registration/pack.yaml" && f.Message.Zh.Length > 3 && f.Message.En.Length > 3);
    }

    [Theory]
    [InlineData("answers: { anonymous: 'no' }", "answers: {}")]
    [InlineData("answers: { anonymous: 'no' }", "answers: { anonymous: 'no', secret: 'no' }")]
    [InlineData("amount: amount, paper", "amount: sum, paper")]
    [InlineData("number: contract-number,", "number: contract,")]
    [InlineData("paper: contract", "paper: deed")]
    public void A_trade_that_an_agreement_cannot_answer_is_not_entered_by_itself(string sound, string faulty)
    {
        var guizhou = File.ReadAllText(Path.Combine(Rules, "registration", "cn-guizhou.yaml"));
        guizhou.ShouldContain(sound);
        Lint(guizhou.Replace(sound, faulty, StringComparison.Ordinal)).Where(f => !f.Warning).ShouldHaveSingleItem().Rule
            .ShouldBe("by-itself");
    }

    [Fact]
    public void Who_files_by_a_judgment_has_to_hand_it_in_and_what_nobody_publicises_is_not_named()
    {
        var tjifa = File.ReadAllText(Path.Combine(Rules, "registration", "std-tjifa-003.yaml"));
        foreach (var (sound, faulty, rule) in new[]
        {
            ("key: judgment, file: true, title-zh: 司法机关生效判决,",
                "key: judgment, file: true, optional: true, title-zh: 司法机关生效判决,", "judgment-unproved"),
            ("value: [Applicant, ResourceTitle,", "value: [Applicant, Counterparty, ResourceTitle,", "value-idle"),
        })
        {
            tjifa.ShouldContain(sound);
            Lint(tjifa).ShouldNotContain(f => f.Rule == rule);
            Lint(tjifa.Replace(sound, faulty, StringComparison.Ordinal)).ShouldContain(f => f.Rule == rule);
        }
    }

    [Fact]
    public void A_value_that_is_missing_is_named()
        => Lint(Without(Guangdong, "level-max:")).ShouldContain(f => f.Rule == "missing-value" && f.Message.En.StartsWith("level-max"));

    [Fact]
    public void A_pack_that_would_outlive_its_paper_is_found()
        => Lint(Without(Shenzhen, "effective-to:")).Where(f => !f.Warning).ShouldHaveSingleItem().Rule.ShouldBe("period");

    [Fact]
    public void A_route_behind_one_that_always_holds_is_never_reached()
    {
        string[] behind =
        [
            "      - procedure: Committee\n        basis: GD-REG-2023 art. 7\n", "        all: [PublicData]\n        none: [PublicData]\n",
        ];
        const string simple = "      - procedure: Simple\n        basis: GD-REG-2023 art. 13\n";
        Guangdong.ShouldContain(simple);
        var found = Lint(Guangdong.Replace(simple, $"      - procedure: Simple\n{behind[1]}        basis: GD-REG-2023 art. 13\n{behind[0]}",
            StringComparison.Ordinal));
        found.ShouldContain(f => f.Rule == "route-unreached" && f.Message.En.StartsWith("Simple"), string.Join("\n", found));
    }

    [Fact]
    public void A_stage_without_exit_or_entry_and_a_clock_without_effect_are_found()
    {
        var table = new Workflow<Stage, Step, Deadline>("faulty")
        {
            { Step.Submit, Stage.Draft, Stage.Submitted, Actor.Applicant, Deadline.Acceptance },
            { Step.Accept, Stage.Submitted, Stage.UnderReview, Actor.Registrar },
            { Step.Correct, Stage.CorrectionAwaited, Stage.Submitted, Actor.Applicant, Deadline.Acceptance },
            { Step.PassReview, Stage.Submitted, Stage.Publicised, Actor.Registrar, Deadline.Publicity },
            { Step.Withdraw, Stage.Publicised, Stage.Withdrawn, Actor.Applicant },
        };
        var ends = new Dictionary<Deadline, Step> { [Deadline.Publicity] = Step.CloseWindow };
        ProcedureLint.Faults(new(ProcedureName.Simple, table, ends)).Select(f => (f.Rule, Stage: f.Message.En.Split(' ')[0]))
            .ShouldBe([("stage-without-exit", "UnderReview"), ("stage-unreachable", "CorrectionAwaited"), ("clock-without-effect", "The")]);
        foreach (var procedure in Procedures.All) ProcedureLint.Faults(procedure).ShouldBeEmpty($"{procedure.Name}");
    }

    [Fact]
    public void A_fault_of_the_parent_is_told_in_the_parents_file()
    {
        var child = "parent: pack\njurisdiction: child\neffective-from: 2024-01-01\n";
        var found = Lint(("pack", Guangdong.Replace("partial: { value: true", "partial: { value: maybe",
            StringComparison.Ordinal)), ("child", child));
        found.ShouldHaveSingleItem().File.ShouldBe("registration/pack.yaml");
        Lint(("pack", Guangdong), ("child", child + "surprise: 1\n")).Where(f => !f.Warning).ShouldHaveSingleItem().ToString()
            .ShouldStartWith("registration/child.yaml:4: unknown-key");
    }

    static string Without(string text, string beginning)
        => string.Join('\n', text.Split('\n').Where(l => !l.StartsWith(beginning, StringComparison.Ordinal)));

    static IReadOnlyList<RuleFinding> Lint(string text) => Lint(("pack", text));

    static IReadOnlyList<RuleFinding> Lint(params (string Id, string Text)[] packs)
    {
        var folder = Directory.CreateTempSubdirectory("rules");
        try
        {
            foreach (var area in new[] { "registration", "sources" }) folder.CreateSubdirectory(area);
            foreach (var file in Directory.EnumerateFiles(Path.Combine(Rules, "sources")))
                File.Copy(file, Path.Combine(folder.FullName, "sources", Path.GetFileName(file)));
            foreach (var (id, text) in packs) File.WriteAllText(Path.Combine(folder.FullName, "registration", id + ".yaml"), text);
            return PackLint.Check(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
