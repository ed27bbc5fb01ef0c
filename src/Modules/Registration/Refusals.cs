using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration;

/// <summary>Every way this module says no. Codes are public: clients and tests rely on them.</summary>
internal static partial class Refusals
{
    public static Refusal NoRules(string pack) => new(RefusalKind.NotFound, "registration.no-rules",
        new Words($"没有现行有效的登记规则“{pack}”。", $"No rules named {pack} are in force."),
        Instead: new("请在“法律程序”页查看本节点办理的登记。", "See on the page of the law what is registered here."));
    public static Refusal RulesNotBegun(RegistrationPack pack) => new(RefusalKind.NotFound, "registration.no-rules",
        new Words($"“{pack.Rules.Title}”的规则自 {pack.Rules.EffectiveFrom:yyyy-MM-dd} 起施行，现在还不能办理。",
            $"{pack.Rules.TitleEn}: its rules are in force from {pack.Rules.EffectiveFrom:yyyy-MM-dd} on."), pack.Rules.Source,
        new Words("请在施行之日以后申请。", "File it from that day on."));
    public static Refusal RulesEnded(RegistrationPack ended, DateOnly lastDay) => new(RefusalKind.NotFound, "registration.no-rules",
        new Words($"“{ended.Rules.Title}”的规则已于 {lastDay:yyyy-MM-dd} 期满，没有后续规则，此事项不再办理；已登记的权利不因此消灭。",
            $"{ended.Rules.TitleEn}: its rules ended on {lastDay:yyyy-MM-dd}, none followed; this is not filed any more, rights stand."),
        ended.Rules.AfterEnd?.Basis ?? ended.Rules.Source,
        new Words($"对已登记的权利仍可办理：{Said(ended, k => k.TitleZh, "、")}。其他事项请待新规则施行后申请。",
            $"On what is registered one may still file: {Said(ended, k => k.TitleEn, "; ")}. For the rest wait for new rules."));

    static string Said(RegistrationPack ended, Func<KindRules, string> title, string between)
        => string.Join(between, (ended.Rules.AfterEnd?.Value ?? []).Select(k => title(ended.Rules.Of(k))));

