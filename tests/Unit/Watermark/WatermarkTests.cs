using System.Globalization;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Watermark;
using Yuanliu.Tests.Finder;

namespace Yuanliu.Tests.Watermark;

public sealed class WatermarkTests
{
    static readonly MarkKey Key = Tables.Key(1);
    static readonly Lazy<byte[]> Table = new(() => Tables.Make(100_000));
    static readonly Lazy<MarkDraft> Draft = new(() => MarkDraft.Of("agreement-7/1", new MemoryStream(Table.Value), ["id"], 100_000)!);
    static readonly Lazy<(byte[] Copy, MarkReport Report)[]> Copies =
        new(() => [.. Tables.Recipients.Take(3).Select(recipient => Tables.Copy(Table.Value, Draft.Value, Key, recipient))]);
    static readonly Lazy<string[][][]> Rows = new(() => [.. Copies.Value.Select(copy => Tables.Rows(copy.Copy))]);

    [Fact]
    public void Marking_keeps_within_the_limits_and_leaves_keys_and_unmarked_columns_alone()
    {
        var (original, (_, report)) = (Tables.Rows(Table.Value), Copies.Value[0]);
        var copy = Rows.Value[0];
        var changed = 0;
        copy.Length.ShouldBe(original.Length);
        for (var row = 0; row < copy.Length; row++)
        {
            copy[row][0].ShouldBe(original[row][0]);
            changed += copy[row].Where((cell, column) => cell != original[row][column]).Count();
        }
        changed.ShouldBe((int)report.Changed);
        changed.ShouldBeInRange(3000, 5000);                            // at most 0.5 % of a million cells
        report.Columns.ShouldAllBe(column => Math.Abs(column.MeanShift) <= 0.001 && Math.Abs(column.VarianceShift) <= 0.002);
        Draft.Value.Plan.Keys[0].ShouldBe(["id"]);
    }

    [Fact]
    public void A_changed_number_is_near_the_old_one_and_a_changed_category_stands_elsewhere_beside_the_same()
    {
        var (original, copy) = (Tables.Rows(Table.Value), Rows.Value[0]);
        foreach (var column in Draft.Value.Plan.Marked)
        {
            var index = Array.IndexOf(Tables.Header.Split(','), column.Name);
            var pairs = original.Zip(copy).Skip(1).Where(pair => pair.First[index] != pair.Second[index]).ToList();
            if (column.Quantum > 0)
                pairs.ShouldAllBe(pair => Math.Abs(Number(pair.First[index]) - Number(pair.Second[index])) <= 6.01 * column.Quantum);
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.8, 0)]
    [InlineData(0, 0.3)]
    [InlineData(0.8, 0.3)]
    public void The_recipient_is_named_after_rows_were_deleted_cells_exchanged_and_the_order_lost(double deleted, double flipped)
    {
        var dice = new Dice(3);
        var rows = Tables.Shuffled(Tables.Flipped(Tables.Deleted(Rows.Value[1], deleted, dice), flipped, dice), dice);
        ShouldAccuse(rows, "org-02");
    }

    public static TheoryData<string> Strategies => ["any", "majority", "minority", "first in order"];

    [Theory, MemberData(nameof(Strategies))]
    public void Three_who_lay_their_copies_together_are_named_and_nobody_else(string strategy)
    {
        var dice = new Dice(4);
        var mixed = Tables.Mixed(Rows.Value, cells => strategy switch
        {
            "any" => cells[dice.Below(3)],
            "majority" => cells[0] == cells[1] ? cells[0] : cells[2],
            "minority" => cells[0] == cells[1] ? cells[2] : cells[0] == cells[2] ? cells[1] : cells[0],
            _ => cells.Min(StringComparer.Ordinal)!,
        });
        ShouldAccuse(mixed, "org-01", "org-02", "org-03");
    }

    [Fact]
    public void Three_who_also_delete_four_rows_of_five_still_give_one_away()
    {
        var dice = new Dice(5);
        var mixed = Tables.Deleted(Tables.Mixed(Rows.Value, cells => cells[dice.Below(3)]), 0.8, dice);
        var accused = Judge(mixed).Where(each => each.IsAccused).Select(each => each.Recipient).ToList();
        accused.ShouldNotBeEmpty();
        accused.ShouldBeSubsetOf(["org-01", "org-02", "org-03"]);
    }

