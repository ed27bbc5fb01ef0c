namespace Yuanliu.Registration;

/// <summary>How third-party review, the committee and objections say no. Codes are public: clients and tests rely on them.</summary>
internal static partial class Refusals
{
    public static Refusal NotRecognized(string? basis) => new(RefusalKind.Forbidden, "registration.body-not-recognized",
        "该机构未经登记机构认定，或者认定已经失效。", "The register does not recognize this service body, or no longer.", basis);
    public static Refusal NotIndependent(string? basis) => new(RefusalKind.Forbidden, "registration.not-independent",
        "审查机构或者委员与申请人存在利害关联，应当回避。", "The reviewer is tied to the applicant and must stand aside.", basis);
    public static Refusal ReviewerMissing(string basis) => new(RefusalKind.Conflict, "registration.reviewer-missing",
        new Words("尚未委托第三方服务机构进行实质审查。", "No service body has been given the filing to review."), basis,
        new Words("请先指定审查机构。", "Assign a reviewer first."));
    public static Refusal ReviewerNotCalledFor(string basis) => new(RefusalKind.Conflict, "registration.reviewer-not-called-for",
        "本程序没有第三方审查。", "No third party reviews in this procedure.", basis);
    public static Refusal NoSuchOrder
        => new(RefusalKind.NotFound, "registration.no-such-order", "没有该审查委托。", "There is no such review order.");
    public static Refusal OrderClosed
        => new(RefusalKind.Conflict, "registration.order-closed", "该委托已经结束。", "This order has ended.");
    public static Refusal NoSuchStatement
        => new(RefusalKind.NotFound, "registration.no-such-statement", "没有该第三方声明。", "There is no such statement.");
    public static Refusal StatementMissing(bool positive) => new(RefusalKind.Conflict, "registration.statement-missing",
        positive ? "没有本机构就现有数据签署的肯定结论。" : "没有本机构就现有数据签署的否定结论。",
        $"Your body has signed no {(positive ? "positive" : "negative")} statement on these data.");
    public static Refusal StatementNeeded(string titleZh, string titleEn, string basis)
        => new(RefusalKind.Invalid, "registration.statement-needed",
        $"“{titleZh}”须由第三方服务机构签署。", $"{titleEn} has to be signed by a service body.", basis);
    public static Refusal StatementNotCalledFor(string basis) => new(RefusalKind.Invalid, "registration.statement-not-called-for",
        "这类登记不要求该第三方声明。", "This kind of filing asks for no such statement.", basis);
    public static Refusal StatementOutdated(string basis) => new(RefusalKind.Conflict, "registration.statement-outdated",
        "第三方声明所审查的不是现有数据。", "The statement is about other data than those of today.", basis);
    public static Refusal StatementNegative(string? basis) => new(RefusalKind.Conflict, "registration.statement-negative",
        "第三方审查结论为否定，不能同意登记。", "The service body's conclusion is negative; it cannot be registered.", basis);
    public static Refusal ItemMissing(string zh, string en, string basis)
        => new(RefusalKind.Invalid, "registration.item-missing", $"缺少审查事项：{zh}。", $"Not answered: {en}.", basis);
    public static Refusal ItemUnknown(string key, string basis)
        => new(RefusalKind.Invalid, "registration.item-unknown", $"没有审查事项“{key}”。", $"There is no item {key}.", basis);
    public static Refusal ConclusionContradicts(string basis) => new(RefusalKind.Invalid, "registration.conclusion-contradicts",
        "有事项未通过，结论不能为肯定。", "An item failed; the conclusion cannot be positive.", basis);
    public static Refusal SampleTooSmall(long least, string basis) => new(RefusalKind.Invalid, "registration.sample",
        $"样本核验至少 {least} 行，且不超过数据总行数。", $"A sample has at least {least} rows, and no more than there are.", basis);
    public static Refusal NotBeforeCommittee
        => new(RefusalKind.Conflict, "registration.not-before-committee", "该申请不在复审中。", "The filing is not before the committee.");
    public static Refusal VotedAlready
        => new(RefusalKind.Conflict, "registration.voted-already", "您已就此件表决。", "You have voted on this filing.");
    public static Refusal NoQuorum(int votes, int quorum, string basis) => new(RefusalKind.Conflict, "registration.no-quorum",
        $"已有 {votes} 名委员表决，至少需要 {quorum} 名。", $"{votes} members have voted; {quorum} are needed.", basis);
    public static Refusal VotedOtherwise(string basis) => new(RefusalKind.Conflict, "registration.voted-otherwise",
        "与委员会的表决结果不符。", "The committee has voted otherwise.", basis);
    public static Refusal ObjectionsTooMany(string basis) => new(RefusalKind.TooMany, "registration.objections-too-many",
        "针对该申请的异议过于集中，请稍后再提。公示期不因此缩短。", "Too many objections to this filing at once; try again shortly.",
        basis);
    public static Refusal IdentityRequired(string basis) => new(RefusalKind.Invalid, "registration.identity-required",
        "请提供统一社会信用代码或者身份号码。", "Please give a unified social credit code or a resident number.", basis);
    public static Refusal BadIdentity => new(RefusalKind.Invalid, "registration.bad-identity",
        "统一社会信用代码或者身份号码不正确（校验码不符）。", "Neither a unified social credit code nor a resident number: the check character is wrong.",
        "GB 32100-2015; GB 11643-1999");
    public static Refusal EvidenceRequired(string basis) => new(RefusalKind.Invalid, "registration.evidence-required",
        "提出异议应当提供真实、必要的材料作为依据。", "An objection comes with the papers that bear it out.", basis);
    public static Refusal NoSuchObjection
        => new(RefusalKind.NotFound, "registration.no-such-objection", "没有该异议，或者查询口令不正确。",
            "There is no such objection, or the secret is wrong.");
    public static Refusal ObjectionSettled
        => new(RefusalKind.Conflict, "registration.objection-settled", "该异议已经了结。", "This objection is settled.");
    public static Refusal ObjectionStands(string basis) => new(RefusalKind.Conflict, "registration.objection-stands",
        "该登记已标识异议，异议了结前不办理处分登记。", "An objection to this registration stands; nothing is disposed of meanwhile.", basis);
    public static Refusal ObjectionLapsed(string basis) => new(RefusalKind.Conflict, "registration.objection-lapsed",
        "同一事项以同一理由提出的异议登记已经失效，不再受理。", "An objection on the same matter and ground has lapsed and is not taken again.", basis);
    public static Refusal NoObjectionStands(string basis) => new(RefusalKind.NotFound, "registration.no-objection-stands",
        "没有须告知的异议登记。", "No objection stands that would have to be told.", basis);
    public static Refusal CommitmentMissing(string basis) => new(RefusalKind.Conflict, "registration.commitment-missing",
        new Words("该权利已存在异议登记，申请人须书面承诺知悉并自担风险。",
            "An objection stands; the applicant has to commit in writing to know of it and bear the risk."),
        basis, new Words("请申请人阅读告知并签署承诺。", "Ask the applicant to read the notice and sign."));
    public static Refusal CommitmentDiffers(string basis) => new(RefusalKind.Invalid, "registration.commitment-differs",
        "承诺内容须与告知书所载一致。", "The commitment has to be the notice's, word for word.", basis);
    public static Refusal NoSuchAccount
        => new(RefusalKind.NotFound, "registration.no-such-account", "贵单位没有该登记账户。", "Your organization has no such account.");
    public static Refusal NotVerified => new(RefusalKind.Conflict, "registration.not-verified",
        "贵单位的统一社会信用代码未通过核验，不能开立登记账户。", "Your organization's unified social credit code does not check.", "GB 32100-2015");
    public static Refusal SubjectNotAdmitted(bool person, string basis) => new(RefusalKind.Forbidden, "registration.subject-not-admitted",
        person ? "该登记不以自然人为登记主体。" : "该登记不以单位为登记主体。",
        person ? "This register has no natural persons as subjects." : "This register has no organizations as subjects.", basis);
    public static Refusal AccountShut(string number, string? basis) => new(RefusalKind.Conflict, "registration.account-shut",
        $"登记账户 {number} 已冻结或者注销，不能使用。", $"The account {number} is frozen or closed.", basis);
    public static Refusal AccountNotOpened(string basis) => new(RefusalKind.Conflict, "registration.account-not-opened",
        new Words("登记账户尚未开立，开户申请须先经登记机构审核。", "The account is not opened yet: the registry reviews the application first."), basis,
        new Words("请等待审核；未获开立的，请重新申请。", "Wait for the review, or apply anew where it was not opened."));
    public static Refusal AccountCaseNotOffered(string basis) => new(RefusalKind.Invalid, "registration.account-case-not-offered",
        "本登记规则不办理账户变更与注销申请。", "These rules know no change or cancellation of an account.", basis);
    public static Refusal AccountCaseRuns
        => new(RefusalKind.Conflict, "registration.account-case-runs", "该账户已有事项在办。", "A case about this account is running.");
    public static Refusal NoSuchAccountCase
        => new(RefusalKind.NotFound, "registration.no-such-account-case", "没有该账户事项。", "There is no such case.");
    public static Refusal BusinessUnsettled(string basis) => new(RefusalKind.Conflict, "registration.business-unsettled",
        new Words("尚有在办申请或者有效证书，应当先了结相关业务。", "Filings run or certificates stand; settle them first."), basis,
        new Words("请先撤回、办结或者注销。", "Withdraw, end or cancel them first."));
}
