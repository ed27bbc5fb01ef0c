using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Yuanliu.Compute.Pdf;

/// <summary>What a signature says besides the document.</summary>
/// <param name="At">UTC; the time the signer claims.</param>
/// <param name="Area">Where on the first page a reader finds the signature by a click, in points from the top left; none hides it.</param>
public sealed record PdfSigning(
    DateTime At, string Reason, string Location, (double X, double Y, double Width, double Height)? Area = null);

/// <summary>电子签章 — puts one PAdES signature (level B-B) on a document; afterwards not a byte of it can change unnoticed.</summary>
public static class PdfSigner
{
    /// <param name="document">A file this product wrote and nobody signed yet.</param>
    /// <param name="signer">Certificate with its RSA private key; RSA signatures of the same document are the same bytes.</param>
    /// <returns>The document with the signature as an update at its end.</returns>
    /// <exception cref="ArgumentException">The document cannot be read or is signed, or the key is not RSA.</exception>
    public static byte[] Sign(byte[] document, X509Certificate2 signer, PdfSigning signing)
    {
        using var key = signer.GetRSAPrivateKey() ?? throw new ArgumentException("A signer needs an RSA private key.", nameof(signer));

        // The signature's length does not depend on what is signed, so its place can be measured beforehand.
        var room = CadesSignature.Sign(new byte[SHA256.HashSizeInBytes], signer, key).Length;
        var file = WithPlace(document, signing, signer.GetNameInfo(X509NameType.SimpleName, false), room);
        var start = file.AsSpan().LastIndexOf(Gap(room)) + "/Contents ".Length;
        var end = start + 2 * room + 2;
        var range = $"/ByteRange [0 {start} {end} {file.Length - end}".PadRight(Range.Length - 1) + "]";
        Ascii(range).CopyTo(file, file.AsSpan().LastIndexOf(Ascii(Range)));

        var digest = SHA256.HashData([.. file.AsSpan(0, start), .. file.AsSpan(end)]);
        Ascii(PdfSyntax.Hex(CadesSignature.Sign(digest, signer, key))).CopyTo(file, start);
        return file;
    }

    static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);

    /// <summary>Wide enough for any file; filled up with blanks.</summary>
    static readonly string Range = "/ByteRange [" + new string(' ', 44) + "]";

    static byte[] Gap(int room) => Ascii($"/Contents <{new string('0', 2 * room)}>");

    static byte[] WithPlace(byte[] document, PdfSigning signing, string name, int room)
    {
        try
        {
            return Update(document, PdfFile.Open(document), signing, name, room);
        }
        catch (DamagedPdf damage)
        {
            throw new ArgumentException($"The document cannot be signed: {damage.Message}", nameof(document), damage);
        }
    }

    static byte[] Update(byte[] document, PdfFile file, PdfSigning signing, string name, int room)
    {
        if (file.Catalog["AcroForm"] is not PdfNull)
            throw new ArgumentException("The document is signed already.", nameof(document));
        if (file.Trailer["Root"] is not PdfReference catalog
            || file.Trailer["Size"] is not PdfNumber { Whole: > 0 and < int.MaxValue } size)
            throw new DamagedPdf("The trailer lacks an entry.");
        if (file.Array(file.Dictionary(file.Catalog["Pages"])["Kids"]) is not [PdfReference firstPage, ..])
            throw new DamagedPdf("There is no page.");

        var added = new PdfObjects((int)size.Whole);
        var page = file.Dictionary(firstPage);
        var height = file.Array(page["MediaBox"]) is [_, _, _, PdfNumber top] ? top.Value : throw new DamagedPdf("A page has no size.");
        var signature = added.Add(Signature(signing, name, room));
        var look = added.AddStream($"/Type /XObject /Subtype /Form /BBox [{Look(signing)}] /Resources << >>", []);
        var field = added.Add(
            $"<< /Type /Annot /Subtype /Widget /FT /Sig /T (Signature) /F 132 /P {firstPage.Spell()} /Rect [{Rectangle(signing, height)}] "
            + $"/AP << /N {look} 0 R >> /V {signature} 0 R >>");

        var form = new PdfDictionary([
            new("Fields", new PdfArray([new PdfReference(field)])), new("SigFlags", new PdfNumber("3"))]);
        var changed = new SortedDictionary<int, string>
        {
            [catalog.Number] = file.Catalog.With("AcroForm", form)
                .With("Perms", new PdfDictionary([new("DocMDP", new PdfReference(signature))])).Spell(),
            [firstPage.Number] = page.With("Annots", new PdfArray([.. file.Array(page["Annots"]), new PdfReference(field)])).Spell(),
        };
        return added.Update(document, changed, file.Trailer, file.CrossReferences);
    }

    /// <summary>DocMDP with P 1: the signer allows no later change at all (ISO 32000-1, 12.8.2.2).</summary>
    static string Signature(PdfSigning signing, string name, int room)
        => $"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached {Range}\n"
            + $"/Contents <{new string('0', 2 * room)}>\n"
            + $"/M {PdfSyntax.Date(signing.At)} /Name {PdfSyntax.Text(name)} /Reason {PdfSyntax.Text(signing.Reason)} "
            + $"/Location {PdfSyntax.Text(signing.Location)} /Reference [<< /Type /SigRef /TransformMethod /DocMDP "
            + "/TransformParams << /Type /TransformParams /P 1 /V /1.2 >> >>] >>";

    static string Rectangle(PdfSigning signing, double height) => signing.Area is var (x, y, w, h)
        ? PdfSyntax.Numbers(x, height - y - h, x + w, height - y)
        : "0 0 0 0";

    static string Look(PdfSigning signing) => signing.Area is var (_, _, w, h) ? PdfSyntax.Numbers(0, 0, w, h) : "0 0 0 0";
}
