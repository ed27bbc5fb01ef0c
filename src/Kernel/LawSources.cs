using System.Text.RegularExpressions;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.Converters;
using YamlDotNet.Serialization.NamingConventions;

namespace Yuanliu.Kernel;

/// <summary>Whether a paper binds. <see cref="Expired"/> is never written down: it is what others come to after their last day.</summary>
public enum SourceStatus { Draft, Trial, InForce, Expired }

/// <summary>条文 — one article of a source, as published.</summary>
public sealed partial record Article
{
    /// <summary>As citations name it: <c>9</c>, <c>5.2.2.1</c>, <c>annex-C</c>.</summary>
    public required string Number { get; init; }
    /// <summary>As the paper prints it: 第九条, （六）.</summary>
    public required string Printed { get; init; }
    /// <summary>Its heading, or its first words; null where neither is kept.</summary>
    public string? Heading { get; init; }
    /// <summary>One line for each paragraph or item; null where only the heading is kept.</summary>
    public string? Text { get; init; }

    /// <summary>True when the words stand in it, one after the other where 省略号 leaves something out.</summary>
    public bool Says(string words)
    {
        if (Text is null) return false;
        var (text, from) = (Blank().Replace(Heading + Text, ""), 0);
        foreach (var part in Blank().Replace(words, "").Split("……", StringSplitOptions.RemoveEmptyEntries))
        {
            var at = text.IndexOf(part, from, StringComparison.Ordinal);
            if (at < 0) return false;
            from = at + part.Length;
        }
        return true;
    }

    /// <summary>True when it has an item (项) or a paragraph (款) of this number or letter. Its items are no paragraphs of its own, and an
    /// item of another article that it speaks of (第（一）项) is none of its items.</summary>
    public bool HasPart(string part)
    {
        if (Text is null) return false;
        var lines = Text.Split('\n');
        if (!int.TryParse(part, out var number)) return lines.Any(l => l.StartsWith(part + ")", StringComparison.Ordinal));
        var paragraphs = lines.Count(l => Item().Match(l) is not { Success: true, Index: 0 });
        return number >= 1 && number <= Math.Max(paragraphs, Item().Count(Text));
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();

    [GeneratedRegex("(?<!第)（[一二三四五六七八九十]+）")]
    private static partial Regex Item();
}

/// <summary>法源 — a paper that rules rest on, article by article.</summary>
public sealed record LawSource
{
    public required string Id { get; init; }
    public required string Title { get; init; }
    public required string TitleEn { get; init; }
    public required string Issuer { get; init; }
    /// <summary>Day, month or year, as far as it is printed; null where it is not.</summary>
    public string? Issued { get; init; }
    public required SourceStatus Status { get; init; }
    public DateOnly? EffectiveFrom { get; init; }
    public DateOnly? EffectiveTo { get; init; }
    public string? Note { get; init; }
    /// <summary>Our copy of it does not say who issued it or when: what is given is our default, for the <see cref="Reason"/>.</summary>
    public bool Open { get; init; }
    public string? Reason { get; init; }
    public required List<Article> Articles { get; init; }

    public Article? Find(string number) => Articles.Find(a => a.Number == number);

    public SourceStatus StatusOn(DateOnly day) => Status is not SourceStatus.Draft && day > EffectiveTo ? SourceStatus.Expired : Status;
}

/// <summary>All sources of the node, read once when the host starts.</summary>
public sealed partial class LawSources(IReadOnlyDictionary<string, LawSource> sources)
{
    public IEnumerable<LawSource> All => sources.Values.OrderBy(s => s.Id, StringComparer.Ordinal);
    public LawSource? For(string id) => sources.GetValueOrDefault(id);

    /// <summary>The papers among those cited that do not bind yet.</summary>
    public IEnumerable<string> Drafts(string basis)
        => Citation.Parse(basis).Select(c => c.Source).Where(id => For(id)?.Status is SourceStatus.Draft).Distinct();

    /// <exception cref="YamlDotNet.Core.YamlException">An unknown key or a missing value.</exception>
    /// <exception cref="InvalidDataException">A file that is not named after its source, an article that stands twice, a date
    /// that is none.</exception>
    public static LawSources Load(string folder)
    {
        var yaml = new DeserializerBuilder().WithNamingConvention(HyphenatedNamingConvention.Instance)
            .WithTypeConverter(new DateOnlyConverter(formats: ["yyyy-MM-dd"]))
            .WithEnforceRequiredMembers().WithEnforceNullability().WithDuplicateKeyChecking().Build();
        var found = new Dictionary<string, LawSource>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.yaml"))
        {
            var source = yaml.Deserialize<LawSource>(File.ReadAllText(file));
            if (Fault(source, Path.GetFileNameWithoutExtension(file)) is { } fault) throw new InvalidDataException($"{file} {fault}.");
            found.Add(source.Id, source);
        }
        return new(found);
    }

    static string? Fault(LawSource source, string name)
    {
        if (source.Id != name) return "is not named after its source";
        if (source.Articles.GroupBy(a => a.Number).FirstOrDefault(g => g.Count() > 1) is { } twice)
            return $"has article {twice.Key} twice";
        if (source.Issued is { } issued && !Issue().IsMatch(issued)) return "was issued on no day";
        if (source.Open && source.Reason is null) return "is open without a reason";
        return source.Status is SourceStatus.Expired ? "says that it has expired instead of when" : null;
    }

    [GeneratedRegex(@"^\d{4}(-\d{2}(-\d{2})?)?\z")]
    private static partial Regex Issue();
}
