using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Pdf;

namespace Yuanliu.Tests.Pdf;

/// <summary>The demands of ISO 19005-3 (PDF/A-3, level U) that a document of ours could break, clause by clause.</summary>
public sealed class PdfConformanceTests
{
    static readonly byte[] File = PdfSigner.Sign(Samples.CertificateFile(Samples.Certificate()), Samples.Signer, Samples.Signing);
    static readonly string Raw = Encoding.Latin1.GetString(File);
    static readonly PdfFile Pdf = PdfFile.Open(File);
    static readonly List<PdfValue> Objects = [.. Enumerable.Range(1, 2000).Select(n => Pdf.Resolve(new PdfReference(n)))];

    /// <summary>Paths, text and plain colours; nothing that sets blending, patterns or pictures.</summary>
    static readonly string[] Operators = "cm q Q BT ET Tf Tc Tm TJ rg RG w d m l c re h S f f* BDC EMC".Split(' ');

    static IEnumerable<PdfDictionary> Dictionaries => Objects.SelectMany(Within);

    [Fact]
    public void Clause_6_1_2_a_binary_comment_follows_the_header()
    {
        File.AsSpan().StartsWith("%PDF-1.7\n%"u8).ShouldBeTrue();
        File[10..14].ShouldAllBe(b => b > 127);
    }

    [Fact]
    public void Clause_6_1_3_the_trailer_has_an_identifier_and_no_encryption_and_nothing_follows_the_end()
    {
        Pdf.Array(Pdf.Trailer["ID"]).Count.ShouldBe(2);
        Pdf.Trailer["Encrypt"].ShouldBe(PdfNull.Value);
        Raw.ShouldEndWith("%%EOF\n");
    }

    [Fact]
    public void Clause_6_1_7_streams_have_true_lengths_no_outside_files_and_a_lawful_filter()
    {
        var streams = Objects.OfType<PdfStream>().ToList();
        streams.Count.ShouldBeGreaterThan(8);
        foreach (var stream in streams)
        {
            stream.About["F"].ShouldBe(PdfNull.Value);
            stream.About["Filter"].ShouldBeOneOf(PdfNull.Value, new PdfName("FlateDecode"));
        }
    }

    [Fact]
    public void Clause_6_2_3_an_output_intent_carries_the_srgb_profile()
    {
        var intent = Pdf.Dictionary(Pdf.Array(Pdf.Catalog["OutputIntents"]).ShouldHaveSingleItem());
        intent["S"].ShouldBe(new PdfName("GTS_PDFA1"));
        var profile = Pdf.Content(intent["DestOutputProfile"], 10_000)!;
        profile.ShouldBe(SrgbProfile.Bytes);
        Encoding.ASCII.GetString(profile, 12, 12).ShouldBe("mntrRGB XYZ ");
        Encoding.ASCII.GetString(profile, 36, 4).ShouldBe("acsp");
    }

    [Fact]
    public void Clause_6_2_4_pages_use_only_plain_rgb_and_no_transparency()
    {
        Dictionaries.ShouldAllBe(d => d["SMask"] == PdfNull.Value && d["Group"] == PdfNull.Value && d["ExtGState"] == PdfNull.Value);
        foreach (var page in Dictionaries.Where(d => Equals(d["Type"], new PdfName("Page"))))
        {
            var content = Encoding.ASCII.GetString(Pdf.Content(page["Contents"], 10_000_000)!);
            var words = Regex.Replace(content, @"/Span << /ActualText <[^>]*> >>|<[^>]*>|/F[0-9]+|[\[\]]", " ")
                .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            words.Where(w => !double.TryParse(w, out _)).Distinct().Except(Operators).ShouldBeEmpty();
        }
    }

