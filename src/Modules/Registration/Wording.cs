using Yuanliu.Registration.Filings;

namespace Yuanliu.Registration;

/// <summary>用语 — what stages, steps and rights are called in Chinese.</summary>
internal static class Wording
{
    public static string Zh(Stage stage) => stage switch
    {
        Stage.Draft => "草稿",
        Stage.Submitted => "待受理",
        Stage.CorrectionAwaited => "待补正",
        Stage.UnderReview => "审查中",
        Stage.Publicised => "公示中",
        Stage.Frozen => "异议处理中",
        Stage.Registered => "已登记",
        Stage.Refused => "不予登记",
        Stage.Withdrawn => "已撤回",
        Stage.Lapsed => "逾期未补正",
        Stage.Terminated => "异议成立终止",
    };

    public static string Zh(Step step) => step switch
    {
        Step.Submit => "提交",
        Step.Accept => "受理",
        Step.RequestCorrection => "要求补正",
        Step.Correct => "补正",
        Step.Reject => "不予受理",
        Step.PassReview => "审查通过",
        Step.FailReview => "审查不通过",
        Step.Object => "提出异议",
        Step.Dismiss => "异议不成立",
        Step.Uphold => "异议成立",
        Step.CloseWindow => "公示期满",
        Step.Withdraw => "撤回",
        Step.Lapse => "逾期失效",
    };

    public static string Zh(RightKind right) => right switch
    {
        RightKind.Holding => "数据资源持有权",
        RightKind.ProcessingAndUse => "数据加工使用权",
        RightKind.ProductOperation => "数据产品经营权",
    };

    public static string En(RightKind right) => right switch
    {
        RightKind.Holding => "Right to hold",
        RightKind.ProcessingAndUse => "Right to process and use",
        RightKind.ProductOperation => "Right to operate products",
    };

    static string Zh(Actor actor) => actor switch
    {
        Actor.Applicant => "申请人", Actor.Registrar => "登记机构", Actor.Objector => "异议人", Actor.Time => "期限", Actor.Steward => "数据专员",
        Actor.Seller => "卖方", Actor.Buyer => "买方", Actor.Operator => "运营方", Actor.Platform => "平台",
    };

    /// <summary>The table's refusal of a step, in words an applicant knows.</summary>
    public static Refusal OfStep(Refusal refusal, Stage stage, Step step, Actor by) => refusal with
    {
        Message = refusal.Message with
        {
            Zh = refusal.Kind is RefusalKind.Forbidden
                ? $"“{Zh(step)}”不由{Zh(by)}办理。" : $"当前为“{Zh(stage)}”，不能办理“{Zh(step)}”。",
        },
    };
}
