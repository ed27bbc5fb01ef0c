using Shouldly;
using Xunit;
using Yuanliu.Compute.Watermark;
using Yuanliu.Tests.Finder;

namespace Yuanliu.Tests.Watermark;

/// <summary>A file too short for the code of many colluders names who leaked it, under every key; a longer one also one of two.</summary>
public sealed class ShortFileTests
{
    const int RowsOfFile = 3_000, RowsForTwo = 9_000, KeysTried = 40;
    static readonly int[] Columns = [0, 2, 4, 7, 9];                    // id, trade, kwh, score, opened
    static readonly Lazy<byte[]> Table = new(() => Made(RowsOfFile)), Longer = new(() => Made(RowsForTwo));

    [Fact]
    public void A_copy_without_a_third_of_its_rows_in_another_order_names_its_recipient_and_nobody_else_whatever_the_key()
    {
        for (var key = 1UL; key <= KeysTried; key++)
        {
            var (draft, secret) = (Draft($"short-{key}"), Tables.Key(key * 31));
            draft.Plan.Colluders.ShouldBe(2);
            var copy = Tables.Rows(Tables.Copy(Table.Value, draft, secret, "org-02").Copy);
            var leak = copy.Take(1).Concat(copy.Skip(1).Where((_, i) => i % 3 != 0).Reverse());
            Accused(draft, secret, leak).ShouldBe(["org-02"], $"key {key}");
        }
    }

    [Fact]
    public void Two_who_choose_cell_by_cell_between_their_copies_give_one_away_and_nobody_else()
    {
        for (var key = 1UL; key <= KeysTried; key++)
        {
            var (draft, secret, dice) = (Draft($"two-{key}", Longer.Value, RowsForTwo), Tables.Key(key * 37), new Dice(key));
            draft.Plan.Colluders.ShouldBe(2);
            string[][][] copies = [.. Tables.Recipients.Take(2)
                .Select(who => Tables.Rows(Tables.Copy(Longer.Value, draft, secret, who).Copy))];
            var accused = Accused(draft, secret, Tables.Mixed(copies, cells => cells[dice.Below(2)]));
            accused.ShouldNotBeEmpty($"key {key}");
            accused.ShouldBeSubsetOf(["org-01", "org-02"]);
        }
    }

    [Fact]
    public void The_file_as_it_was_before_marking_accuses_nobody()
        => Accused(Draft("plain"), Tables.Key(5), Tables.Rows(Table.Value)).ShouldBeEmpty();

    static string[] Narrow(string[] row) => [.. Columns.Select(column => row[column])];

    static byte[] Made(int rows) => Tables.Join(Tables.Rows(Tables.Make(rows)).Select(Narrow));

    static MarkDraft Draft(string file) => Draft(file, Table.Value, RowsOfFile);

    static MarkDraft Draft(string file, byte[] table, int rows) => MarkDraft.Of(file, new MemoryStream(table), ["id"], rows)!;

    static List<string> Accused(MarkDraft draft, MarkKey key, IEnumerable<string[]> rows)
        => [.. MarkDetector.Read(new MemoryStream(Tables.Join(rows)), draft.Plan, key).Judge(Tables.Recipients)
            .Where(each => each.IsAccused).Select(each => each.Recipient)];
}
