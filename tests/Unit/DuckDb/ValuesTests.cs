using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Yuanliu.Engines.DuckDb;

namespace Yuanliu.Tests.DuckDb;

public sealed class ValuesTests : IDisposable
{
    readonly Memory db = new();

    [Fact]
    public void Each_type_reads_as_its_own_object()
    {
        Reads("true", true);
        Reads("(-7)::TINYINT", (sbyte)-7);
        Reads("(-300)::SMALLINT", (short)-300);
        Reads("70000", 70000);
        Reads("5000000000", 5_000_000_000L);
        Reads("200::UTINYINT", (byte)200);
        Reads("18446744073709551615::UBIGINT", ulong.MaxValue);
        Reads("(-170141183460469231731687303715884105728)::HUGEINT", Int128.MinValue);
        Reads("1.5::FLOAT", 1.5f);
        Reads("-0.25::DOUBLE", -0.25);
        Reads("'源流 and a text that is longer than twelve bytes'", "源流 and a text that is longer than twelve bytes");
        Reads("'短'", "短");
        Reads("'\\xAA\\x00'::BLOB", new byte[] { 0xAA, 0 });
        Reads("'0198a5b2-0000-7000-8000-00000000000f'::UUID", new Guid("0198a5b2-0000-7000-8000-00000000000f"));
        Reads("'b'::ENUM('a', 'b')", "b");
        Reads("INTERVAL '1 year 2 days 3 microseconds'", "12 months 2 days 3 us");
        Reads("NULL", null);
    }

    [Fact]
    public void Decimals_of_every_width_keep_their_digits()
    {
        Reads("(-1.5)::DECIMAL(4,1)", -1.5m);
        Reads("12345.67::DECIMAL(9,2)", 12345.67m);
        Reads("0.001::DECIMAL(18,3)", 0.001m);
        Reads("-12345678901234567890.5::DECIMAL(38,1)", -12345678901234567890.5m);
        Reads("-99999999999999999999999999999999999.125::DECIMAL(38,3)", "-99999999999999999999999999999999999.125");
    }

    [Fact]
    public void Dates_and_times_read_in_their_own_unit()
    {
        Reads("DATE '2026-03-02'", new DateOnly(2026, 3, 2));
        Reads("DATE '1900-02-28'", new DateOnly(1900, 2, 28));
        Reads("TIMESTAMP '2026-03-02 17:00:00.123456'", new DateTime(2026, 3, 2, 17, 0, 0).AddTicks(1234560));
        Reads("TIMESTAMP_S '2026-03-02 17:00:00'", new DateTime(2026, 3, 2, 17, 0, 0));
        Reads("TIMESTAMP_MS '2026-03-02 17:00:00.5'", new DateTime(2026, 3, 2, 17, 0, 0, 500));
        Reads("TIMESTAMP_NS '2026-03-02 17:00:00.0000001'", new DateTime(2026, 3, 2, 17, 0, 0).AddTicks(1));
        Reads("TIMESTAMPTZ '2026-03-02 17:00:00+08'", new DateTime(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc));
        Reads("TIME '23:59:59.5'", new TimeOnly(23, 59, 59, 500));
    }

    [Fact]
    public void Times_that_no_calendar_holds_read_as_text_and_do_not_throw()
    {
        db.One("SELECT 'infinity'::DATE").ShouldBeOfType<string>();
        db.One("SELECT DATE '20000-01-01'").ShouldBeOfType<string>();
        db.One("SELECT '-infinity'::TIMESTAMP").ShouldBeOfType<string>();
        db.One("SELECT TIME '24:00:00'").ShouldBe("24:00:00");
    }

    [Fact]
    public void Lists_structs_and_maps_read_with_what_they_hold()
    {
        Reads("[1, NULL, 3]", new object?[] { 1, null, 3 });
        Reads("[['a'], []]", new object?[] { new object?[] { "a" }, Array.Empty<object?>() });
        Reads("[1, 2]::INTEGER[2]", new object?[] { 1, 2 });
        Reads("{'a': 1, 'b': 'x'}", new Dictionary<string, object?> { ["a"] = 1, ["b"] = "x" });
        Reads("MAP {'k': 5}", new object?[] { new Dictionary<string, object?> { ["key"] = "k", ["value"] = 5 } });
    }

    [Fact]
    public void A_type_without_an_object_form_is_an_error_that_names_the_column()
    {
        var error = db.Error("SELECT 1 AS a, '101'::BIT AS bits");
        error.Kind.ShouldBe(ErrorKind.UnsupportedType);
        error.Message.ShouldContain("bits");
    }

    [Fact]
    public void Parameters_come_back_as_they_went_in()
    {
        Prop.ForAll<(long Whole, bool Flag), double, NonNull<string>>((given, real, text) =>
        {
            var (whole, flag) = given;
            var clean = Wellformed(text.Get);
            var row = db.Rows("SELECT ?::BIGINT, ?::DOUBLE, ?::VARCHAR, ?::BOOLEAN, ?::DATE, ?::VARCHAR",
                whole, real, clean, flag, new DateOnly(1600, 2, 29), Parameter.Null)[0];
            row.ShouldBe([whole, real, clean, flag, new DateOnly(1600, 2, 29), null]);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Any_name_and_any_text_can_be_quoted()
    {
        Prop.ForAll<NonEmptyString>(any =>
        {
            var text = Wellformed(any.Get);
            if (text.Length == 0) return;
            var table = db.Connection.ReadAll($"SELECT {Sql.Text(text)} AS {Sql.Name(text)}", 1).OrThrow();
            table.Rows[0][0].ShouldBe(text);
            table.Columns[0].Name.ShouldBe(text);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Types_are_named_as_SQL_writes_them()
    {
        var table = db.Connection.ReadAll(
            "SELECT 1.5::DECIMAL(18,3) a, [1] b, {'x y': 'v'} c, MAP {1: 2.0::DOUBLE} d, now() e, 'a'::ENUM('a') f", 0).OrThrow();
        table.Columns.Select(c => c.Type.ToString()).ShouldBe(
            ["DECIMAL(18,3)", "INTEGER[]", "STRUCT(\"x y\" VARCHAR)", "MAP(INTEGER, DOUBLE)", "TIMESTAMP WITH TIME ZONE", "ENUM"]);
        table.IsCut.ShouldBeTrue();
    }

    /// <summary>The text without NUL and with half surrogate pairs replaced, which no UTF-8 can carry.</summary>
    static string Wellformed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Replace("\0", "")));

    void Reads(string sql, object? value) => db.One($"SELECT {sql}").ShouldBe(value, sql);

    public void Dispose() => db.Dispose();
}