    public static Refusal KindNotOffered(FilingKind kind, string basis) => new(RefusalKind.Invalid, "registration.kind-not-offered",
        $"本登记规则不办理“{Wording.Zh(kind)}”。", $"{kind} is not registered under these rules.", basis);
    public static Refusal NoCase(string titleZh, string titleEn, string basis) => new(RefusalKind.Invalid, "registration.no-case",
        $"没有可以办理“{titleZh}”的情形。", $"Nothing that is stated is a case for {titleEn}.", basis);
    public static Refusal NoAccount(string basis) => new(RefusalKind.Conflict, "registration.no-account",
        new Words("贵单位尚未开立登记账户。", "Your organization has no registration account."), basis,
        new Words("请先开立登记账户。", "Open a registration account first."));
    public static Refusal AccountExists(string number)
        => new(RefusalKind.Conflict, "registration.account-exists", $"贵单位已有登记账户 {number}。",
        $"Your organization already has the account {number}.");
    public static Refusal NoSuchResource
        => new(RefusalKind.NotFound, "registration.no-such-resource", "贵单位没有该数据资源。", "Your organization holds no such resource.");
    public static Refusal NotConfirmed(string basis) => new(RefusalKind.Conflict, "registration.resource-not-confirmed",
        new Words("该数据资源的目录信息尚未确认，数据状况无法载明。", "The resource's catalog entry is not confirmed; the state of the data cannot be certified."),
        basis, new Words("请先在目录中确认。", "Confirm it in the catalog first."));
    public static Refusal ResourceChanged(string basis) => new(RefusalKind.Conflict, "registration.resource-changed",
        new Words("申请后数据资源已变化，与申请内容不一致。", "The resource has changed since the filing was made."), basis,
        new Words("请要求申请人补正。", "Request a correction."));
    public static Refusal AlreadyRegistered(string number, string basis) => new(RefusalKind.Conflict, "registration.already-registered",
        $"该数据资源的同一权利已在申请 {number} 中办理或已登记。", $"The same right in this resource is asked for or registered under {number}.", basis);
    public static Refusal MaterialMissing(string titleZh, string titleEn, string basis)
        => new(RefusalKind.Invalid, "registration.material-missing", $"缺少材料：{titleZh}。", $"Missing: {titleEn}.", basis);
    public static Refusal PaperNeeded(string titleZh, string titleEn, string basis) => new(RefusalKind.Invalid, "registration.paper-needed",
        new Words($"“{titleZh}”须提交文件，文字说明不能代替。", $"{titleEn} is a paper: its file is handed in, words do not stand for it."), basis,
        new Words("请上传该文件。", "Please upload the file."));
    public static Refusal MaterialUnknown(string key)
        => new(RefusalKind.Invalid, "registration.material-unknown", $"没有材料项“{key}”，或文件未由贵单位上传。",
        $"No such material {key}, or its file was not uploaded by you.");
    public static Refusal LevelTooHigh(int level, int max, string basis) => new(RefusalKind.Conflict, "registration.level",
        $"数据级别为 {level} 级，只登记 {max} 级及以下的数据。", $"The data is of level {level}; only data up to level {max} is registered.", basis);
    public static Refusal RightNotOffered(RightKind right, string basis)
        => new(RefusalKind.Invalid, "registration.right-not-offered", $"不办理{Wording.Zh(right)}登记。", $"{right} is not registered here.",
        basis);
    public static Refusal RightsRequired(string basis) => new(RefusalKind.Invalid, "registration.rights-required",
        "请写明申请登记的权利。", "State the rights to be registered.", basis);
    public static Refusal RightExpired
        => new(RefusalKind.Invalid, "registration.right-expired", "所申请的权利已经到期。", "The right asked for has already ended.");
    public static Refusal NoSuchFiling
        => new(RefusalKind.NotFound, "registration.no-such-filing", "没有该登记申请。", "There is no such filing.");
    public static Refusal NoSuchMaterial
        => new(RefusalKind.NotFound, "registration.no-such-material", "没有该材料。", "There is no such material.");
    public static Refusal NoSuchCertificate
        => new(RefusalKind.NotFound, "registration.no-such-certificate", "没有该登记证书。", "There is no such certificate.");
    public static Refusal OwnApplication(string basis) => new(RefusalKind.Forbidden, "registration.separation",
        "您曾以另一身份办理此件，应当回避。", "You acted in this filing in another capacity and must stand aside.", basis);
    public static Refusal SamePerson(string basis) => new(RefusalKind.Forbidden, "registration.separation",
        "此步骤须由未办理过前一步骤的另一人办理。", "This step must be taken by another person than the earlier one.", basis);
    public static Refusal TermOver(DateOnly due, string basis) => new(RefusalKind.Conflict, "registration.term-over",
        $"期限已于 {due:yyyy-MM-dd} 届满。", $"The term ended on {due:yyyy-MM-dd}.", basis);
    public static Refusal ReasonRequired
        => new(RefusalKind.Invalid, "registration.reason-required", "请说明理由。", "A reason is required.");
    public static Refusal NotPublicised
        => new(RefusalKind.NotFound, "registration.not-publicised", "该申请不在公示中或从未公示。", "This filing is not and was not publicised.");
    public static Refusal OwnFiling
        => new(RefusalKind.Forbidden, "registration.own-filing", "申请人不能对自己的申请提出异议。", "An applicant cannot object to their own filing.");
    public static Refusal BadName
        => new(RefusalKind.Invalid, "registration.material-name", "文件名或材料项不合法。", "The file name or the material key is not allowed.");
    public static Refusal TermTooShort
        => new(RefusalKind.Invalid, "registration.term-too-short", "请至少输入两个字，或完整的编号。", "Give two characters at least, or a whole number.");
    public static Refusal BadPeriod
        => new(RefusalKind.Invalid, "registration.period", "统计期间的结束日早于开始日。", "The period ends before it begins.");
    public static Refusal BadList(int max)
        => new(RefusalKind.Invalid, "registration.number-list", $"请上传文本，每行一个证书编号，最多 {max} 行、1 MB。",
        $"Send text with one certificate number a line, {max} lines and 1 MB at most.");
    public static Refusal NoSuchExport
        => new(RefusalKind.NotFound, "registration.no-such-export", "没有该导出文件，或仍在生成。",
            "There is no such export, or it is still being made.");
    public static Refusal BadExport
        => new(RefusalKind.Invalid, "registration.export-broken", "导出文件不完整，或签名、格式不符。",
            "The export is incomplete, or its signature or format is wrong.");
    public static Refusal UnknownIssuer => new(RefusalKind.Forbidden, "registration.unknown-issuer",
        new Words("签发机构不在互认名单中。", "The issuer is not a recognized registry."),
        Instead: new("请管理员先将该登记机构列入互认。", "An administrator recognizes the registry first."));
    public static Refusal StatusListMissing => new(RefusalKind.Invalid, "registration.status-list-missing",
        "请一并提交证书所指明的状态列表。", "Hand in the status lists that the certificate names.");
    public static Refusal StatusListOld(int hours, string basis) => new(RefusalKind.Invalid, "registration.status-list-old",
        new Words($"状态信息已超过 {hours} 小时，其间证书可能已被撤销或者中止。",
            $"What says how the certificate stands is older than {hours} hours; it may have been revoked or suspended since."), basis,
        new Words("请向发证机构重新取得状态列表或者登记簿导出。", "Get the status lists, or the export, from its issuer again."));
    public static Refusal ForeignCredential(string code, string detail) => new(RefusalKind.Conflict, "registration.foreign-credential",
        $"证书未通过核验（{code}）。", $"The certificate did not verify ({code}): {detail}",
        "TJIFA-003-2022 §6.4.1.4; AH-REG-2023 art. 6");
    public static Refusal BadDid
        => new(RefusalKind.Invalid, "registration.did", "请填写 did:key:z6Mk… 形式的登记机构标识。", "Give the registry as did:key:z6Mk….");
    public static Refusal NodeKnown
        => new(RefusalKind.Conflict, "registration.node-known", "该登记机构已在互认名单中。", "This registry is recognized already.");
    public static Refusal NoSuchNode
        => new(RefusalKind.NotFound, "registration.no-such-node", "没有该互认登记机构，或互认已终止。",
            "There is no such recognized registry, or recognition has ended.");
    public static Refusal BadPurpose
        => new(RefusalKind.NotFound, "registration.no-such-list", "没有该状态列表。", "There is no such status list.");
    public static Refusal WrongActor(Step step, Actor by, string basis) => new(RefusalKind.Forbidden, "registration.wrong-actor",
        $"“{Wording.Zh(step)}”不由{Wording.Zh(by)}办理。", $"{step} is not taken by the {by}.", basis);
    public static Refusal StepNotOpen(Step step, Stage stage, string basis) => new(RefusalKind.Conflict, "registration.step-not-open",
        $"当前为“{Wording.Zh(stage)}”，不能办理“{Wording.Zh(step)}”。", $"{step} is not possible while {stage}.", basis);
    public static Refusal PaperRequired(Step step) => new(RefusalKind.Invalid, "registration.paper-required",
        $"“{Wording.Zh(step)}”须附证明材料。", $"{step} needs the paper that proves it.");
    public static Refusal FilingEnded
        => new(RefusalKind.Conflict, "registration.filing-ended", "该申请已经办结。", "This filing has ended.");
    public static Refusal GroundUnknown(string ground, string basis) => new(RefusalKind.Invalid, "registration.ground-unknown",
        $"登记规则没有列出事由“{ground}”。", $"The rules list no ground {ground}.", basis);
    public static Refusal GroundMissing(string basis)
        => new(RefusalKind.Invalid, "registration.ground-missing", "请选择法定事由。", "One of the legal grounds has to be named.", basis);
    public static Refusal CorrectionOnce(string basis) => new(RefusalKind.Conflict, "registration.correction-once",
        new Words("补正事项应当一次性告知，本件已要求过补正。", "What is to be corrected is told once; it was told already."), basis,
        new Words("请作出通过或者不通过的决定。", "Decide on it as it stands."));
    public static Refusal NothingOutstanding
        => new(RefusalKind.Conflict, "registration.nothing-outstanding", "材料已齐全，无须容缺受理。", "Nothing is outstanding; accept it as it is.");
    public static Refusal NotDeferrable(string key, string basis) => new(RefusalKind.Invalid, "registration.not-deferrable",
        $"材料“{key}”是主要材料，不能容缺。", $"The material {key} is a main one and cannot follow later.", basis);
    public static Refusal MaterialChanged(string name, string basis) => new(RefusalKind.Conflict, "registration.material-changed",
        new Words($"材料“{name}”的内容与提交时的哈希不一致，不能受理。", $"The bytes of {name} are not those that were handed in."), basis,
        new Words("请要求申请人重新提交。", "Ask the applicant to hand it in again."));
    public static Refusal CircumstanceUnknown(string zh, string en, string basis)
        => new(RefusalKind.Invalid, "registration.circumstance-unknown",
        $"本类登记不申报“{zh}”。", $"This kind of filing depends on no such circumstance: {en}.", basis);
    public static Refusal FieldUnknown(string key)
        => new(RefusalKind.Invalid, "registration.field-unknown", $"表单没有“{key}”一项。", $"The form has no field {key}.");
    public static Refusal FieldMissing(string titleZh, string titleEn, string basis)
        => new(RefusalKind.Invalid, "registration.field-missing", $"请填写：{titleZh}。", $"Please fill in: {titleEn}.", basis);
    public static Refusal FieldWrong(string titleZh, string titleEn, string basis)
        => new(RefusalKind.Invalid, "registration.field-wrong", $"填写不合要求：{titleZh}。", $"Not a possible value: {titleEn}.", basis);
    public static Refusal CounterpartyMissing(string basis)
        => new(RefusalKind.Invalid, "registration.counterparty-missing", "请指明对方当事人。", "The other side has to be named.", basis);
    public static Refusal NoSuchParty
        => new(RefusalKind.NotFound, "registration.no-such-party", "没有该单位，或者是贵单位自己。", "There is no such organization, or it is your own.");
    public static Refusal ConsentMissing(string basis) => new(RefusalKind.Conflict, "registration.consent-missing",
        new Words("对方当事人尚未同意所申请的内容。", "The other side has not consented to this content."), basis,
        new Words("请对方当事人在平台上同意。", "Ask the other side to consent."));
    public static Refusal EventMissing(FilingEvent from, string basis) => new(RefusalKind.Invalid, "registration.event-missing",
        $"请填写{CircumstanceWords.Of(from).Zh}。", $"Please give the date: {CircumstanceWords.Of(from).En}.", basis);
    public static Refusal EventAhead(FilingEvent from, string basis) => new(RefusalKind.Invalid, "registration.event-ahead",
        $"{CircumstanceWords.Of(from).Zh}不能晚于今天。", $"This day has not come yet: {CircumstanceWords.Of(from).En}.", basis);
    public static Refusal FiledEarly(DateOnly first, string basis) => new(RefusalKind.Conflict, "registration.filed-early",
        $"自 {first:yyyy-MM-dd} 起方可申请。", $"It can be filed from {first:yyyy-MM-dd} on.", basis);
    public static Refusal FiledLate(DateOnly last, string basis) => new(RefusalKind.Conflict, "registration.filed-late",
        $"申请期限已于 {last:yyyy-MM-dd} 届满。", $"The term for filing ended on {last:yyyy-MM-dd}.", basis);
}
