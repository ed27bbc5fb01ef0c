using System.Globalization;
using System.Text;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Finder;
using Yuanliu.Compute.Identifiers;
using Yuanliu.Engines.DuckDb;
using Yuanliu.Engines.DuckDb.Intake;
using Yuanliu.Engines.DuckDb.Profiling;

namespace Yuanliu.Tests.DuckDb;

public sealed class ProfilerTests : IDisposable
{
    readonly Scratch scratch = new();

    [Fact]
    public void Numbers_are_summed_up()
    {
        var column = Profile(Lines("n", i => i % 10 == 0 ? "" : $"{i}", 1000)).Columns[0];
        (column.Name, column.Type, column.Nulls).ShouldBe(("n", "BIGINT", 100));
        (column.Min, column.Max).ShouldBe(("1", "999"));
        column.DistinctEstimate.ShouldBeInRange(800, 900);
        column.Mean!.Value.ShouldBe(500, 1e-9);
        column.StandardDeviation!.Value.ShouldBe(288.8, 1);
        double.Parse(column.Quantiles.Single(q => q.Level == 0.5).Value, CultureInfo.InvariantCulture).ShouldBe(500, 20);
        column.Histogram.Count.ShouldBe(20);
        column.Histogram.Sum(bin => bin.Count).ShouldBe(900);
        (column.Histogram[0].From, column.Histogram[0].To, column.Histogram[0].Count).ShouldBe(("1", "51", 46));
        column.Histogram[^1].To.ShouldBe("999");
    }

    [Fact]
    public void Whole_numbers_of_a_small_range_get_a_bin_each()
    {
        var column = Profile(Lines("hour", i => $"{i % 5 + 3}", 100)).Columns[0];
        column.Histogram.Select(bin => (bin.To, bin.Count)).ShouldBe([("3", 20), ("4", 20), ("5", 20), ("6", 20), ("7", 20)]);
    }

    [Fact]
    public void Texts_show_their_most_frequent_values_and_lengths()
    {
        var column = Profile(Lines("w", i => i % 4 == 0 ? "东" : i % 4 == 1 ? "南风" : i % 4 == 2 ? "东" : "NA", 400)).Columns[0];
        column.Top.ShouldBe([new("东", 200), new("南风", 100)]);
        (column.Nulls, column.LengthMin, column.LengthMax, column.DistinctEstimate).ShouldBe((100, 1, 2, 2));
        column.Examples.ShouldBe(["东", "南风"], ignoreOrder: true);
        column.Detected.ShouldBeEmpty();
    }

    [Fact]
    public void Days_and_times_have_bins_of_their_own_unit()
    {
        var profile = Profile("d,t\n2026-01-01,2026-01-01 00:00:00\n2026-01-03,2026-01-01 12:00:00.5\n2026-01-03,2026-01-02 00:00:00\n");
        var (day, time) = (profile.Columns[0], profile.Columns[1]);
        (day.Min, day.Max).ShouldBe(("2026-01-01", "2026-01-03"));
        day.Histogram.Select(bin => (bin.To, bin.Count)).ShouldBe([("2026-01-01", 1), ("2026-01-02", 0), ("2026-01-03", 2)]);
        (time.Min, time.Max).ShouldBe(("2026-01-01 00:00:00", "2026-01-02 00:00:00"));
        (time.Histogram.Count, time.Histogram.Sum(bin => bin.Count), time.Histogram[^1].Count).ShouldBe((20, 3, 1));
        time.Quantiles.Count.ShouldBe(5);
    }

    [Fact]
    public void Columns_without_values_rows_or_an_order_do_no_harm()
    {
        var empty = Profile("a,b\n");
        (empty.Rows, empty.Columns.Count).ShouldBe((0, 2));
        var nulls = Profile("a,b\nNA,1\nNA,1\n").Columns[0];
        (nulls.Nulls, nulls.DistinctEstimate, nulls.Min, nulls.Histogram.Count).ShouldBe((2, 0, null, 0));
    }

