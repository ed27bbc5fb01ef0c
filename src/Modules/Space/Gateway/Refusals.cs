namespace Yuanliu.Space;

/// <summary>What the gateway, verification and delivery say no with.</summary>
internal static partial class Refusals
{
    public static Denial TooFast
        => new(new(RefusalKind.TooMany, "space.too-fast", new Words("调用过于频繁，请稍后再试。", "Calls come too fast; try again shortly.")),
            Clause.Uses);
    public static Denial SourceResting
        => new(new(RefusalKind.Unavailable, "space.source-resting",
            new Words("数据源近来多次失败，暂停调用，未计次。", "The source failed several times lately and is left alone; nothing is counted.")));
    public static Denial SourceSlow
        => new(new(RefusalKind.Unavailable, "space.source-slow",
            new Words("数据源未能及时答复，未计次，请稍后再试。", "The source did not answer in time; nothing is counted. Try again later.")));
    public static Denial PageTooLarge
        => new(new(RefusalKind.Invalid, "space.page-too-large", new Words(
            "结果超过约定的大小，请减少行数或列数。", "The page exceeds the agreed size; ask for fewer rows or columns.")), Clause.Output);
    public static Denial Filter(string text)
        => new(new(RefusalKind.Invalid, "space.filter", new Words(
            $"无法理解条件“{text}”。", $"The condition {text} cannot be read."), null,
            new("写作 列:比较:值，比较为 eq、ne、lt、lte、gt、gte、starts、in。",
                "Write column:comparison:value with eq, ne, lt, lte, gt, gte, starts or in.")));

    public static Denial NotVerifiable(string column)
        => new(new(RefusalKind.Forbidden, "space.not-verifiable", new Words(
            $"合约不许可核验列“{column}”。", $"The agreement does not allow column {column} to be verified.")), Clause.Columns);
    public static Denial KeysMissing(IReadOnlyList<string> keys)
        => new(new(RefusalKind.Invalid, "space.keys-missing", new Words(
            $"核验须写明全部查找列：{string.Join("、", keys)}。", $"A verification names all of these: {string.Join(", ", keys)}.")), Clause.Identity);
    public static Denial ConsentMissing
        => new(new(RefusalKind.Forbidden, "space.consent-missing", new Words(
            "每次核验须写明被核验人的授权凭据。", "Each verification names the authorization of the person asked about."), "BJ-OPIN-2023 §4"),
            Clause.Identity);
    public static Denial IndexMissing
        => new(new(RefusalKind.Unavailable, "space.index-missing", new Words("核验索引尚未编制，未计次。",
            "The index is not built yet; nothing is counted."),
            null, new("先编制该合约的核验索引。", "Build the agreement's verification index first.")));
    public static Denial NotAnIdentity
        => new(new(RefusalKind.Conflict, "space.not-an-identity", new Words(
            "同一标识下的记录过多，不能据以核验。", "Too many records share one key: it identifies nobody.")), Clause.Identity);

    public static Denial Unmarkable
        => new(new(RefusalKind.Conflict, "space.unmarkable", new Words(
            "该数据无法写入接收方标记，不能以文件提供。", "The data cannot bear a recipient's mark, so it is not given as a file."), null,
            new("请改用接口或统计方式。", "Use the interface or statistics.")), Clause.Tracing);
    public static Denial FileCancelled
        => new(new(RefusalKind.Conflict, "space.file-cancelled", new Words(
            "文件制作已取消，未计次。", "The making of the file was cancelled; it is not counted.")));
    public static Denial NoSuchDelivery
        => new(new(RefusalKind.NotFound, "space.no-such-delivery", new Words("没有该次文件交付。", "There is no such delivery.")));
    public static Denial NoSuchProduct
        => new(new(RefusalKind.NotFound, "space.no-such-product", new Words("没有该数据产品。", "There is no such data product.")));
    public static Denial NoSuchKey
        => new(new(RefusalKind.NotFound, "space.no-such-key", new Words("没有该密钥。", "There is no such key.")));
    public static Denial TooManyKeys(int max)
        => new(new(RefusalKind.Conflict, "space.too-many-keys", new Words(
            $"每个合约最多 {max} 个有效密钥，请先吊销不用的。", $"At most {max} keys of an agreement are alive; revoke one first.")));
    public static Denial CopyUnreadable
        => new(new(RefusalKind.Invalid, "space.copy-unreadable", new Words(
            "该副本不是可读的 Parquet 文件。", "The copy is no Parquet file that can be read.")));
    public static Denial NoDeliveries
        => new(new(RefusalKind.NotFound, "space.no-deliveries", new Words(
            "该数据资源没有交付过文件。", "No file of this resource was ever delivered.")));
}
