using Yuanliu.Compute.Pdf;

namespace Yuanliu.Registration.Certificates;

/// <summary>A line of the certificate's table.</summary>
/// <param name="Caption">The label in English.</param>
/// <param name="Half">Two neighbours of half width share one line.</param>
internal sealed record CertificateField(string Label, string Caption, string Value, bool Half = false);

/// <summary>The two weights a certificate is set in.</summary>
internal sealed record CertificateFonts(TrueTypeFont Regular, TrueTypeFont Bold)
{
    public static CertificateFonts Load(string folder)
        => new(Read(folder, "NotoSansSC-Regular.ttf"), Read(folder, "NotoSansSC-Bold.ttf"));

    static TrueTypeFont Read(string folder, string name) => TrueTypeFont.Parse(File.ReadAllBytes(Path.Combine(folder, name)));
}

/// <summary>登记证书版面 — all that is printed on a certificate, already in words: the sheet decides nothing but places.</summary>
internal sealed record CertificateSheetData
{
    /// <summary>For example 数据资产登记证书.</summary>
    public required string Title { get; init; }

    public required string TitleInEnglish { get; init; }

    public required string Number { get; init; }

    /// <summary>What the issuer states, with the provision it rests on.</summary>
    public required string Statement { get; init; }

    /// <summary>Short facts and long texts alike; what does not fit on the face runs on to annex pages.</summary>
    public required IReadOnlyList<CertificateField> Fields { get; init; }

    public required string Issuer { get; init; }

    public required string IssuerInEnglish { get; init; }

    /// <summary>Four characters or fewer in the middle of the emblem, for example 数据登记.</summary>
    public required string EmblemText { get; init; }

    public required DateOnly IssuedOn { get; init; }

    /// <summary>None for a certificate without a term.</summary>
    public DateOnly? ValidUntil { get; init; }

    /// <summary>The page behind the QR code.</summary>
    public required Uri VerifyAt { get; init; }

    /// <summary>Where the transparency log holds the registration, in words.</summary>
    public required string LogPosition { get; init; }

    /// <summary>Printed large and pale across every page, for example 样本; none on a certificate that counts.</summary>
    public string? Mark { get; init; }
}
