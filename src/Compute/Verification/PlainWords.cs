namespace Yuanliu.Compute.Verification;

/// <summary>核验用语 — what a check found, for a reader who knows neither trees nor signatures; the code names stay in English.</summary>
internal static class PlainWords
{
    /// <summary>What happened, by the kind of its fact.</summary>
    public static (string Zh, string En) OfKind(string kind) => kind switch
    {
        "registration.certificate-issued/1" => ("证书已签发", "A certificate was issued"),
        "trading.agreement-signed/1" => ("双方已签署合约", "An agreement was signed by both sides"),
        "settlement.bill-settled/1" => ("账单已结清", "A bill was settled"),
        ProofBundle.KeysFact => ("登记机构公布其签名公钥", "The registry published its signing keys"),
        _ => ($"事实“{kind}”", $"Fact {kind}"),
    };

    /// <summary>Why a receipt does not hold, by the name of the verdict.</summary>
    public static (string Zh, string En) OfReceipt(string verdict) => verdict switch
    {
        "MalformedProof" => ("证明部分的文字被改动或残缺", "its proof is damaged or was changed"),
        "MalformedFact" => ("所载事实的文字被改动或残缺", "the fact it carries is damaged or was changed"),
        "MalformedCheckpoint" => ("检查点的文字被改动或残缺", "its checkpoint is damaged or was changed"),
        "OtherLog" => ("它属于另一份日志", "it belongs to another log"),
        "NotSignedByLog" => ("检查点没有本日志的签名", "its checkpoint is not signed by this log"),
        "BadLogSignature" => ("检查点被改动，日志签名不符", "its checkpoint was changed: the log's signature does not fit"),
        "NotInTree" => ("所载事实或证明被改动，日志中没有这一条", "the fact or the proof was changed: the log holds no such entry"),
        _ => (verdict, verdict),
    };
}
