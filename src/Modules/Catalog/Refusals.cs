namespace Yuanliu.Catalog;

/// <summary>Every way this module says no. Codes are public: clients and tests rely on them.</summary>
internal static class Refusals
{
    public static Refusal FileName => new(RefusalKind.Invalid, "catalog.file-name",
        "文件名不能为空，不能含路径或控制字符，最长 200 个字符。", "A file name has 1 to 200 characters and no path or control characters.");
    public static Refusal NoSuchUpload => new(RefusalKind.NotFound, "catalog.no-such-upload", "没有该上传文件。", "There is no such upload.");
    public static Refusal NoSuchResource => new(RefusalKind.NotFound, "catalog.no-such-resource", "没有该数据资源。", "There is no such resource.");
    public static Refusal NoProfile => new(RefusalKind.NotFound, "catalog.no-profile", "该资源尚未完成探查。", "This resource has no profile yet.");
    public static Refusal FieldsDiffer => new(RefusalKind.Invalid, "catalog.fields-differ",
        "确认的数据项须与探查出的数据项一一对应。", "The fields confirmed must be exactly those that were found.");
    public static Refusal LevelUnknown(int max)
        => new(RefusalKind.Invalid, "catalog.level-unknown", $"级别须为 1–{max}。", $"A level is 1 to {max}.");

    public static Refusal ReasonNeeded(string field, string basis) => new(RefusalKind.Invalid, "catalog.reason-needed",
        $"将“{field}”定为低于建议的级别，须说明理由。", $"Grading {field} below the proposal needs a reason.", basis);

    public static Refusal PersonalLevel(string field, int floor, string basis) => new(RefusalKind.Forbidden, "catalog.personal-level",
        $"“{field}”含个人信息，级别不得低于 {floor} 级。", $"{field} holds personal data: its level is at least {floor}.", basis);
}
