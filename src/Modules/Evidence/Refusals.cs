namespace Yuanliu.Evidence;

/// <summary>Every way this module says no. Codes are public: clients and tests rely on them.</summary>
internal static class Refusals
{
    public static Refusal NoSuchFact => new(RefusalKind.NotFound, "evidence.no-such-fact", "没有该条存证。", "There is no such fact.");
    public static Refusal NotYours
        => new(RefusalKind.Forbidden, "evidence.not-yours", "您无权查看该事项的存证。", "You may not see the evidence of this matter.");
    public static Refusal NoSuchTile => new(RefusalKind.NotFound, "evidence.no-such-tile", "日志中没有该文件。", "The log has no such file.");
    public static Refusal NoSuchEntry => new(RefusalKind.NotFound, "evidence.no-such-entry", "日志中没有该条目。", "The log has no such entry.");
    public static Refusal NothingToVerify
        => new(RefusalKind.Invalid, "evidence.nothing-to-verify", "请选择要核验的文件。", "Choose a file to verify.");
}
