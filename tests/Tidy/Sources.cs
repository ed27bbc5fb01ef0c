using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Shouldly;

namespace Yuanliu.Tests;

/// <summary>One text file of the repository.</summary>
/// <param name="Path">From the repository's root, with forward slashes.</param>
public sealed record SourceFile(string Path, string Text)
{
    readonly Lazy<SyntaxNode> syntax =
        new(() => CSharpSyntaxTree.ParseText(Text, new CSharpParseOptions(LanguageVersion.Preview)).GetRoot());

    public IReadOnlyList<string> Lines { get; } = Text.Split('\n');
    public SyntaxNode Syntax => syntax.Value;

    public bool Is(params string[] endings) => endings.Any(e => Path.EndsWith(e, StringComparison.Ordinal));
    public bool Under(params string[] folders) => folders.Any(f => Path.StartsWith(f, StringComparison.Ordinal));

    public string At(SyntaxNode node) => $"{Path}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";
}

/// <summary>The repository's own text, read once: everything but what builds and runs leave behind.</summary>
public static class Sources
{
    static readonly string[] Left =
        ["artifacts", "node_modules", "dist", "wwwroot", "bin", "obj", "TestResults", ".git", ".cache", ".vite"];
    static readonly string[] TextEndings =
    [
        ".cs", ".csproj", ".props", ".targets", ".slnx", ".json", ".yaml", ".yml", ".md", ".ts", ".tsx", ".mjs", ".js", ".css", ".html",
        ".svg",
        ".sh", ".sql", ".txt", ".editorconfig", ".gitignore", "/run", "NOTICE",
    ];
    static readonly Lazy<List<SourceFile>> Read = new(() => [.. Walk(new(Golden.Root)).OrderBy(f => f.Path, StringComparer.Ordinal)]);

    public static IReadOnlyList<SourceFile> All => Read.Value;
    public static IEnumerable<SourceFile> CSharp => All.Where(f => f.Is(".cs"));
    public static IEnumerable<SourceFile> TypeScript => All.Where(f => f.Is(".ts", ".tsx"));

    public static string Text(string path) => File.ReadAllText(Path.Combine(Golden.Root, path));

    /// <summary>Fails with one line for each thing found.</summary>
    public static void ShouldBeNone(this IEnumerable<string> found, string rule)
    {
        var lines = found.ToList();
        lines.ShouldBeEmpty($"{rule}:\n  {string.Join("\n  ", lines)}\n");
    }

    static IEnumerable<SourceFile> Walk(DirectoryInfo folder)
    {
        var isRoot = folder.FullName == Golden.Root;
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            if (Left.Contains(entry.Name) || isRoot && entry.Name == "data" || entry.LinkTarget is not null) continue;
            if (entry is DirectoryInfo inner)
                foreach (var file in Walk(inner)) yield return file;
            else if (TextEndings.Any(e => ("/" + entry.Name).EndsWith(e, StringComparison.Ordinal)))
                yield return new(Path.GetRelativePath(Golden.Root, entry.FullName).Replace('\\', '/'), File.ReadAllText(entry.FullName));
        }
    }
}
