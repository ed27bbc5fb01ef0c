using System.Text.RegularExpressions;
using Xunit;

namespace Yuanliu.Tests;

/// <summary>What the web client keeps to beyond what its own compiler and tests check.</summary>
public sealed partial class WebTests
{
    [Fact]
    public void The_client_writes_no_markup_of_others_and_silences_no_check() => (
        from file in Sources.TypeScript
        where file.Under("web/src/")
        from line in file.Lines.Select((text, index) => (text, number: index + 1))
        where Unwanted().IsMatch(line.text)
        select $"{file.Path}:{line.number}: {line.text.Trim()}").ShouldBeNone("text goes in as text, types stay whole, pages do not chat");

    [Fact]
    public void Features_are_named_as_the_modules_are()
    {
        var modules = Directory.EnumerateDirectories(Path.Combine(Golden.Root, "src/Modules"))
            .Select(m => Path.GetFileName(m).ToLowerInvariant()).Append("home");
        Sources.TypeScript.Select(f => Feature().Match(f.Path)).Where(m => m.Success).Select(m => m.Groups[1].Value).Distinct()
            .Except(modules).ShouldBeNone("web/src/features/<module>");
    }

    [GeneratedRegex(@"[d]angerouslySetInnerHTML|\.innerHTML\s*=|\beval\(|[c]onsole\.(log|debug|info)|\bas any\b"
        + @"|:\s*any\b|@ts-(ignore|nocheck)|eslint-disable")]
    private static partial Regex Unwanted();

    [GeneratedRegex(@"^web/src/features/([\w-]+)/")]
    private static partial Regex Feature();
}
