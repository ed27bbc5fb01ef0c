using System.Globalization;
using Yuanliu.Compute.Sizes;
using Yuanliu.Engines.DuckDb;
using Yuanliu.Engines.DuckDb.Intake;

namespace Yuanliu.Catalog.Resources;

/// <summary>What the engine refuses, in the two languages we serve.</summary>
internal static class IntakeWords
{
    public static Refusal Of(IntakeRefusal refused) => new(RefusalKind.Invalid, refused.Code, Zh(refused), refused.Message);

    public static Refusal Of(DuckDbError error)
        => new(RefusalKind.Invalid, "catalog.file-unreadable", "文件无法读取为表格。", $"The file cannot be read as a table: {error.Message}");

    static string Zh(IntakeRefusal refused) => refused.Code switch
    {
        IntakeCodes.FileEmpty => "文件为空，没有可编目的数据。",
        IntakeCodes.FileBinary => "不是表格文件：内容为二进制或未知格式。可接受 CSV、JSON（可用 gzip 压缩）和 Parquet。",
        IntakeCodes.FileEncoding => "无法识别文字编码。可接受 UTF-8、UTF-16 和 GB18030。",
        IntakeCodes.RaggedRow => $"第 {refused.Line} 行有 {refused.Actual} 列，应为 {refused.Expected} 列，请修正后重新上传。",
        IntakeCodes.Nested => $"第 {refused.Line} 行的“{refused.Column}”是对象或列表；表中每格只能是单个值，请展开后重新上传。",
        IntakeCodes.MixedTypes => $"“{refused.Column}”的值类型不一（见第 {refused.Line} 行），无法原样保存，请统一后重新上传。",
        IntakeCodes.TooManyColumns => $"共 {refused.Actual} 列，超过上限 {refused.Expected} 列。",
        IntakeCodes.ArchiveBomb => "压缩文件展开后异常庞大，已拒绝。",
        IntakeCodes.ArchiveRefused => "不接受压缩包，请解压后上传其中的表格文件。",
        IntakeCodes.FileTooLarge => TooLarge(refused.Measure!.Value, refused.Actual!.Value, refused.Expected!.Value),
        IntakeCodes.FilesDiffer => "多个文件的格式、分隔符或表头不一致，不能合成一张表。",
        _ => "文件无法读取为表格。",
    };

    static string TooLarge(IntakeMeasure measure, long actual, long limit) => measure switch
    {
        IntakeMeasure.FileBytes => $"文件过大：{ByteSize.Zh(actual)}，上限 {ByteSize.Zh(limit)}。",
        IntakeMeasure.ObjectBytes => $"文件中有一个对象过大：{ByteSize.Zh(actual)}，上限 {ByteSize.Zh(limit)}。",
        IntakeMeasure.Rows => string.Create(CultureInfo.InvariantCulture, $"文件共 {actual:N0} 行，上限 {limit:N0} 行。"),
    };
}
