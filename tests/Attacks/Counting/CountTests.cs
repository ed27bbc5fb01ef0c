using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using Shouldly;
using Xunit;

namespace Yuanliu.Tests.Attacks.Counting;

/// <summary>计数 — eighteen classes, and of each as many cases as prove something: what is there is counted.</summary>
public sealed class CountTests
{
    const string Start = "<!-- attack classes: written by tests/Attacks -->", End = "<!-- end of attack classes -->";

    sealed record Counted(AttackClass Class, AttackDoor Door, string Test, int Cases);

    static readonly IReadOnlyList<Counted> All =
    [
        .. from method in typeof(CountTests).Assembly.GetTypes().SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance))
           let cases = method.GetCustomAttribute<CasesAttribute>()
           where cases is not null
           select new Counted(cases.Class, cases.By, method.DeclaringType!.Name, cases.Each * Rows(method)),
    ];

    /// <summary>Of each row the runner makes a test of its own.</summary>
    static int Rows(MethodInfo method) => method.GetCustomAttribute<TheoryAttribute>() is null ? 1
        : method.GetCustomAttributes<InlineDataAttribute>().Count() + method.GetCustomAttributes<MemberDataAttribute>()
            .Sum(data => ((IEnumerable)(data.MemberType ?? method.DeclaringType)!.GetProperty(data.MemberName)!.GetValue(null)!)
                .Cast<object>().Count());

    static int Cases(AttackClass of, AttackDoor by) => All.Where(c => c.Class == of && c.Door == by).Sum(c => c.Cases);

    public static TheoryData<AttackClass, AttackDoor> Classes
    {
        get
        {
            var all = new TheoryData<AttackClass, AttackDoor>();
            foreach (var of in Enum.GetValues<AttackClass>())
                foreach (var by in AttackClasses.Doors(of)) all.Add(of, by);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Classes))]
    public void Of_each_class_there_are_at_least_twenty_cases_at_each_door(AttackClass of, AttackDoor by)
        => Cases(of, by).ShouldBeGreaterThanOrEqualTo(AttackClasses.CasesMin);

    [Fact]
    public void No_case_stands_at_a_door_where_its_class_means_nothing()
        => All.Where(c => !AttackClasses.Doors(c.Class).Contains(c.Door)).ShouldBeEmpty();

    [Fact]
    public void There_are_eighteen_classes() => Enum.GetValues<AttackClass>().Select(c => (int)c).ShouldBe(Enumerable.Range(1, 18));

    /// <summary>A case that the runner leaves out is none.</summary>
    [Fact]
    public void No_case_is_skipped() => typeof(CountTests).Assembly.GetTypes().SelectMany(t => t.GetMethods())
        .Where(m => m.GetCustomAttribute<CasesAttribute>() is not null && m.GetCustomAttribute<FactAttribute>() is not { Skip: null })
        .Select(m => m.Name).ShouldBeEmpty();

    [Fact]
    public void The_classes_and_their_cases_stand_in_the_documents()
    {
        var text = File.ReadAllText(Path.Combine(Golden.Root, "docs", "security.md"));
        var (from, to) = (text.IndexOf(Start, StringComparison.Ordinal) + Start.Length, text.IndexOf(End, StringComparison.Ordinal));
        (from > Start.Length && to > from).ShouldBeTrue();
        Golden.Check("docs/security.md", $"{text[..from]}\n{Table()}{text[to..]}");
    }

    static string Table()
    {
        var doors = Enum.GetValues<AttackDoor>();
        var table = new StringBuilder("| # | 攻击 · Attack | Against it | ")
            .AppendJoin(" | ", doors.Select(AttackClasses.Word)).Append(" | Tests |\n|---|---|---|")
            .Append(string.Concat(doors.Select(_ => "---|"))).Append("---|\n");
        foreach (var of in All.GroupBy(c => c.Class).OrderBy(g => g.Key))
        {
            var (name, defence) = AttackClasses.Told(of.Key);
            var cases = doors.Select(by => Cases(of.Key, by)).Select(n => n == 0 ? "–" : n.ToString(CultureInfo.InvariantCulture));
            table.Append(CultureInfo.InvariantCulture, $"| {(int)of.Key} | {name} | {defence} | ").AppendJoin(" | ", cases).Append(" | ")
                .Append(string.Join(", ", of.Select(c => $"`{c.Test}`").Distinct().Order(StringComparer.Ordinal))).Append(" |\n");
        }
        return table.ToString();
    }
}
