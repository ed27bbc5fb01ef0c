using Yuanliu.Trading.Policies;

namespace Yuanliu.Trading.Agreements;

/// <summary>合约步骤 — an agreement went from one stage to another.</summary>
/// <param name="OfferSha256">Over the canonical JSON of the offer that a proposal or counter-offer put on the table.</param>
/// <param name="ReasonSha256">Over the UTF-8 text of the reason given, where the step needs one.</param>
internal sealed record AgreementStep(
    Guid Agreement, Stage From, Step Step, Stage To, Actor By, string? OfferSha256 = null, string? ReasonSha256 = null) : Fact
{
    public override string Kind => "trading.step/1";
}

/// <summary>一方已签署 — one side stands by the document with this hash.</summary>
internal sealed record SideSigned(Guid Agreement, Side Side, string TermsSha256) : Fact
{
    public override string Kind => "trading.side-signed/1";
}

/// <summary>合约已打印 — the agreement was set as a sealed PDF that carries its document and receipts.</summary>
internal sealed record AgreementPrinted(Guid Agreement, string DocumentSha256, string PdfSha256) : Fact
{
    public override string Kind => "trading.agreement-printed/1";
}
