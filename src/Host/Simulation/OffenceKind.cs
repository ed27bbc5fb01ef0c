namespace Yuanliu.Host.Simulation;

/// <summary>违法行为的种类 — what the simulation tries, and whether a pack gives occasion for it.</summary>
internal sealed record OffenceKind(string En, string Zh, Func<PackOccasions, bool> Knows)
{
    public static readonly OffenceKind
        RegistrarsStep = new("a registrar's step by an applicant", "申请人办理登记员的步骤", p => p.HasRegistrar),
        Unknown = new("a step by somebody unknown", "未登录者办理步骤", p => p.HasRegistrar),
        NotOpen = new("a step that is not open", "办理当前阶段没有的步骤", p => p.HasRegistrar),
        Stranger = new("a step by a stranger", "他人撤回申请", _ => true),
        Voteless = new("a vote on what is not before the committee", "对不在复审中的申请投票", p => p.HasCommittee),
        SecondVote = new("a second vote", "重复投票", p => p.HasCommittee),
        BothSides = new("a decision on one's own filing", "对本人提交的申请作出决定", p => p.RefusesByRegistrar),
        OwnProposal = new("enter one's own proposal", "由提出人自行决定", p => p.PartsProposals),
        NoReason = new("a decision without a reason", "不说明理由的决定", p => p.RefusesByRegistrar),
        EndedObjection = new("object to what has ended", "对已办结的申请提出异议", p => p.Publicises),
        LateObjection = new("object when the window is over", "公示期满后提出异议", p => p.Publicises),
        OwnObjection = new("object to one's own filing", "对自己的申请提出异议", p => p.Publicises),
        ForgedCode = new("object under a forged credit code", "以伪造的统一社会信用代码提出异议", p => p.Publicises),
        ForgedNumber = new("object under a forged resident number", "以伪造的居民身份证号码提出异议", p => p.Publicises),
        Flood = new("object again and again from one place", "同一来源短时间内反复提出异议", p => p.Publicises),
        Late = new("act when the term is over", "期限届满后办理", p => p.Lapses),
        ForgedParty = new("enter an organization under a forged credit code", "以伪造的统一社会信用代码录入单位", _ => true),
        NoAccount = new("file without an account", "未开立账户而申请", _ => true),
        AnothersData = new("file for another's data", "就他人的数据申请", _ => true),
        Twice = new("register the same twice", "同一权利重复登记", _ => true),
        NoFields = new("file without fields", "缺少填报事项", p => p.AsksFields),
        NoMaterials = new("file without materials", "缺少材料", p => p.AsksMaterials),
        WrongHash = new("hand in a paper whose hash is no file's", "材料哈希与任何文件不符", p => p.AsksPapers),
        Words = new("hand in words where a paper is due", "以文字代替应交的文件", p => p.AsksFiles),
        ChangedPaper = new("take on a paper that has changed", "受理被改动过的材料", p => p.AsksPapers),
        EditedPack = new("act by rules that were edited later", "依后来改动的规则办理在办申请", p => p.Publicises),
        Groundless = new("revoke on no ground of the paper", "没有法定事由而撤销", p => p.Certifies),
        Alone = new("revoke a certificate alone", "一人径行撤销证书", p => p.Certifies),
        ForgedCertificate = new("present a certificate with one byte changed", "出示改动一个字节的证书", p => p.Certifies),
        ForeignForged = new("have another registry's certificate with one byte changed recognized", "以改动一个字节的外地证书申请互认",
            p => p.Certifies),
        AnothersList = new("have a certificate recognized by a status list of another issuer", "以其他机构签发的状态列表申请互认",
            p => p.Certifies),
        Fallen = new("dispose of what does not stand", "处分已不存续的登记", p => p.Disposes),
        Anothers = new("dispose of what is another's", "处分他人的登记", p => p.DisposesByHolder),
        Frozen = new("dispose of what is frozen", "处分被冻结的权利", p => p.Offers("Freeze", "Transfer")),
        Pledged = new("transfer what is pledged without its pledgee's consent", "未经质权人同意转让出质的权利",
            p => p.Offers("Pledge", "Transfer")),
        Unproven = new("succeed somebody without proof", "没有证明而承继", p => p.Succeeds),
        TooEarly = new("enter a succession before the former holder was heard", "原权利人答复期内登记承继", p => p.Succeeds),
        Former = new("dispose of what has gone to a successor", "原权利人处分已被承继的权利", p => p.Succeeds && p.Certifies);

    public static readonly IReadOnlyList<OffenceKind> All =
    [
        RegistrarsStep, Unknown, NotOpen, Stranger, Voteless, SecondVote, BothSides, OwnProposal, NoReason, EndedObjection, LateObjection,
        OwnObjection, ForgedCode, ForgedNumber, Flood, Late, ForgedParty, NoAccount, AnothersData, Twice, NoFields, NoMaterials, WrongHash,
        Words, ChangedPaper, EditedPack, Groundless, Alone, ForgedCertificate, ForeignForged, AnothersList, Fallen, Anothers, Frozen,
        Pledged, Unproven, TooEarly, Former,
    ];
}
