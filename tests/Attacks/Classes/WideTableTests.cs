using System.Globalization;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Tests.Attacks.Counting;

namespace Yuanliu.Tests.Attacks.Classes;

/// <summary>宽表差分 — where there are too many combinations to know all that could be there,
/// a question's text stands for its meaning.</summary>
public sealed class WideTableTests(WideTableTests.Wide arena) : IClassFixture<WideTableTests.Wide>
{
    /// <summary>Five dimensions of sixty values; the victim alone has a = 999, and its c and d are the secret.</summary>
    public sealed class Wide : Arena
    {
        public static readonly ProductColumn[] All =
        [
            .. "abcde".Select(c => new ProductColumn($"{c}", $"{c}", "BIGINT", ColumnUse.Dimension)), new("cost", "费用", "BIGINT",
                ColumnUse.Measure),
            new("patient", "患者", "VARCHAR", ColumnUse.Identity, new() { Joinable = true }),
        ];

        protected override IReadOnlyList<ProductColumn> Columns => All;

        protected override string Csv(World world) => "a,b,c,d,e,cost,patient\n" + string.Concat(Enumerable.Range(0,
            600).Select(i => string.Create(
            CultureInfo.InvariantCulture, $"{i % 60},{i * 7 % 59},{i * 11 % 58},{i * 13 % 57},{i % 5},{1000 + i},p{i}\n")))
            + world switch { World.First => "999,5,7,9,1,5000,v\n", World.Second => "999,5,8,10,1,5000,v\n", _ => "" };
    }

    /// <summary>What is asked first, and then with all but those of whom one is looked for.</summary>
    static readonly string[] Before = ["SELECT count(*) FROM data", "SELECT e, count(*) FROM data GROUP BY e ORDER BY e",
        "SELECT sum(cost) FROM data WHERE a >= 0"];

    static readonly string[] Looked = ["a = 999 AND c = 7 AND d = 9", "a = 999 AND c = 7", "a = 999 AND d = 9",
        "a = 999 AND c < 8 AND b = 5", "a + c = 1006", "a = 999 AND c + d = 16", "c = 7 AND d = 9 AND a > 900"];

    public static TheoryData<int, int> All
    {
        get
        {
            var all = new TheoryData<int, int>();
            for (var before = 0; before < Before.Length; before++)
                for (var looked = 0; looked < Looked.Length; looked++) all.Add(before, looked);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    [Cases(AttackClass.Differencing)]
    public async Task Whether_somebody_stands_between_is_not_told_by_a_refusal(int before, int looked)
    {
        string[] steps = [Before[before], $"SELECT count(*) FROM data WHERE NOT ({Looked[looked]})"];
        await arena.ShouldLookTheSame(steps, World.First, World.Second, new() { Columns = Wide.All });
        await arena.ShouldLookTheSame(steps, World.First, World.Without, new() { Columns = Wide.All });
        await arena.ShouldAnswer("SELECT e, count(*), avg(cost) FROM data WHERE a < 50 GROUP BY e", new() { Columns = Wide.All });
    }
}
