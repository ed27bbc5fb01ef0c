using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;
using Yuanliu.Registration.Rights;

namespace Yuanliu.Registration;

/// <summary>What the register itself says no to: rights that are not there, reach too far, or are bound.</summary>
internal static partial class Refusals
{
    public static Refusal SubjectMissing => new(RefusalKind.Invalid, "registration.subject-missing",
        "请指明数据资源、登记证书或登记编号。", "Name a resource, a certificate or a register number.");
    public static Refusal SubjectChanged => new(RefusalKind.Invalid, "registration.subject-changed",
        "补正不得改换登记证书。", "A correction stays with the certificate it was filed on.");
    public static Refusal NoSuchUnit
        => new(RefusalKind.NotFound, "registration.no-such-unit", "没有该登记单位。", "There is no such registration unit.");
    public static Refusal NotRegistered(string basis) => new(RefusalKind.Conflict, "registration.not-registered",
        "该数据资源尚未办理首次登记。", "The resource has not been registered yet.", basis);
    public static Refusal CertificateNotOpen(string number, CertificateStatus status, string basis) => new(RefusalKind.Conflict,
        "registration.certificate-not-open", $"证书 {number} 的状态为“{Wording.Zh(status)}”，不能办理。",
        $"Certificate {number} is {status}; this cannot be filed on it.", basis);
    public static Refusal NoStatementOwed => new(RefusalKind.NotFound, "registration.no-statement-owed",
        "没有应由贵单位作出的权属变更声明。", "Your organization owes no statement of this transfer.");
    public static Refusal TransferStatedAlready(string basis) => new(RefusalKind.Conflict, "registration.transfer-stated",
        "权属变更声明已经作出。", "This transfer is stated already.", basis);
    public static Refusal CertificateWithheld => new(RefusalKind.Forbidden, "registration.certificate-withheld",
        "该证书含有不公开事项，请从证书上的二维码打开。", "This certificate states what is not public; open it from the code that is printed on it.");
    public static Refusal CertificateRequired(string basis) => new(RefusalKind.Invalid, "registration.certificate-required",
        "请指明登记证书。", "Name the certificate.", basis);
    public static Refusal NotEntitled(string basis) => new(RefusalKind.Forbidden, "registration.not-entitled",
        "贵单位不是可以申请此项登记的一方。", "Your organization is not a side that may file this.", basis);
    public static Refusal CounterpartySelf(string basis) => new(RefusalKind.Invalid, "registration.counterparty-self",
        "相对方不能是申请人自己。", "The other side cannot be the applicant.", basis);
    public static Refusal AlreadyRunning(string number, string basis) => new(RefusalKind.Conflict, "registration.already-running",
        $"对同一登记的申请 {number} 正在办理。", $"Filing {number} on the same registration is running.", basis);
    public static Refusal ExclusiveConflict(string number, string basis) => new(RefusalKind.Conflict, "registration.exclusive-conflict",
        $"与 {number} 中的独占权利冲突。", $"It conflicts with an exclusive right under {number}.", basis);
    public static Refusal SharesExceed(int basisPoints, string basis) => new(RefusalKind.Conflict, "registration.shares-exceed",
        $"权益比例合计为 {basisPoints / 100m:0.##}%，超过 100%。", $"The shares add up to {basisPoints / 100m:0.##}%, more than the whole.", basis);
    public static Refusal NothingToDerive(RightKind kind, string basis) => new(RefusalKind.Conflict, "registration.nothing-to-derive",
        $"没有可以派生{Wording.Zh(kind)}的有效权利。", $"There is no standing right that {Wording.En(kind)} could derive from.", basis);
    public static Refusal BeyondParent(RightKind kind, IReadOnlyList<Extent> extents, string basis) => new(RefusalKind.Conflict,
        "registration.beyond-parent", $"{Wording.Zh(kind)}超出其来源权利的{string.Join("、", extents.Select(Wording.Zh))}。",
        $"{Wording.En(kind)} reaches beyond the right it derives from in {string.Join(", ", extents)}.", basis);
    public static Refusal DerivedBeyond(RightKind kind, string basis) => new(RefusalKind.Conflict, "registration.derived-beyond",
        $"由其派生的{Wording.Zh(kind)}将超出变更后的范围。", $"{Wording.En(kind)} that derives from it would reach beyond the change.", basis);
    public static Refusal DerivedStanding(string basis) => new(RefusalKind.Conflict, "registration.derived-standing",
        "他人由其派生的权利仍然有效，不能注销。", "Rights of others that derive from it still stand; it cannot be cancelled.", basis);
    public static Refusal NoStandingRight(string basis) => new(RefusalKind.Conflict, "registration.no-standing-right",
        "没有可以办理的有效权利。", "There is no standing right to act on.", basis);
    public static Refusal RightNotHeld(RightKind kind, string basis) => new(RefusalKind.Conflict, "registration.right-not-held",
        $"该登记中没有有效的{Wording.Zh(kind)}。", $"{Wording.En(kind)} does not stand in this registration.", basis);
    public static Refusal DataItemUnknown(string item, string basis) => new(RefusalKind.Invalid, "registration.data-item-unknown",
        $"该数据资源没有数据项“{item}”。", $"The resource has no data item {item}.", basis);
    public static Refusal Frozen(string basis) => new(RefusalKind.Conflict, "registration.frozen",
        "该权利已被查封冻结，不得处分。", "The right is frozen and cannot be disposed of.", basis);
    public static Refusal SuccessionNotice(DateOnly until, string basis) => new(RefusalKind.Conflict, "registration.succession-notice",
        new Words($"原主体可以在 {until:yyyy-MM-dd} 前提出异议，期满前不能登记承继。",
            $"The other side may contest the succession until {until:yyyy-MM-dd}; it is not registered before."), basis,
        new Words("请在期满后办理，或请其确认同意。", "Wait until then, or let it consent."));
    public static Refusal SuccessionContested(string basis) => new(RefusalKind.Conflict, "registration.succession-contested",
        new Words("原主体对承继提出异议，尚未解决。", "The other side contests that there is a successor."), basis,
        new Words("请其撤回异议并确认同意，或凭生效法律文书另行申请；否则不予登记。", "Let it consent after all, or file anew with a judgment; else refuse."));
    public static Refusal NoSuccession => new(RefusalKind.Conflict, "registration.no-succession",
        "该申请不是未经贵单位同意的承继。", "This filing states no succession without your consent.");
    public static Refusal Banned(BannedData banned, NamedCheck check, string basis) => new(RefusalKind.Conflict,
        check is NamedCheck.CoreData ? "registration.core-data" : "registration.negative-list",
        $"该数据资源标注有“{string.Join("、", banned.Found)}”，属于{banned.Zh}，不予登记。",
        $"The resource is marked {string.Join(", ", banned.Found)}: {banned.En}, which is not registered.", basis);
    public static Refusal NotRecognized(string number, string basis) => new(RefusalKind.Conflict, "registration.not-recognized",
        new Words($"“{number}”不是贵单位在互认登记平台取得、且本平台已核验的有效证书。",
            $"{number} is no certificate of yours from a recognized platform that was verified here and is valid."), basis,
        new Words("请先请登记机构核验互认证书，或按未登记办理。", "Have the registry recognize the certificate first, or file without it."));
    public static Refusal FeaturesMissing(string basis) => new(RefusalKind.Conflict, "registration.features-missing",
        new Words("该数据资源还没有特征信息（内容指纹）。", "There are no features (fingerprint) of this resource yet."), basis,
        new Words("请等待探查完成；没有数据行的资源不能登记。", "Wait until it is profiled; a resource without rows cannot be registered."));
    public static Refusal ComponentsUnnamed(int max, string basis) => new(RefusalKind.Invalid, "registration.components-unnamed",
        $"请逐个列出所含对象的登记凭证编号，用逗号或换行隔开，最多 {max} 个。",
        $"Name the certificates of what it contains, separated by commas or line ends, {max} at most.", basis);
    public static Refusal ComponentNotCertified(string number, string basis) => new(RefusalKind.Conflict,
        "registration.component-not-certified",
        $"登记凭证 {number} 不存在、已失效，也未经互认。", $"No certificate {number} stands here, and none was recognized.", basis);
    public static Refusal NoReportOwed => new(RefusalKind.NotFound, "registration.no-report-owed",
        "没有该应报送的报告，或报告期尚未结束。", "No such report is owed, or its period has not ended.");
    public static Refusal ReportHandedInAlready(string basis) => new(RefusalKind.Conflict, "registration.report-handed-in",
        "该期报告已经报送。", "The report of this period is handed in already.", basis);
    public static Refusal NoSuchInspection(string basis) => new(RefusalKind.NotFound, "registration.no-such-inspection",
        "该登记制度未规定此项检查的公开。", "The rules of this register know no such inspection.", basis);
    public static Refusal NoInspectionPublished => new(RefusalKind.NotFound, "registration.no-inspection",
        "没有该项检查情况。", "No such inspection is published.");
    public static Refusal InspectionPeriod(bool yearly, string basis) => new(RefusalKind.Invalid, "registration.inspection-period",
        yearly ? "年度检查按已经终了的整个年度公开。" : "抽查的截止日不得晚于今日。",
        yearly ? "A yearly inspection is about one whole year that has ended." : "A spot inspection ends today at the latest.", basis);
    public static Refusal InspectionPublished(string basis) => new(RefusalKind.Conflict, "registration.inspection-published",
        new Words("该年度的检查情况已经公开。", "What the inspection of this year found is published already."), basis,
        new Words("内容有误的，请更正。", "Correct it where it is wrong."));
    public static Refusal InspectionCorrected(string basis) => new(RefusalKind.Conflict, "registration.inspection-corrected",
        "该版本已被更正，请更正最新版本。", "This edition was corrected; correct the newest one.", basis);
    public static Refusal SimilarRegistered(int percent, string basis) => new(RefusalKind.Conflict, "registration.similar-registered",
        new Words($"登记簿已有相似度约 {percent}% 的数据，须先认定不是重复登记。",
            $"The register has data that is about {percent} % the same; it has to be found first that this is not the same."), basis,
        new Words("请比对后写明认定理由；确为同一数据的，不予登记。", "Compare the two and say why; what is the same is not registered again."));
    public static Refusal NothingSimilar => new(RefusalKind.Conflict, "registration.nothing-similar",
        "登记簿没有须与本申请区分的数据。", "The register has nothing that this filing has to be told apart from.");
    public static Refusal NotFrozen(string basis) => new(RefusalKind.Conflict, "registration.not-frozen",
        "该登记没有被查封冻结。", "Nothing freezes this registration.", basis);
    public static Refusal PledgeeConsentMissing(string basis) => new(RefusalKind.Conflict, "registration.pledgee-consent",
        new Words("须经质权人等他项权利人同意。", "Those to whom the right is pledged or bound have to consent."), basis,
        new Words("请其在本申请中确认同意。", "Let them consent to this filing."));
    public static Refusal PledgedAlready(string basis) => new(RefusalKind.Conflict, "registration.pledged-already",
        "该权利已质押给同一质权人。", "The right is pledged to the same pledgee already.", basis);
    public static Refusal InTrust(string basis) => new(RefusalKind.Conflict, "registration.in-trust",
        "该权利已设立信托。", "The right is held in trust already.", basis);
    public static Refusal NoSuchEncumbrance(string basis) => new(RefusalKind.Conflict, "registration.no-such-encumbrance",
        "没有可以解除的他项权。", "There is no encumbrance to release.", basis);
    public static Refusal PartialNotAllowed(string basis) => new(RefusalKind.Invalid, "registration.partial-not-allowed",
        "本登记规则不办理部分撤销。", "These rules know no revocation in part.", basis);
    public static Refusal PartNotSeparable(RightKind kind, string basis) => new(RefusalKind.Invalid, "registration.part-not-separable",
        $"{Wording.Zh(kind)}的该部分不能从登记内容中分出。", $"That part cannot be told from what is registered of {Wording.En(kind)}.", basis);
    public static Refusal NothingToRestore(string basis) => new(RefusalKind.Conflict, "registration.nothing-to-restore",
        "没有可以恢复的权利。", "There is no right to restore.", basis);
    public static Refusal OwnRegistration(string basis) => new(RefusalKind.Forbidden, "registration.own-registration",
        "登记主体不能对自己的登记提出异议。", "A holder cannot object to their own registration.", basis);
}
