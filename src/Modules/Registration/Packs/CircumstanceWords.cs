namespace Yuanliu.Registration.Packs;

/// <summary>情形用语 — what circumstances, events, positions and statements are called on forms.</summary>
internal static class CircumstanceWords
{
    /// <summary>人工核查事项 — what somebody has to check who knows more than the platform.</summary>
    public static Words ByHand(NamedCheck check)
        => check is NamedCheck.InScope ? new("登记机构在授权范围内办理", "The registry keeps within what it is authorized for")
            : new($"{check}", $"{check}");

    public static string Zh(Circumstance c) => Of(c).Zh;
    public static string En(Circumstance c) => Of(c).En;

    public static Words Of(Circumstance c) => c switch
    {
        Circumstance.PublicData => new("涉及公共数据", "Concerns public data"),
        Circumstance.ImportantData => new("涉及重要数据", "Concerns important data"),
        Circumstance.SecurityOrSecret => new("涉及国家与公共安全、商业秘密或隐私", "Concerns security, trade secrets or privacy"),
        Circumstance.PersonalInformation => new("涉及个人信息", "Contains personal information"),
        Circumstance.CriticalInfrastructure => new("涉及关键信息基础设施", "Concerns critical information infrastructure"),
        Circumstance.CrossBorder => new("涉及数据跨境活动", "Involves cross-border activity"),
        Circumstance.OtherListed => new("主管部门规定的其他条件", "Another condition listed by the authority"),
        Circumstance.AuthorizedOperation => new("用于公共数据授权运营", "For authorized operation of public data"),
        Circumstance.OriginalAcquisition => new("初始取得", "Acquired originally"),
        Circumstance.Collected => new("采集获得", "Collected"), Circumstance.Traded => new("交易获得", "Acquired by trade"),
        Circumstance.Authorized => new("授权获得", "Acquired by authorization"),
        Circumstance.OwnProduction => new("自主生产", "Produced by the applicant"),
        Circumstance.RecognizedVenue => new("在衔接互认的交易场所获得", "Acquired at a venue the register recognizes"),
        Circumstance.RecognizedPlatform => new("已在互认登记平台登记", "Registered already on a platform that the register recognizes"),
        Circumstance.ResourceObject => new("登记对象为数据资源", "The object is a data resource"),
        Circumstance.ProductObject => new("登记对象为数据产品", "The object is a data product"),
        Circumstance.ComponentObject => new("登记对象为数据元件", "The object is a data component"),
        Circumstance.ModelObject => new("登记对象为算法模型", "The object is an algorithm or model"),
        Circumstance.ComputeObject => new("登记对象为算力资源", "The object is computing power"),
        Circumstance.ComponentsRegistered => new("所含对象均已登记", "All that it contains is registered"),
        Circumstance.SubjectRenamed => new("登记主体名称变化", "The holder's name changed"),
        Circumstance.SubjectSplitOrMerged => new("登记主体分立或合并", "The holder was divided or merged"),
        Circumstance.ObjectChanged => new("登记对象状况变化", "The object changed"),
        Circumstance.SharesChanged => new("权益比例变化", "The shares changed"),
        Circumstance.HolderChanged => new("权利主体变更", "The right has another holder"),
        Circumstance.SubjectEnded => new("登记主体解散、被撤销、破产或者死亡", "The holder was dissolved, went bankrupt or died"),
        Circumstance.CannotOperate => new("无法继续运营", "The holder cannot go on operating it"),
        Circumstance.RightExtinguished => new("权利灭失", "The right was extinguished"),
        Circumstance.EffectiveJudgment => new("生效法律文书", "An effective judgment or award"),
        Circumstance.NoSuccessor => new("无新权利主体", "Nobody succeeds to the right"),
        Circumstance.CertificateDamaged => new("证书损坏", "It is damaged"), Circumstance.CertificateLost => new("证书遗失", "It is lost"),
        Circumstance.OtherCase => new("主管部门规定的其他情形", "Another case named by the authority"),
        Circumstance.ByAgent => new("委托代理人申请", "Filed by an agent"),
        Circumstance.DepartmentApproval => new("已取得有关部门审批文件", "Approved by the department in charge"),
        Circumstance.ChoosesOrdinary => new("自愿适用普通程序", "Chooses the ordinary procedure"),
        Circumstance.SignedHere => new("交易双方在平台签署了电子合约", "Both sides signed the contract on this platform"),
        Circumstance.ReportDemanded => new("被要求提交第三方报告", "A third party's report was demanded"),
    };

    public static Words Of(FilingEvent e) => e switch
    {
        FilingEvent.Contract => new("合同签订日", "Day of the contract"),
        FilingEvent.Occurrence => new("情形发生日", "Day it occurred"),
        FilingEvent.MarketRegulatorApproval => new("市场监管部门核准日", "Day of the market regulator's approval"),
        FilingEvent.MarketRegulatorFiling => new("向市场监管部门申请日", "Day of filing with the market regulator"),
        FilingEvent.CertificateIssue => new("发证日", "Day the certificate was issued"),
        FilingEvent.CertificateExpiry => new("证书到期日", "Last day of the certificate"),
        FilingEvent.YearEnd => new("年度末", "End of the year"),
        FilingEvent.QuarterEnd => new("季度末", "End of the quarter"),
    };

    public static Words Of(FilingParty p) => p switch
    {
        FilingParty.Holder => new("权利人", "Holder"),
        FilingParty.Licensor => new("许可人", "Licensor"),
        FilingParty.Licensee => new("被许可人", "Licensee"),
        FilingParty.Transferor => new("转让人", "Transferor"),
        FilingParty.Transferee => new("受让人", "Transferee"),
        FilingParty.BothSides => new("双方", "Both sides"),
        FilingParty.Successor => new("承继人", "Successor"),
        FilingParty.Interested => new("利害关系人", "Interested party"),
        FilingParty.Registry => new("登记机构", "Registry"),
        FilingParty.Department => new("有关部门", "Department in charge"),
        FilingParty.JudgmentHolder => new("持生效法律文书的第三方", "Third party with an effective judgment"),
    };

    public static Words Of(StatementKind k) => k switch
    {
        StatementKind.Compliance => new("合规性审查报告", "Statement of compliance"),
        StatementKind.Quality => new("质量评估报告", "Statement of quality"),
        StatementKind.Security => new("安全性审核材料", "Statement of security"),
        StatementKind.Anonymization => new("匿名化凭证", "Statement of anonymization"),
        StatementKind.Structuring => new("结构化凭证", "Statement of structuring"),
        StatementKind.Evidence => new("存证凭证", "Statement of evidence"),
        StatementKind.Substance => new("实质审查报告", "Statement of substance"),
        StatementKind.Transfer => new("转移真实性与合法性审核材料", "Statement on the transfer"),
    };
}