    [Fact]
    public void Every_Parquet_type_is_profiled()
    {
        var path = scratch.Path("all.parquet");
        using (var db = new Memory(new() { ExternalAccess = true }))
            db.Connection.Execute($$"""
                COPY (SELECT i::TINYINT a, i::HUGEINT * 100000000000000000000 b, i::DECIMAL(20,2) c, CASE i WHEN 3 THEN 'nan'::DOUBLE WHEN 4
                  THEN 1e300 WHEN 5 THEN '-infinity'::DOUBLE ELSE i END d, i::FLOAT e, [i] f, {'x': i} g, MAP {'k': i} h, 'x'::BLOB j,
                  TIME '10:00' + to_seconds(i) k, uuid() l, i % 2 = 0 m,
                  (CASE i WHEN 2 THEN 'infinity'::DATE ELSE DATE '2026-01-01' + i::INTEGER END) n,
                  TIMESTAMPTZ '2026-01-01 00:00:00+08' + to_hours(i) o, INTERVAL 1 DAY p, i::UBIGINT q, '20000-01-01'::DATE r,
                  'a'::ENUM('a') s, TIMESTAMP_NS '2026-01-01 00:00:00' t
                FROM range(100) r(i)) TO {{Sql.Text(path)}} (FORMAT parquet)
                """).OrThrow();
        var profile = Profile(FileIntake.Inspect(path, scratch.Folder, IntakeLimits.Default, default).Source!);
        profile.Rows.ShouldBe(100);
        profile.Columns.Count.ShouldBe(19);
        profile.Columns.ShouldAllBe(column => column.Nulls == 0 && column.DistinctEstimate > 0 && column.Examples.Count > 0);
        profile.Columns.Single(column => column.Name == "d").Histogram.Sum(bin => bin.Count).ShouldBe(97);
        profile.Columns.Single(column => column.Name == "n").Histogram.Sum(bin => bin.Count).ShouldBe(99);
        profile.Columns.Single(column => column.Name == "o").Min.ShouldBe("2025-12-31 16:00:00Z");
        profile.Columns.Single(column => column.Name == "m").Top.ShouldBe([new("false", 50), new("true", 50)]);
    }

    [Fact]
    public void Identifiers_of_persons_are_found_and_masked()
    {
        static string Resident(string body) => body + ResidentNumber.CheckCharacter(body);
        static string Card(string body) => body + BankCardNumber.CheckDigit(body);
        static string Code(string body) => body + UnifiedCreditCode.CheckCharacter(body);
        var text = new StringBuilder("c1,c2,c3,c4,c5,姓名\n");
        for (var i = 1; i <= 300; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Resident($"1101051990{i % 12 + 1:D2}{i % 28 + 1:D2}{i:D3}")},");
            text.Append(CultureInfo.InvariantCulture, $"{13800000000 + i * 37},");
            text.Append(CultureInfo.InvariantCulture, $"{Card($"622202{i * 7919L:D12}")},{Code($"91110108MA{i * 31:D7}")},");
            text.Append(CultureInfo.InvariantCulture, $"u{i}@example.cn,张三{i}\n");
        }