    [Fact]
    public void A_file_whose_primary_key_was_dropped_is_found_by_the_key_of_stable_columns()
    {
        var draft = MarkDraft.Of("no-key", new MemoryStream(Table.Value), [], 100_000)!;
        var (copy, _) = Tables.Copy(Table.Value, draft, Key, "org-05");
        var accused = MarkDetector.Read(new MemoryStream(copy), draft.Plan, Key).Judge(Tables.Recipients).Where(each => each.IsAccused);
        accused.Select(each => each.Recipient).ShouldBe(["org-05"]);
    }

    [Fact]
    public void Columns_in_another_order_change_nothing()
    {
        int[] order = [3, 9, 0, 5, 1, 8, 7, 2, 6, 4];
        ShouldAccuse([.. Rows.Value[2].Select(row => order.Select(column => row[column]).ToArray())], "org-03");
    }

    [Fact]
    public void Numbers_that_were_rounded_still_tell()
        => ShouldAccuse([Rows.Value[0][0], .. Rows.Value[0].Skip(1).Select(row =>
            row.Select((cell, column) => column is 4 or 5 or 6 or 7 or 8 ? $"{Math.Round(Number(cell)):F0}" : cell).ToArray())], "org-01");

    [Fact]
    public void The_file_itself_another_file_and_another_key_accuse_nobody()
    {
        Judge(Tables.Rows(Table.Value)).ShouldAllBe(each => !each.IsAccused);
        Judge(Tables.Rows(Tables.Make(20_000, seed: 99))).ShouldAllBe(each => !each.IsAccused);
        Judge(Copies.Value[0].Copy, Tables.Key(2)).ShouldAllBe(each => !each.IsAccused);
        Judge("a,b\n1,2\n"u8.ToArray(), Key).ShouldAllBe(each => each.PValueLog10 == 0);
    }

    /// <summary>The p-value keeps its word where it can be counted: over 5,000 innocent recipients of somebody else's copy.</summary>
    [Fact]
    public void Whoever_had_no_part_is_hardly_ever_suspected()
    {
        var detector = MarkDetector.Read(new MemoryStream(Copies.Value[0].Copy), Draft.Value.Plan, Key);
        var bounds = Enumerable.Range(0, 5_000).Select(i => detector.Judge([$"innocent-{i}"])[0].PValueLog10).ToList();
        bounds.Count(p => p <= -1).ShouldBeLessThanOrEqualTo(500);
        bounds.Count(p => p <= -2).ShouldBeLessThanOrEqualTo(50);
        bounds.Count(p => p <= -3).ShouldBeLessThanOrEqualTo(5);
        bounds.Min().ShouldBeGreaterThan(-6);
    }

    [Fact]
    public void A_row_copied_a_thousand_times_counts_once()
    {
        var few = Rows.Value[0].Take(200).ToList();
        var many = few.Take(1).Concat(Enumerable.Range(0, 200).SelectMany(_ => few.Skip(1)));
        Judge(many)[0].Score.ShouldBe(Judge(few)[0].Score, 1e-9);
    }

    [Fact]
    public void The_commitment_changes_with_the_plan_and_with_the_key_and_tells_neither()
    {
        var plan = Draft.Value.Plan;
        var commitment = plan.Commitment(Key);
        commitment.Length.ShouldBe(32);
        commitment.ShouldBe(plan.Commitment(Tables.Key(1)));
        commitment.ShouldNotBe(plan.Commitment(Tables.Key(2)));
        commitment.ShouldNotBe((plan with { Rows = plan.Rows + 1 }).Commitment(Key));
    }

    [Fact]
    public void A_file_with_nothing_to_exchange_gets_no_plan()
    {
        MarkDraft.Of("f", new MemoryStream("id,note\n1,a\n2,b\n"u8.ToArray()), ["id"], 2).ShouldBeNull();
        MarkDraft.Of("f", new MemoryStream([]), [], 0).ShouldBeNull();
    }

    static void ShouldAccuse(IEnumerable<string[]> rows, params string[] recipients)
        => Judge(rows).Where(each => each.IsAccused).Select(each => each.Recipient).ShouldBe(recipients, ignoreOrder: true);

    static IReadOnlyList<Accusation> Judge(IEnumerable<string[]> rows) => Judge(Tables.Join(rows), Key);

    static IReadOnlyList<Accusation> Judge(byte[] file, MarkKey key)
        => MarkDetector.Read(new MemoryStream(file), Draft.Value.Plan, key).Judge(Tables.Recipients);

    static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
