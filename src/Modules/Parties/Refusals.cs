namespace Yuanliu.Parties;

/// <summary>Every way this module says no. Codes are public: clients and tests rely on them.</summary>
internal static class Refusals
{
    public static Refusal WrongCredentials
        => new(RefusalKind.Unauthenticated, "session.wrong", "用户名或口令不正确。", "Wrong login or password.");
    public static Refusal Locked
        => new(RefusalKind.TooMany, "session.locked", "连续输错次数过多，请 15 分钟后再试。", "Too many wrong tries; try again in 15 minutes.");
    public static Refusal NotMember
        => new(RefusalKind.Forbidden, "session.not-member", "您不在该单位任职。", "You act for no such organization.");
    public static Refusal BadCode
        => new(RefusalKind.Invalid, "parties.bad-code", "统一社会信用代码不正确（GB 32100 校验码不符）。",
            "Not a unified social credit code (GB 32100 check digit).", "GB 32100-2015");
    public static Refusal BadResidentNumber
        => new(RefusalKind.Invalid, "parties.bad-resident-number", "公民身份号码不正确（GB 11643 的地区码、出生日期或者校验码不符）。",
            "Not a resident number (GB 11643: region, day of birth or check character).", "GB 11643-1999");
    public static Refusal PersonKnown
        => new(RefusalKind.Conflict, "parties.person-known", "该公民身份号码的自然人已经登记为主体。",
            "The person with this resident number is a party already.", "GB 11643-1999");
    public static Refusal NoSuchOrganization
        => new(RefusalKind.NotFound, "parties.no-such-organization", "没有该单位。", "There is no such organization.");
    public static Refusal NoSuchPerson
        => new(RefusalKind.NotFound, "parties.no-such-person", "没有该登录名。", "Nobody has this login.");
    public static Refusal WrongSetupCode
        => new(RefusalKind.Forbidden, "parties.setup-code", "初始化码不正确。它显示在服务的控制台上，也保存在数据目录的 setup-code 文件中。",
            "Not the setup code. The server's console shows it, and the file setup-code in the data folder holds it.");
    public static Refusal SetupClosed
        => new(RefusalKind.Conflict, "parties.setup-closed", "本节点已初始化，请登录。", "This node is set up already; please sign in.");
    public static Refusal NoSuchToken
        => new(RefusalKind.NotFound, "parties.no-such-token", "没有该令牌。", "There is no such token.");
    public static Refusal UnknownScope(string scope)
        => new(RefusalKind.Invalid, "parties.unknown-scope", $"没有权限范围“{scope}”。", $"There is no scope {scope}.");
}
