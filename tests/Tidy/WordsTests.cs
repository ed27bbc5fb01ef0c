using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Yuanliu.Tests;

/// <summary>The project speaks of itself alone: not of how, where or by whom it was written.</summary>
public sealed partial class WordsTests
{
    [Fact]
    public void No_file_knows_a_path_outside_the_repository() => Found(OutsidePath(), f => !MayReadData(f))
        .ShouldBeNone("such a path exists on one machine only");

    [Fact]
    public void Only_tests_and_measurements_read_the_data_beside_the_repository() => (
        from file in Text
        from match in OutsideFolder().Matches(file.Text)
        where !(MayReadData(file) && match.Groups[1].Value.StartsWith("shared/data", StringComparison.Ordinal))
            && !Resolves(file, match.Value)
        select $"{file.Path}: {match.Value}").ShouldBeNone("nothing else lies beside the repository");

    [Fact]
    public void No_file_tells_how_it_came_about() => Found(Making(), _ => true).ShouldBeNone("the history tells it");

    [Fact]
    public void Lock_files_name_no_host() => (
        from file in Sources.All
        where file.Is("package-lock.json")
        from line in file.Lines
        where ResolvedAt().IsMatch(line)
        select $"{file.Path}: {line.Trim()}").ShouldBeNone("packages come from whichever registry the machine is set to");

    [Fact]
    public void Lines_end_as_they_should_and_files_end_with_one() => (
        from file in Sources.All
        where file.Is(".cs", ".ts", ".tsx", ".md", ".yaml", ".sh", ".csproj", ".props", ".mjs", ".css") && file.Text.Length > 0
        where file.Text.Contains('\r') || !file.Text.EndsWith('\n') || file.Text.EndsWith("\n\n", StringComparison.Ordinal)
        select file.Path).ShouldBeNone("lines end with a line feed, files with exactly one");

    [Theory]
    [InlineData("see /ho" + "me/somebody/notes.txt", true)]
    [InlineData("GET /api/work/items", false)]
    [InlineData("https://example.org/ho" + "me/index.html", false)]
    public void A_path_of_one_machine_is_told_from_an_address(string text, bool path) => OutsidePath().IsMatch(text).ShouldBe(path);

    static IEnumerable<SourceFile> Text => Sources.All.Where(f => !f.Is("lock.json") && !f.Is("/docs/openapi.json"));

    static bool MayReadData(SourceFile file) => file.Under("tests/", "bench/") || file.Path == "docs/benchmarks.md";

    /// <summary>A way up that stays within the repository, such as a project reference.</summary>
    static bool Resolves(SourceFile file, string way)
    {
        var target = Path.GetFullPath(Path.Combine(Golden.Root, Path.GetDirectoryName(file.Path)!, way));
        return target.StartsWith(Golden.Root + Path.DirectorySeparatorChar, StringComparison.Ordinal) || target == Golden.Root;
    }

    static IEnumerable<string> Found(Regex words, Func<SourceFile, bool> chosen) =>
        from file in Text.Where(chosen)
        from line in file.Lines.Select((text, index) => (text, number: index + 1))
        from match in words.Matches(line.text)
        select $"{file.Path}:{line.number}: {match.Value.Trim()}";

    /// <remarks>Brackets around single letters keep the patterns from finding themselves.</remarks>
    [GeneratedRegex(@"(?<![\w.}\])/-])/(w[o]rk|r[o]ot|h[o]me|m[n]t|U[s]ers)/[\w.-]+")]
    private static partial Regex OutsidePath();

    [GeneratedRegex(@"(?:\.\./)+(s[h]ared[\w/.-]*|w[o]rk[\w/.-]*|p[l]an[\w/.-]*)")]
    private static partial Regex OutsideFolder();

    [GeneratedRegex(@"\b(c[l]aude|a[n]thropic|o[p]enai|c[h]atgpt|c[o]pilot|l[l]ms?|p[r]ompt engineer\w*|language m[o]dels?|A[I]-generated"
        + "|w[o]rktrees?"
        + @"|wt-[a-z]+|style-s[a]mple|style\.m[d]|design\.m[d]|a[p]i\.md|COMMON\.m[d]|i[s]sue #?\d+|part 0[0]\b"
        + @"|(this|my|the) (s[e]ssion's b|b[r]ief\b|sub-?a[g]ent)"
        + @"|other (h[e]lpers|a[g]ents))", RegexOptions.IgnoreCase)]
    private static partial Regex Making();

    [GeneratedRegex("\"resolved\":\\s*\"https?:")]
    private static partial Regex ResolvedAt();
}