    [Fact]
    public void Clause_6_2_11_every_font_is_embedded_with_widths_and_a_way_back_to_unicode()
    {
        var fonts = Dictionaries.Where(d => Equals(d["Subtype"], new PdfName("Type0"))).ToList();
        fonts.Count.ShouldBe(2);
        foreach (var font in fonts)
        {
            var descendant = Pdf.Dictionary(Pdf.Array(font["DescendantFonts"]).ShouldHaveSingleItem());
            descendant["CIDToGIDMap"].ShouldBe(new PdfName("Identity"));
            var program = Pdf.Content(Pdf.Dictionary(descendant["FontDescriptor"])["FontFile2"], 10_000_000)!;
            var widths = Pdf.Array(Pdf.Array(descendant["W"])[1]).Count;
            var cmap = Encoding.ASCII.GetString(Pdf.Content(font["ToUnicode"], 1_000_000)!);
            Regex.Count(cmap, "^<[0-9a-f]{4}> <", RegexOptions.Multiline).ShouldBe(widths, "all but .notdef, and the code space");
            program.Length.ShouldBeGreaterThan(1000);
        }
    }

    [Fact]
    public void Clause_6_3_annotations_are_printed_and_have_an_appearance_or_are_links()
    {
        var annotations = Dictionaries.Where(d => Equals(d["Type"], new PdfName("Annot"))).ToList();
        annotations.Count.ShouldBe(2);
        annotations.ShouldAllBe(a => (((PdfNumber)a["F"]).Whole & 4) == 4 && (((PdfNumber)a["F"]).Whole & 0b100011) == 0);
        annotations.Single(a => Equals(a["Subtype"], new PdfName("Widget")))["AP"].ShouldBeOfType<PdfDictionary>();
    }

    [Fact]
    public void Clause_6_5_there_are_no_actions_but_links()
        => Dictionaries.Select(d => d["S"]).OfType<PdfName>().Select(s => s.Value).Distinct()
            .ShouldBe(["GTS_PDFA1", "URI"], ignoreOrder: true);

    [Fact]
    public void Clause_6_6_the_metadata_claims_the_level_and_says_what_the_information_dictionary_says()
    {
        var xmp = XDocument.Parse(Encoding.UTF8.GetString(Pdf.Content(Pdf.Catalog["Metadata"], 100_000)!).TrimEnd());
        string Of(string space, string name) => xmp.Descendants(XName.Get(name, space)).Single().Value.Trim();
        Of("http://www.aiim.org/pdfa/ns/id/", "part").ShouldBe("3");
        Of("http://www.aiim.org/pdfa/ns/id/", "conformance").ShouldBe("U");

        var info = Pdf.Dictionary(Pdf.Trailer["Info"]);
        Of("http://purl.org/dc/elements/1.1/", "title").ShouldBe(Pdf.Text(info["Title"]));
        Of("http://purl.org/dc/elements/1.1/", "creator").ShouldBe(Pdf.Text(info["Author"]));
        Of("http://purl.org/dc/elements/1.1/", "description").ShouldBe(Pdf.Text(info["Subject"]));
        Of("http://ns.adobe.com/xap/1.0/", "CreateDate").ShouldBe("2026-03-17T02:30:00Z");
        Pdf.Text(info["CreationDate"]).ShouldBe("D:20260317023000Z");
    }

    [Fact]
    public void Clause_6_8_attachments_state_their_type_relationship_and_both_names()
    {
        var associated = Pdf.Array(Pdf.Catalog["AF"]).Select(Pdf.Dictionary).ToList();
        associated.Count.ShouldBe(2);
        foreach (var specification in associated)
        {
            specification["AFRelationship"].ShouldBe(new PdfName("Data"));
            Pdf.Text(specification["F"]).ShouldBe(Pdf.Text(specification["UF"]));
            var stream = (PdfStream)Pdf.Resolve(Pdf.Dictionary(specification["EF"])["F"]);
            stream.About["Subtype"].ShouldBe(new PdfName("application/json"));
            stream.About["Params"].ShouldBeOfType<PdfDictionary>();
        }
    }

    [Fact]
    public void The_bytes_of_a_known_document_are_those_of_the_first_release()
        => Convert.ToHexStringLower(SHA256.HashData(Samples.Small()))
            .ShouldBe("e848b37a4eebda1a1ae30ca1dae29e0dbf6b5c77520144ffbc16e2796555e21d");

    static IEnumerable<PdfDictionary> Within(PdfValue value) => value switch
    {
        PdfDictionary d => [d, .. d.Entries.SelectMany(e => Within(e.Value))],
        PdfArray a => a.Items.SelectMany(Within),
        PdfStream s => Within(s.About),
        _ => [],
    };
}
