using System.Globalization;
using Yuanliu.Compute.Sizes;

namespace Yuanliu.Engines.DuckDb.Intake;

/// <summary>Every way a file is refused.</summary>
internal static class Refusals
{
    public static IntakeRefusal Empty(string file) => new(IntakeCodes.FileEmpty, $"{file} holds no data.");

    public static IntakeRefusal Binary(string file, string what)
        => new(IntakeCodes.FileBinary, $"{file} is not a table in text or Parquet: {what}.");

    public static IntakeRefusal Encoding(string file)
        => new(IntakeCodes.FileEncoding, $"The text of {file} is neither UTF-8, UTF-16 with its mark, nor GB18030.");

    public static IntakeRefusal Archive(string file, string what)
        => new(IntakeCodes.ArchiveRefused, $"{file} is {what}. Unpack it and hand in the tables: CSV, JSON, either with gzip, or Parquet.");

    public static IntakeRefusal Bomb(string file, long limit, long actual)
        => new(IntakeCodes.ArchiveBomb, Text($"{file} unpacks to more than {ByteSize.En(limit)}, which its size does not account for."))
        {
            Expected = limit,
            Actual = actual,
        };

    public static IntakeRefusal TooManyRows(string file, long limit, long actual)
        => TooLarge($"{file} has {actual:N0} rows; {limit:N0} are allowed.", limit, actual, IntakeMeasure.Rows);

    public static IntakeRefusal TooManyBytes(string file, long limit, long actual)
        => TooLarge($"{file} is {ByteSize.En(actual)} large; the limit is {ByteSize.En(limit)}.", limit, actual,
            IntakeMeasure.FileBytes);

    public static IntakeRefusal ObjectTooLarge(string file, long limit, long actual)
        => TooLarge($"{file} has an object of {ByteSize.En(actual)}; the limit is {ByteSize.En(limit)}.", limit, actual,
            IntakeMeasure.ObjectBytes);

    static IntakeRefusal TooLarge(FormattableString text, long limit, long actual, IntakeMeasure measure)
        => new(IntakeCodes.FileTooLarge, Text(text)) { Expected = limit, Actual = actual, Measure = measure };

    public static IntakeRefusal TooManyColumns(string file, long limit, long actual)
        => new(IntakeCodes.TooManyColumns, Text($"{file} has {actual:N0} columns; {limit:N0} are allowed."))
        {
            Expected = limit,
            Actual = actual,
        };

    public static IntakeRefusal Ragged(string file, long line, long expected, long actual)
        => new(IntakeCodes.RaggedRow, Text($"Line {line} of {file} has {actual} columns where {expected} are expected."))
        {
            Line = line,
            Expected = expected,
            Actual = actual,
        };

    public static IntakeRefusal Unreadable(string file, string why) => new(IntakeCodes.FileUnreadable, $"{file} cannot be read: {why}");

    public static IntakeRefusal UnreadableLine(string file, long line, string why)
        => Unreadable(file, Text($"line {line}: {why}")) with { Line = line };

    public static IntakeRefusal Differ(string file, string first, string what)
        => new(IntakeCodes.FilesDiffer, $"{file} is not of one table with {first}: {what}.");

    public static IntakeRefusal Nested(string file, long line, string column)
        => new(IntakeCodes.Nested, Text($"Line {line} of {file}: {column} holds an object or a list; a table has single values."))
        {
            Line = line,
            Column = column,
        };

    public static IntakeRefusal Mixed(string file, long line, string column)
        => new(IntakeCodes.MixedTypes,
            Text($"Line {line} of {file}: {column} holds values of different kinds, which no type keeps exactly."))
        {
            Line = line,
            Column = column,
        };

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
