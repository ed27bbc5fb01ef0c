using System.IO.Compression;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Pdf;

namespace Yuanliu.Tests.Pdf;

/// <summary>Files made to hurt the reader: each gets an answer, and none an exception or more than its share of time.</summary>
public sealed class PdfHostileTests
{
    static readonly byte[] Signed = PdfSigner.Sign(Samples.Small(), Samples.Signer, Samples.Signing);

    [Fact]
    public void Noise_is_answered()
        => Prop.ForAll<byte[]>(noise =>
        {
            PdfVerifier.Verify(noise).Holds.ShouldBeFalse();
            byte[] dressed = [.. "%PDF-1.7\n"u8, .. noise, .. "\nstartxref\n9\n%%EOF"u8];
            PdfVerifier.Verify(dressed).Holds.ShouldBeFalse();
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Pieces_of_documents_put_together_wrongly_are_answered()
    {
        var pieces =
            from cuts in Gen.Choose(0, Signed.Length).Four()
            select (byte[])[.. "%PDF-1.7"u8, .. Part(cuts.Item1, cuts.Item2), .. Part(cuts.Item3, cuts.Item4), .. Signed[^900..]];
        Prop.ForAll(pieces.ToArbitrary(), file =>
        {
            PdfVerifier.Verify(file).Holds.ShouldBeFalse();
            PdfVerifier.ReadUnchecked(file);
        }).QuickCheckThrowOnFailure();

        static byte[] Part(int a, int b) => Signed[Math.Min(a, b)..Math.Max(a, b)];
    }

    [Fact]
    public void Changed_words_are_answered()
    {
        var words = "obj endobj stream xref trailer << >> [ ] /Root /Prev /Length R ( ) 9 < -1".Split(' ');
        var changes =
            from at in Gen.Choose(9, Signed.Length - 20)
            from word in Gen.Elements(words)
            select (at, word);
        Prop.ForAll(changes.ToArbitrary(), change =>
        {
            var file = Signed.ToArray();
            Encoding.ASCII.GetBytes(change.word).CopyTo(file, change.at);
            var unchanged = file.AsSpan().SequenceEqual(Signed);
            PdfVerifier.Verify(file).Holds.ShouldBe(unchanged);
            PdfVerifier.ReadUnchecked(file);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Theory]
    [InlineData("endless updates", "", "/Root 1 0 R /Prev XREF")]
    [InlineData("an update before the file", "", "/Root 1 0 R /Prev -5")]
    [InlineData("a catalog that is itself", "1 0 obj\n1 0 R\nendobj\n", "/Root 1 0 R")]
    [InlineData("a length that is itself", "1 0 obj\n<< /Length 1 0 R >>\nstream\nx\nendstream\nendobj\n", "/Root 1 0 R")]
    [InlineData("two meanings", "1 0 obj\n<< /Names 1 /Names 2 >>\nendobj\n", "/Root 1 0 R")]
    [InlineData("encryption", "1 0 obj\n<< /Type /Catalog >>\nendobj\n", "/Root 1 0 R /Encrypt << >>")]
    [InlineData("no catalog", "", "/Size 1")]
    public void Files_that_lead_in_circles_or_nowhere_are_damaged(string what, string objects, string trailer)
        => PdfVerifier.ReadUnchecked(Made(objects, trailer)).Fault.ShouldBe(PdfFault.Damaged, what);

    [Fact]
    public void Deep_nesting_is_damaged()
        => PdfVerifier.ReadUnchecked(Made($"1 0 obj\n{new string('[', 100_000)}\nendobj\n", "/Root 1 0 R")).Fault
            .ShouldBe(PdfFault.Damaged);

    [Fact]
    public void A_table_that_promises_a_billion_objects_is_damaged()
        => PdfVerifier.ReadUnchecked(Encoding.ASCII.GetBytes("%PDF-1.7\nxref\n0 1000000000\ntrailer\n<< >>\nstartxref\n9\n%%EOF"))
            .Fault.ShouldBe(PdfFault.Damaged);

    [Fact]
    public void An_attachment_that_unpacks_without_end_is_too_large()
    {
        var zeros = new MemoryStream();
        using (var packer = new ZLibStream(zeros, CompressionLevel.Fastest))
            packer.Write(new byte[PdfVerifier.AttachmentSizeMax + 1]);
        var packed = Encoding.Latin1.GetString(zeros.ToArray());

        var file = Made(
            "1 0 obj\n<< /Names << /EmbeddedFiles << /Names [(a) << /EF << /UF 2 0 R >> >>] >> >> >>\nendobj\n",
            "/Root 1 0 R",
            $"2 0 obj\n<< /Params << >> /Filter /FlateDecode /Length {packed.Length} >>\nstream\n{packed}\nendstream\nendobj\n");

        file.Length.ShouldBeLessThan(2_000_000);
        PdfVerifier.ReadUnchecked(file).Fault.ShouldBe(PdfFault.TooLarge);
    }

    [Fact]
    public void A_file_that_is_no_pdf_or_too_large_is_not_even_read()
    {
        PdfVerifier.Verify(Array.Empty<byte>()).Fault.ShouldBe(PdfFault.NotAPdf);
        PdfVerifier.Verify(new byte[PdfVerifier.SizeMax + 1]).Fault.ShouldBe(PdfFault.TooLarge);
    }

    /// <summary>A file of an object 1 and an object 2, as far as they are given.</summary>
    static byte[] Made(string first, string trailer, string second = "")
    {
        var body = "%PDF-1.7\n" + first + second;
        var entries = new[] { (first, At: 9), (second, At: 9 + first.Length) }.Where(e => e.Item1.Length > 0).ToList();
        var table = $"xref\n1 {entries.Count}\n{string.Concat(entries.Select(e => $"{e.At:D10} 00000 n \n"))}";
        return Encoding.Latin1.GetBytes(
            $"{body}{table}trailer\n<< {trailer.Replace("XREF", $"{body.Length}")} >>\nstartxref\n{body.Length}\n%%EOF\n");
    }
}
