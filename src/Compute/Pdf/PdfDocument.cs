namespace Yuanliu.Compute.Pdf;

/// <summary>What a document says of itself to readers and archives.</summary>
/// <param name="Created">UTC; it is printed into the file, so the caller's clock decides it.</param>
/// <param name="Language">BCP 47 tag of the text.</param>
public sealed record PdfInfo(string Title, string Author, string Subject, DateTime Created, string Language = "zh-CN")
{
    public const string Producer = "Yuanliu";
}

/// <summary>How an attached file stands to the document (ISO 19005-3, annex E).</summary>
public enum AttachmentRelationship { Unspecified, Source, Data, Alternative, Supplement }

/// <summary>A file carried inside the document.</summary>
/// <param name="Name">File name without folders; unique in the document.</param>
/// <param name="Modified">UTC.</param>
public sealed record PdfAttachment(
    string Name, string MimeType, ReadOnlyMemory<byte> Content, AttachmentRelationship Relationship, DateTime Modified,
    string Description = "");

/// <summary>Size of a page in points of 1/72 inch.</summary>
public readonly record struct PageSize(double Width, double Height)
{
    public static readonly PageSize A4 = new(595.276, 841.890);
    public static readonly PageSize A4Landscape = new(841.890, 595.276);
}

/// <summary>A document in the making: fonts, pages and attachments that become one PDF/A-3u file.</summary>
/// <remarks>The same calls in the same order give the same bytes: nothing is taken from clocks, ids or chance.</remarks>
public sealed class PdfDocument(PdfInfo info)
{
    readonly List<PdfFont> fonts = [];
    readonly List<PdfPage> pages = [];
    readonly SortedDictionary<string, PdfAttachment> attachments = new(StringComparer.Ordinal);

    public IReadOnlyList<PdfPage> Pages => pages;

    public PdfFont AddFont(TrueTypeFont font)
    {
        fonts.Add(new PdfFont(font, $"F{fonts.Count + 1}"));
        return fonts[^1];
    }

    public PdfPage AddPage(PageSize size)
    {
        pages.Add(new PdfPage(size));
        return pages[^1];
    }

    /// <exception cref="ArgumentException">The name is taken, empty, or holds a folder.</exception>
    public void Attach(PdfAttachment attachment)
    {
        var name = attachment.Name;
        if (name.Length == 0 || name.IndexOfAny(['/', '\\', '\0']) >= 0 || !attachments.TryAdd(name, attachment))
            throw new ArgumentException($"'{name}' cannot name another attachment.", nameof(attachment));
    }

    /// <summary>The finished file, unsigned.</summary>
    public byte[] Write()
    {
        if (pages.Count == 0)
            throw new InvalidOperationException("A document has at least one page.");

        var objects = new PdfObjects();
        var (catalog, tree) = (objects.Reserve(), objects.Reserve());
        var about = objects.Add(
            $"<< /Title {PdfSyntax.Text(info.Title)} /Author {PdfSyntax.Text(info.Author)} /Subject {PdfSyntax.Text(info.Subject)} "
            + $"/Creator ({PdfInfo.Producer}) /Producer ({PdfInfo.Producer}) "
            + $"/CreationDate {PdfSyntax.Date(info.Created)} /ModDate {PdfSyntax.Date(info.Created)} >>");
        var metadata = objects.AddStream("/Type /Metadata /Subtype /XML", XmpMetadata.Packet(info), compress: false);
        var profile = objects.AddStream("/N 3", SrgbProfile.Bytes);

        var kids = pages.ConvertAll(_ => objects.Reserve());
        for (var i = 0; i < pages.Count; i++)
            objects.Set(kids[i], pages[i].AddTo(objects, tree));
        var resources = string.Join(' ', fonts.Where(f => f.IsUsed).Select(f => $"/{f.Resource} {f.AddTo(objects)} 0 R"));
        objects.Set(tree,
            $"<< /Type /Pages /Count {kids.Count} /Kids [{References(kids)}] /Resources << /Font << {resources} >> >> >>");

        objects.Set(catalog,
            $"<< /Type /Catalog /Version /1.7 /Pages {tree} 0 R /Metadata {metadata} 0 R /Lang {PdfSyntax.Text(info.Language)} "
            + "/ViewerPreferences << /DisplayDocTitle true >> /OutputIntents [<< /Type /OutputIntent /S /GTS_PDFA1 "
            + "/OutputConditionIdentifier (sRGB IEC61966-2.1) /Info (sRGB IEC61966-2.1) /RegistryName (http://www.color.org) "
            + $"/DestOutputProfile {profile} 0 R >>]{Attachments(objects)} >>");
        return objects.File(catalog, about);
    }

    string Attachments(PdfObjects objects)
    {
        if (attachments.Count == 0)
            return "";

        // The name tree is searched by bytes, and the keys are spelled so that their order is that of the names.
        var specifications = attachments.Values.Select(a => (a.Name, Object: Attachment(objects, a))).ToList();
        var names = string.Join(' ', specifications.Select(s => $"{PdfSyntax.Utf16(s.Name)} {s.Object} 0 R"));
        return $" /Names << /EmbeddedFiles << /Names [{names}] >> >> /AF [{References(specifications.Select(s => s.Object))}]";
    }

    static int Attachment(PdfObjects objects, PdfAttachment attachment)
    {
        var file = objects.AddStream(
            $"/Type /EmbeddedFile /Subtype {PdfSyntax.Name(attachment.MimeType)} "
            + $"/Params << /Size {attachment.Content.Length} /ModDate {PdfSyntax.Date(attachment.Modified)} >>",
            attachment.Content.Span);
        var name = PdfSyntax.Text(attachment.Name);
        return objects.Add(
            $"<< /Type /Filespec /F {name} /UF {name} /AFRelationship /{attachment.Relationship} "
            + $"/Desc {PdfSyntax.Text(attachment.Description)} /EF << /F {file} 0 R /UF {file} 0 R >> >>");
    }

    static string References(IEnumerable<int> objects) => string.Join(' ', objects.Select(o => $"{o} 0 R"));
}
