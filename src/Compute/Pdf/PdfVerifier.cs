using System.Formats.Asn1;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Yuanliu.Compute.Pdf;

/// <summary>What the check of a document found: a fault, or who signed it when and what it carries.</summary>
/// <param name="Detail">For the log, in English; empty when there is no fault.</param>
/// <param name="SignedAt">UTC; the time the signer claims.</param>
public sealed record PdfVerification(
    PdfFault? Fault,
    string Detail = "",
    X509Certificate2? Signer = null,
    DateTime SignedAt = default,
    string Reason = "",
    string Location = "",
    IReadOnlyList<PdfAttachment>? Carried = null)
{
    public bool Holds => Fault is null;

    public IReadOnlyList<PdfAttachment> Attachments => Carried ?? [];

    /// <summary>The attached file of that name, if there is one.</summary>
    public PdfAttachment? Attachment(string name) => Attachments.FirstOrDefault(a => a.Name == name);
}

/// <summary>核验 — checks a signed document with nothing but its bytes. Any altered byte is found; no input makes it throw.</summary>
public static class PdfVerifier
{
    /// <summary>Bytes; larger files are refused unread.</summary>
    public const int SizeMax = 128 * 1024 * 1024;

    /// <summary>Bytes; attachments that unpack to more are refused.</summary>
    public const int AttachmentSizeMax = 64 * 1024 * 1024;

    const int AttachmentsMax = 64;

    /// <summary>Checks that the document is whole and by one of the signers the caller trusts.</summary>
    public static PdfVerification Verify(ReadOnlyMemory<byte> file, IReadOnlyCollection<X509Certificate2> trusted)
    {
        var found = Verify(file);
        return found.Signer is not { } signer || trusted.Any(t => t.RawDataMemory.Span.SequenceEqual(signer.RawDataMemory.Span))
            ? found
            : new(PdfFault.UnknownSigner, $"Signed by {signer.Subject}.");
    }

    /// <summary>Checks that the document is whole and says who signed it; whether to trust that signer is the caller's to decide.</summary>
    public static PdfVerification Verify(ReadOnlyMemory<byte> file)
        => Guarded(file, pdf => Verified(file, pdf));

    /// <summary>What a document carries, signed or not, without any check of its truth.</summary>
    public static PdfVerification ReadUnchecked(ReadOnlyMemory<byte> file)
        => Guarded(file, pdf => Attachments(pdf) is { } carried
            ? new(null, Carried: carried)
            : new(PdfFault.TooLarge, "An attachment is too large."));

    static PdfVerification Guarded(ReadOnlyMemory<byte> file, Func<PdfFile, PdfVerification> check)
    {
        if (file.Length > SizeMax)
            return new(PdfFault.TooLarge, $"More than {SizeMax} bytes.");
        if (!file.Span.StartsWith("%PDF-1."u8))
            return new(PdfFault.NotAPdf, "The file does not begin as a PDF.");

        try
        {
            return check(PdfFile.Open(file));
        }
        catch (Exception damage) when (damage is DamagedPdf or InvalidDataException)
        {
            return new(PdfFault.Damaged, damage.Message);
        }
        catch (Exception damage) when (damage is CryptographicException or AsnContentException)
        {
            return new(PdfFault.BadSignature, damage.Message);
        }
    }

    static PdfVerification Verified(ReadOnlyMemory<byte> file, PdfFile pdf)
    {
        var form = pdf.Resolve(pdf.Catalog["AcroForm"]) as PdfDictionary;
        if (form is null
            || pdf.Array(form["Fields"]) is not [var field]
            || pdf.Resolve(pdf.Dictionary(field)["V"]) is not PdfDictionary signature)
            return new(PdfFault.NotSignedOnce, "There is not exactly one signature.");
        if (signature["SubFilter"] is not PdfName { Value: "ETSI.CAdES.detached" } || signature["Contents"] is not PdfString contents)
            return new(PdfFault.BadSignature, "Not a PAdES signature.");
        if (!CoversAll(file, signature, contents))
            return new(PdfFault.NotWhollySigned, "Some bytes stand outside the signature.");

        var (signer, fault) = CadesSignature.Check(contents.Value, [.. file.Span[..contents.Start], .. file.Span[contents.End..]]);
        if (signer is null)
            return new(fault, "The signature does not fit the content.");

        if (Time(pdf.Text(signature["M"])) is not { } at)
            return new(PdfFault.Damaged, "The signing time cannot be read.");
        if (at < signer.NotBefore.ToUniversalTime() || at > signer.NotAfter.ToUniversalTime())
            return new(PdfFault.OutsideTerm, $"Signed at {at:u}, outside the certificate's term.");

        return Attachments(pdf) is { } carried
            ? new(null, "", signer, at, pdf.Text(signature["Reason"]), pdf.Text(signature["Location"]), carried)
            : new(PdfFault.TooLarge, "An attachment is too large.");
    }

    /// <summary>All bytes but the signature's own digits are signed, and those digits are spelled in the one way we write them.</summary>
    static bool CoversAll(ReadOnlyMemory<byte> file, PdfDictionary signature, PdfString contents)
        => signature["ByteRange"] is PdfArray { Items: [PdfNumber start, PdfNumber length, PdfNumber next, PdfNumber rest] }
            && start.Whole == 0
            && length.Whole == contents.Start
            && next.Whole == contents.End
            && next.Whole + rest.Whole == file.Length
            && rest.Whole > 0
            && System.Text.Encoding.ASCII.GetBytes(contents.Spell()).AsSpan().SequenceEqual(file.Span[contents.Start..contents.End]);

    static List<PdfAttachment>? Attachments(PdfFile pdf)
    {
        if (pdf.Resolve(pdf.Catalog["Names"]) is not PdfDictionary names || pdf.Resolve(names["EmbeddedFiles"]) is not PdfDictionary tree)
            return [];

        var pairs = pdf.Array(tree["Names"]);
        if (pairs.Count % 2 != 0 || pairs.Count / 2 > AttachmentsMax)
            throw new DamagedPdf("The list of attachments cannot be read.");

        var found = new List<PdfAttachment>();
        var room = AttachmentSizeMax;
        for (var i = 1; i < pairs.Count; i += 2)
        {
            if (Attachment(pdf, pdf.Dictionary(pairs[i]), room) is not { } attachment)
                return null;

            room -= attachment.Content.Length;
            found.Add(attachment);
        }

        return found;
    }

    static PdfAttachment? Attachment(PdfFile pdf, PdfDictionary specification, int room)
    {
        var stream = pdf.Dictionary(specification["EF"])["UF"];
        if (pdf.Content(stream, room) is not { } content)
            return null;

        var about = ((PdfStream)pdf.Resolve(stream)).About;
        var modified = Time(pdf.Text(pdf.Dictionary(about["Params"])["ModDate"])) ?? default;
        var relationship = Enum.GetValues<AttachmentRelationship>()
            .FirstOrDefault(r => r.ToString() == Name(specification["AFRelationship"]));
        return new(
            pdf.Text(specification["UF"]), Name(about["Subtype"]), content, relationship, modified, pdf.Text(specification["Desc"]));
    }

    static string Name(PdfValue value) => (value as PdfName)?.Value ?? "";

    static DateTime? Time(string text)
        => DateTime.TryParseExact(text, "'D:'yyyyMMddHHmmss'Z'", CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;
}