        var columns = Profile(text.ToString()).Columns;
        columns.Select(column => column.Detected[0].Kind).ShouldBe(
        [
            IdentifierKind.ResidentNumber, IdentifierKind.MobileNumber, IdentifierKind.BankCardNumber, IdentifierKind.UnifiedCreditCode,
            IdentifierKind.EmailAddress, IdentifierKind.PersonName,
        ]);
        columns.Take(5).ShouldAllBe(column => column.Detected[0].Share == 1 && column.Detected[0].Confidence > 0.85);
        columns[5].Detected[0].ShouldBe(new(IdentifierKind.PersonName, 0, 300, 0.5, Grounds.Name));
        columns.Select(column => column.IsMasked).ShouldBe([true, true, true, false, true, true]);
        columns[1].Min.ShouldBe("138******37");
        columns[1].Examples.ShouldAllBe(example => example.Contains('*'));
        columns[1].ShouldSatisfyAllConditions(
            column => column.Mean.ShouldBeNull(), column => column.Histogram.ShouldBeEmpty(), column => column.Quantiles.ShouldBeEmpty());
        columns[5].Top.ShouldBeEmpty();
    }

    [Fact]
    public void Places_written_as_numbers_are_found_by_the_name_of_their_column_and_stay_legible()
    {
        var lines = Enumerable.Range(0, 200).Select(i => $"{116 + i * 0.001:F3},{i * 0.5:F1}\n");
        var columns = Profile("lng,speed\n" + string.Concat(lines)).Columns;
        columns[0].Detected.ShouldHaveSingleItem().Kind.ShouldBe(IdentifierKind.Coordinates);
        (columns[0].IsMasked, columns[0].Mean is not null, columns[1].Detected.Count).ShouldBe((false, true, 0));
    }

    [Fact]
    public void A_few_identifiers_among_other_text_are_found_and_chance_hits_are_not()
    {
        Profile(Lines("remark", i => i % 50 == 7 ? "13912345678" : $"text {i}", 1000)).Columns[0].Detected
            .ShouldHaveSingleItem().ShouldSatisfyAllConditions(
                found => found.Kind.ShouldBe(IdentifierKind.MobileNumber), found => found.Share.ShouldBe(0.02, 0.001));
        Profile(Lines("meter", i => $"{4_000_000_000_000 + i * 1_000_003L}", 1000)).Columns[0].Detected.ShouldBeEmpty();
    }

    [Fact]
    public void A_wide_table_is_profiled_whole()
    {
        var header = string.Join(',', Enumerable.Range(1, 500).Select(i => $"c{i}"));
        var row = string.Join(',', Enumerable.Range(1, 500).Select(i => i % 2 == 0 ? $"{i}" : $"v{i}"));
        var profile = Profile($"{header}\n{row}\n{row}\n");
        profile.Columns.Count.ShouldBe(500);
        (profile.Columns[499].Min, profile.Columns[498].Top[0]).ShouldBe(("500", new ValueCount("v499", 2)));
    }

    [Fact]
    public void Progress_ends_at_one_and_a_cancelled_profile_stops()
    {
        var source = Inspect(Lines("n", i => $"{i}", 1000));
        var steps = new Steps();
        Profiler.Run(source, ProfileOptions.Default, steps, default).OrThrow();
        steps.Last.ShouldBe(1);
        Should.Throw<OperationCanceledException>(() => Profiler.Run(source, ProfileOptions.Default, null, new(canceled: true)));
    }

    [Fact]
    public void A_file_that_is_gone_is_an_error()
    {
        var source = Inspect("a\n1\n");
        File.Delete(source.Files[0]);
        Profiler.Run(source, ProfileOptions.Default, null, default).Error.ShouldNotBeNull().Message.ShouldContain("a.csv");
    }

    /// <summary>A column beside an empty one, so that no line is empty.</summary>
    static string Lines(string header, Func<int, string> value, int count)
        => $"{header},x\n{string.Concat(Enumerable.Range(0, count).Select(i => $"{value(i)},\n"))}";

    TableProfile Profile(string text) => Profile(Inspect(text));

    static TableProfile Profile(Source source)
        => Profiler.Run(source, ProfileOptions.Default with { Threads = 2 }, null, default).OrThrow();

    Source Inspect(string text)
    {
        var inspection = FileIntake.Inspect(scratch.Write("a.csv", text), scratch.Folder, IntakeLimits.Default, default);
        inspection.Refusal.ShouldBeNull();
        return inspection.Source!;
    }

    public void Dispose() => scratch.Dispose();

    sealed class Steps : IProgress<double>
    {
        public double Last { get; private set; }

        public void Report(double value) => Last = value;
    }
}
