using Yuanliu.Compute.Pdf;

namespace Yuanliu.Trading.Renderings;

/// <summary>A line of the head of the agreement.</summary>
internal sealed record SheetField(string Label, string Caption, string Value);

/// <summary>A clause as it is printed: both languages beside each other.</summary>
internal sealed record SheetClause(string Number, string Zh, string En, string Kept, string Basis);

/// <summary>A signature as it is printed.</summary>
internal sealed record SheetSignature(string Side, string Organization, string Person, string At);

/// <summary>合约版面 — all that is printed on an agreement, already in words: the sheet decides nothing but places.</summary>
internal sealed record AgreementSheetData(
    string Number, string Venue, IReadOnlyList<SheetField> Fields, IReadOnlyList<SheetClause> Clauses,
    IReadOnlyList<SheetSignature> Signatures, string TermsSha256, string DocumentSha256, Uri VerifyAt);

/// <summary>The two weights an agreement is set in, read when the first one is printed.</summary>
internal sealed class AgreementFonts
{
    readonly Lazy<TrueTypeFont> regular = new(() => Read("NotoSansSC-Regular.ttf")), bold = new(() => Read("NotoSansSC-Bold.ttf"));

    public TrueTypeFont Regular => regular.Value;
    public TrueTypeFont Bold => bold.Value;

    static TrueTypeFont Read(string name) => TrueTypeFont.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "fonts", name)));
}
