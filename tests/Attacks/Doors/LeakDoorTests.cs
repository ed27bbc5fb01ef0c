using System.Globalization;
using Shouldly;
using Xunit;
using Yuanliu.Tests.Attacks.Counting;

namespace Yuanliu.Tests.Attacks.Doors;

/// <summary>泄露文件的合谋与洗白 — whatever recipients make of their copies, one of them is named or nobody, and never somebody who had no part
/// in it.</summary>
public sealed class LeakDoorTests(LeakArena arena) : IClassFixture<LeakArena>
{
    /// <summary>How a cell is chosen from those of the copies.</summary>
    static readonly Dictionary<string, Func<Dice, string[], string>> Choices = new()
    {
        ["any cell"] = (dice, cells) => cells[dice.Below(cells.Length)],
        ["majority"] = (_, cells) => cells.GroupBy(c => c).OrderByDescending(g => g.Count()).First().Key,
        ["minority"] = (_, cells) => cells.GroupBy(c => c).OrderBy(g => g.Count()).First().Key,
        ["first in order"] = (_, cells) => cells.Min(StringComparer.Ordinal)!,
        ["last in order"] = (_, cells) => cells.Max(StringComparer.Ordinal)!,
        ["mean"] = (_, cells) => cells.Distinct().Count() > 1 && cells.All(c => c.Contains('.') && IsNumber(c))
            ? cells.Average(c => double.Parse(c, CultureInfo.InvariantCulture)).ToString("F2", CultureInfo.InvariantCulture) : cells[0],
    };

    static readonly string[] ByRows = ["row by row", "part by part", "all rows of all"];

    static bool IsNumber(string cell) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    public static TheoryData<string, int> Mixtures
    {
        get
        {
            var all = new TheoryData<string, int>();
            foreach (var way in Choices.Keys.Concat(ByRows))
                for (var colluders = 2; colluders <= 5; colluders++) all.Add(way, colluders);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Mixtures))]
    [Cases(AttackClass.Colluding, By = AttackDoor.File)]
    public async Task Of_those_who_mix_their_copies_one_is_named_or_nobody(string way, int colluders)
    {
        var dice = new Dice((ulong)(colluders * 1000 + way.Length));
        var parts = Enumerable.Range(0, LeakArena.Recipients).OrderBy(_ => dice.Below(1000)).Take(colluders).ToList();
        var mixed = Mixed(way, [.. parts.Select(arena.Copy)], dice);
        var guilty = parts.ConvertAll(p => arena.Given[p]);
        (await arena.Named(mixed)).ShouldBeSubsetOf(guilty, $"{way} whole");
        // Rows are left out, and the others come in another order.
        var torn = mixed.Skip(1).Where(_ => dice.Below(10) >= colluders * 2 - 2).OrderBy(_ => dice.Below(1_000_000)).Prepend(mixed[0]);
        (await arena.Named(torn)).ShouldBeSubsetOf(guilty, $"{way} torn");
        if (colluders == 2 && way is not "mean") (await arena.Named(mixed)).ShouldNotBeEmpty($"{way}");
        Proof.Tried();
        await ShouldName(Enumerable.Range(0, LeakArena.Recipients).First(i => !parts.Contains(i)));
    }

    static List<string[]> Mixed(string way, string[][][] copies, Dice dice)
    {
        var rows = new List<string[]> { copies[0][0] };
        for (var row = 1; row < copies[0].Length; row++)
            if (Choices.TryGetValue(way, out var choose))
                rows.Add([.. copies[0][row].Select((_, column) => choose(dice, [.. copies.Select(c => c[row][column])]))]);
            else if (way is "all rows of all") rows.AddRange(copies.Select(c => c[row]));
            else rows.Add(copies[way is "row by row" ? dice.Below(copies.Length) : row * copies.Length / copies[0].Length][row]);
        return rows;
    }

    /// <summary>Who gave on a copy as it was is named, and nobody else.</summary>
    async Task ShouldName(int recipient)
    {
        (await arena.Named(arena.Copy(recipient))).ShouldBe([arena.Given[recipient]]);
        Proof.Answered();
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 20)];

    /// <summary>
    /// A copy that became somebody's own table, and was given on as that, still bears the mark of who brought it: the holder is told that
    /// one, its new holder the one it was given on to, and neither somebody else.
    /// </summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    [Cases(AttackClass.Laundering, By = AttackDoor.File)]
    public async Task A_copy_that_became_a_table_of_ones_own_is_still_the_copy_it_was(int seed)
    {
        var dice = new Dice((ulong)seed + 1);
        var found = arena.Second.Copy.Skip(1).Where(_ => dice.Below(20) >= seed / 2).OrderBy(_ => seed % 2 == 0 ? 0 : dice.Below(1_000_000))
            .Prepend(arena.Second.Copy[0]).ToList();
        var order = Enumerable.Range(0, found[0].Length).OrderBy(_ => seed % 3 == 0 ? 0 : dice.Below(1000)).ToList();
        found = found.ConvertAll(row => order.Select(column => row[column]).ToArray());
        // Among its rows as many of somebody's who has no part in it.
        if (seed % 5 == 4) found.AddRange(Strange(dice).Select(row => order.Select(column => row[column]).ToArray()));
        (await arena.Named(found)).ShouldBe([arena.Given[0]]);
        (await arena.Named(arena.Laundered, arena.Given[0], found)).ShouldBe([arena.Second.Who]);
        found.SelectMany(r => r).ShouldNotContain(cell => cell.StartsWith('w') || cell.StartsWith('秘'));
        Proof.Tried();
        await ShouldName(1 + seed % (LeakArena.Recipients - 1));
    }

    /// <summary>Rows that were never delivered, with values of those that were.</summary>
    IEnumerable<string[]> Strange(Dice dice)
    {
        var rows = arena.Second.Copy;
        for (var i = 0; i < 5_000; i++)
        {
            var row = Enumerable.Range(0, rows[0].Length).Select(column => rows[1 + dice.Below(rows.Length - 1)][column]).ToArray();
            row[0] = $"{90_000_000 + i}";
            yield return row;
        }
    }
}
