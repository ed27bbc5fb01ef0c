using System.Globalization;
using System.Security;
using System.Text;

namespace Yuanliu.Compute.Pdf;

/// <summary>What a document says of itself, as XMP (ISO 16684-1), with the claim to PDF/A-3u (ISO 19005-3, 6.6.4).</summary>
internal static class XmpMetadata
{
    public static byte[] Packet(PdfInfo info)
    {
        var at = info.Created.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return Encoding.UTF8.GetBytes(
            $"""
            <?xpacket begin="{'\uFEFF'}" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/">
             <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
              <rdf:Description rdf:about=""
                xmlns:dc="http://purl.org/dc/elements/1.1/"
                xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
                xmlns:xmp="http://ns.adobe.com/xap/1.0/"
                xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
               <pdfaid:part>3</pdfaid:part>
               <pdfaid:conformance>U</pdfaid:conformance>
               <dc:format>application/pdf</dc:format>
               <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{Escaped(info.Title)}</rdf:li></rdf:Alt></dc:title>
               <dc:description><rdf:Alt><rdf:li xml:lang="x-default">{Escaped(info.Subject)}</rdf:li></rdf:Alt></dc:description>
               <dc:creator><rdf:Seq><rdf:li>{Escaped(info.Author)}</rdf:li></rdf:Seq></dc:creator>
               <dc:language><rdf:Bag><rdf:li>{Escaped(info.Language)}</rdf:li></rdf:Bag></dc:language>
               <pdf:Producer>{PdfInfo.Producer}</pdf:Producer>
               <xmp:CreatorTool>{PdfInfo.Producer}</xmp:CreatorTool>
               <xmp:CreateDate>{at}</xmp:CreateDate>
               <xmp:ModifyDate>{at}</xmp:ModifyDate>
               <xmp:MetadataDate>{at}</xmp:MetadataDate>
              </rdf:Description>
             </rdf:RDF>
            </x:xmpmeta>
            <?xpacket end="w"?>
            """.ReplaceLineEndings("\n"));
    }

    /// <summary>Characters that XML 1.0 cannot hold are left out.</summary>
    static string Escaped(string value)
        => SecurityElement.Escape(string.Concat(value.EnumerateRunes().Where(IsLawful)));

    static bool IsLawful(Rune rune) => !Rune.IsControl(rune) && rune.Value is not (0xFFFE or 0xFFFF);
}
