using Yuanliu.Compute.Sizes;

namespace Yuanliu.Catalog;

/// <summary>Every way this module says no. Codes are public: clients and tests rely on them.</summary>
internal static class Refusals
{
    public static Refusal FileName => new(RefusalKind.Invalid, "catalog.file-name",
        "文件名不能为空，不能含路径或控制字符，最长 200 个字符。", "A file name has 1 to 200 characters and no path or control characters.");
    public static Refusal NoSuchUpload => new(RefusalKind.NotFound, "catalog.no-such-upload", "没有该上传文件。", "There is no such upload.");
    public static Refusal NoSuchResource => new(RefusalKind.NotFound, "catalog.no-such-resource", "没有该数据资源。", "There is no such resource.");
    public static Refusal NoProfile => new(RefusalKind.NotFound, "catalog.no-profile", "该资源尚未完成探查。", "This resource has no profile yet.");
    public static Refusal NoSuchConnection
        => new(RefusalKind.NotFound, "catalog.no-such-connection", "没有该数据库连接。", "There is no such connection.");
    public static Refusal NoSuchTable => new(RefusalKind.NotFound, "catalog.no-such-table",
        "库中没有该表，或该连接无权读取；视图和外部表不能编目。",
        "There is no such table, or this connection may not read it; views and foreign tables cannot be catalogued.");
    public static Refusal NoSuchTableColumn(string name) => new(RefusalKind.NotFound, "catalog.no-such-table-column",
        $"表中没有“{name}”列，或该连接无权读取。", $"The table has no column {name}, or this connection may not read it.");
    public static Refusal ColumnType(string name, string type) => new(RefusalKind.Invalid, "catalog.column-type",
        $"“{name}”列的类型为 {type}，不能编目；请指明要编目的列。",
        $"The column {name} is of type {type}, which cannot be catalogued; name the columns that shall be.");
    public static Refusal HostClosed => new(RefusalKind.Forbidden, "catalog.database-not-open",
        "本节点的运维人员未开放该数据库地址。", "The operator of this node has not opened this database's address.");
    public static Refusal RolePowerful => new(RefusalKind.Forbidden, "catalog.role-powerful",
        "该数据库角色权限过大（超级用户、建库、建角色、复制、绕过行级安全或系统预设角色），请改用只读角色。",
        "This database role can do too much: superuser, creating databases or roles, replication, bypassing row security, "
        + "or a predefined role. Use one that only reads.");
    public static Refusal RoleWrites => new(RefusalKind.Forbidden, "catalog.role-writes",
        "该数据库角色可以写入，请改用只读角色。", "This database role can write. Use one that only reads.");
    public static Refusal RoleTooWide => new(RefusalKind.Forbidden, "catalog.role-too-wide",
        "该数据库角色可读多个模式，请改用只能读取一个模式的角色。",
        "This database role can read more than one schema. Use one that reads a single schema.");
    public static Refusal SourceGone => new(RefusalKind.Unavailable, "catalog.source-gone",
        "数据来源暂时无法读取，本次未计次。", "The source cannot be read at the moment; nothing was counted.");
    public static Refusal SourceChanged => new(RefusalKind.Conflict, "catalog.source-changed",
        "数据来源已不是编目时的版本，请持有者重新编目；本次未计次。",
        "The source is no longer the version that was catalogued: its holder catalogues it anew. Nothing was counted.");
    public static Refusal SourceTooLarge(long max) => new(RefusalKind.TooLarge, "catalog.source-too-large",
        $"该表超过 {ByteSize.Zh(max)}。", $"The table is larger than {ByteSize.En(max)}.");
    public static Refusal SourceUnreadable => new(RefusalKind.Invalid, "catalog.source-unreadable",
        "该表含有无法原样保存的值（无穷大、超出范围的日期、过长或编码不符的文本）。",
        "The table holds values that cannot be kept as they are: infinite numbers, days out of range, text too long or not in UTF-8.");
    public static Refusal FieldsDiffer => new(RefusalKind.Invalid, "catalog.fields-differ",
        "确认的数据项须与探查出的数据项一一对应。", "The fields confirmed must be exactly those that were found.");
    public static Refusal LevelUnknown(int max)
        => new(RefusalKind.Invalid, "catalog.level-unknown", $"级别须为 1–{max}。", $"A level is 1 to {max}.");

    public static Refusal ReasonNeeded(string field, string basis) => new(RefusalKind.Invalid, "catalog.reason-needed",
        $"将“{field}”定为低于建议的级别，须说明理由。", $"Grading {field} below the proposal needs a reason.", basis);

    public static Refusal PersonalLevel(string field, int floor, string basis) => new(RefusalKind.Forbidden, "catalog.personal-level",
        $"“{field}”含个人信息，级别不得低于 {floor} 级。", $"{field} holds personal data: its level is at least {floor}.", basis);
}
