using Yuanliu.Registration.Filings;

namespace Yuanliu.Registration;

/// <summary>用语 — what stages, steps and rights are called in Chinese.</summary>
internal static partial class Wording
{
    public static string Zh(Stage stage) => stage switch
    {
        Stage.Draft => "草稿", Stage.Submitted => "待受理", Stage.CorrectionAwaited => "待补正", Stage.SupplementAwaited => "容缺待补",
        Stage.UnderReview => "审查中", Stage.SubstantiveReview => "实质审查中", Stage.CommitteeReview => "复审中",
        Stage.DecisionAwaited => "待决定", Stage.Publicised => "公示中", Stage.Frozen => "异议处理中", Stage.NoticeAwaited => "异议待通知",
        Stage.AnswerAwaited => "异议待答复", Stage.DeterminationAwaited => "异议待判定", Stage.Marked => "异议已标识",
        Stage.InLitigation => "诉讼或仲裁中", Stage.Proposed => "已提出", Stage.Requested => "已提出需求", Stage.Applied => "已申请",
        Stage.Started => "已启动", Stage.Evidenced => "证据已提供", Stage.ControlVerified => "控制权已核实", Stage.Measured => "计量已核实",
        Stage.Registered => "已登记", Stage.Refused => "不予登记", Stage.Withdrawn => "已撤回", Stage.Lapsed => "逾期失效",
        Stage.Terminated => "已终止",
    };

    public static string Zh(Step step) => step switch
    {
        Step.Submit => "提交", Step.Accept => "受理", Step.AcceptWithGaps => "容缺受理", Step.Supplement => "补交材料",
        Step.RequestCorrection => "要求补正", Step.Correct => "补正", Step.Reject => "不予受理", Step.PassReview => "审查通过",
        Step.FailReview => "审查不通过", Step.PassSubstance => "实质审查通过", Step.FailSubstance => "实质审查不通过",
        Step.PassCommittee => "复审通过", Step.FailCommittee => "复审不通过", Step.Approve => "同意登记", Step.Disapprove => "不予登记",
        Step.Object => "提出异议", Step.Notify => "通知登记主体", Step.Answer => "答复异议", Step.Determine => "第三方判定",
        Step.Dismiss => "异议不成立", Step.Uphold => "异议成立", Step.Republicise => "重新公示", Step.CloseWindow => "公示期满",
        Step.Enter => "准予登记", Step.Withdraw => "撤回", Step.Lapse => "逾期失效", Step.ReportSuit => "报告起诉或仲裁",
        Step.Propose => "提出", Step.Apply => "申请", Step.Start => "启动", Step.GiveEvidence => "提供证据",
        Step.VerifyControl => "核实控制权", Step.VerifyMeasurement => "核实计量",
    };

    public static string Zh(FilingKind kind) => kind switch
    {
        FilingKind.Initial => "首次登记", FilingKind.Supplementary => "补充登记", FilingKind.Licence => "许可登记",
        FilingKind.Transfer => "转移登记", FilingKind.Trade => "交易登记", FilingKind.Trust => "信托登记", FilingKind.Change => "变更登记",
        FilingKind.Correction => "更正登记", FilingKind.Renewal => "续期登记", FilingKind.AnnualReview => "年审",
        FilingKind.Pledge => "质押登记", FilingKind.Encumbrance => "他项权登记", FilingKind.Release => "解除登记",
        FilingKind.Objection => "异议登记", FilingKind.Freeze => "查封冻结", FilingKind.Unfreeze => "解除冻结",
        FilingKind.Cancellation => "注销登记", FilingKind.Revocation => "撤销登记", FilingKind.Restoration => "恢复登记",
        FilingKind.Replacement => "补换证",
    };

    public static string Zh(Deadline deadline) => deadline switch
    {
        Deadline.Acceptance => "受理期限", Deadline.Correction => "补正期限", Deadline.Supplement => "容缺补交期限", Deadline.Review => "审查期限",
        Deadline.Substance => "实质审查期限", Deadline.Committee => "复审期限", Deadline.Decision => "决定期限", Deadline.Publicity => "公示期",
        Deadline.Objection => "异议处理期限", Deadline.Notice => "异议通知期限", Deadline.Answer => "异议答复期限",
        Deadline.Determination => "异议判定期限", Deadline.Litigation => "起诉或仲裁期限",
    };

    public static string Zh(RightKind right) => right switch
    {
        RightKind.Holding => "数据资源持有权",
        RightKind.ProcessingAndUse => "数据加工使用权",
        RightKind.ProductOperation => "数据产品经营权",
        RightKind.IntellectualProperty => "数据知识产权",
        RightKind.Usufruct => "数据用益权",
    };

    public static string En(RightKind right) => right switch
    {
        RightKind.Holding => "Right to hold",
        RightKind.ProcessingAndUse => "Right to process and use",
        RightKind.ProductOperation => "Right to operate products",
        RightKind.IntellectualProperty => "Intellectual property in data",
        RightKind.Usufruct => "Usufruct of data",
    };

    public static string Zh(Actor actor) => actor switch
    {
        Actor.Applicant => "申请人", Actor.Registrar => "登记机构", Actor.Objector => "异议人", Actor.Time => "期限", Actor.Steward => "数据专员",
        Actor.Seller => "卖方", Actor.Buyer => "买方", Actor.Operator => "运营方", Actor.Platform => "平台",
        Actor.Reviewer => "第三方机构", Actor.Committee => "合规委员会", Actor.BusinessDepartment => "需求部门",
        Actor.AssetDepartment => "资产管理部门", Actor.FinanceDepartment => "财务部门", Actor.DecisionBody => "决策机构",
    };

    /// <summary>The table's refusal of a step, in words an applicant knows and with one code for all tables.</summary>
    public static Refusal OfStep(Refusal refusal, Stage stage, Step step, Actor by, string basis)
        => refusal.Kind is RefusalKind.Forbidden ? Refusals.WrongActor(step, by, basis) : Refusals.StepNotOpen(step, stage, basis);

    /// <summary>What a former holder states (TJIFA-003-2022 §6.4.3.5).</summary>
    public static string TransferStatement(string unit, string filing, string to)
        => $"本单位声明：登记簿 {unit} 所载数据资产权益已经变更登记（申请 {filing}）转移至{to}，本单位不再享有。";

    /// <summary>What an applicant signs who disposes of what is objected to (SZ-REG-2023 art. 20).</summary>
    public static string Commitment(string number)
        => $"本申请人已知悉该登记存在异议登记（编号 {number}），仍申请继续办理，并自行承担由此产生的风险。";
}
