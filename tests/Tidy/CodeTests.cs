using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Shouldly;
using Xunit;

namespace Yuanliu.Tests;

/// <summary>What every file of code keeps to, whoever wrote it.</summary>
public sealed partial class CodeTests
{
    const int FileLinesMax = 300, MethodLinesMax = 40, LineColumnsMax = 140;

    [Fact]
    public void A_file_has_at_most_300_lines() => Sources.CSharp.Concat(Sources.TypeScript)
        .Where(f => !IsGenerated(f)).Select(f => (f.Path, Lines: f.Lines.Count - (f.Text.EndsWith('\n') ? 1 : 0)))
        .Where(f => f.Lines > FileLinesMax).Select(f => $"{f.Path}: {f.Lines}")
        .ShouldBeNone($"a file has at most {FileLinesMax} lines");

    [Fact]
    public void A_method_has_at_most_40_lines() => (
        from file in Sources.CSharp
        from node in file.Syntax.DescendantNodes()
        where node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax
        let lines = LinesOf(node)
        where lines > MethodLinesMax
        select $"{file.At(node)}: {NameOf(node)} has {lines}").ShouldBeNone($"a method has at most {MethodLinesMax} lines");

    [Fact]
    public void A_line_has_at_most_140_columns() => (
        from file in Sources.CSharp
        let tables = file.Text.Contains("Workflow<", StringComparison.Ordinal)
        from line in file.Lines.Select((text, index) => (text, number: index + 1))
        where line.text.Length > LineColumnsMax && !(tables && line.text.TrimStart().StartsWith("{ ", StringComparison.Ordinal))
        select $"{file.Path}:{line.number}: {line.text.Length}").ShouldBeNone(
            $"a line has at most {LineColumnsMax} columns (rows of procedures may use more)");

    [Fact]
    public void A_type_is_named_after_what_it_is_and_not_after_a_pattern() => (
        from file in Sources.CSharp
        from type in file.Syntax.DescendantNodes().OfType<BaseTypeDeclarationSyntax>()
        where EmptySuffix().IsMatch(type.Identifier.Text)
        select $"{file.At(type)}: {type.Identifier.Text}").ShouldBeNone("these endings say nothing");

    [Fact]
    public void Our_own_methods_carry_no_Async_suffix() => (
        from file in Sources.CSharp
        from method in file.Syntax.DescendantNodes().OfType<MethodDeclarationSyntax>()
        let name = method.Identifier.Text
        where name.EndsWith("Async", StringComparison.Ordinal) && !NamedByTheFramework.Contains(name)
            && !method.Modifiers.Any(SyntaxKind.OverrideKeyword) && method.ExplicitInterfaceSpecifier is null
        select $"{file.At(method)}: {name}").ShouldBeNone("the return type says it");

    [Fact]
    public void Nothing_is_left_for_later() => (
        from file in Sources.All
        where file.Is(".cs", ".ts", ".tsx", ".mjs", ".sh", ".sql", ".css", ".yaml", ".md", ".props", ".csproj", ".targets")
            && !file.Under("tests/Tidy/")
        from line in file.Lines.Select((text, index) => (text, number: index + 1))
        where LeftForLater().IsMatch(line.text)
        select $"{file.Path}:{line.number}: {line.text.Trim()}").ShouldBeNone("do it, or say nothing of it");

    [Fact]
    public void No_code_sleeps_in_a_comment() => (
        from file in Sources.CSharp
        from comment in file.Syntax.DescendantTrivia()
        where comment.IsKind(SyntaxKind.SingleLineCommentTrivia) || comment.IsKind(SyntaxKind.MultiLineCommentTrivia)
        where comment.ToString().Split('\n').Any(l => LooksLikeCode().IsMatch(l))
        select $"{file.Path}:{comment.GetLocation().GetLineSpan().StartLinePosition.Line + 1}: {comment}").ShouldBeNone(
            "the history keeps it");

    [Fact]
    public void No_region_hides_code() => (
        from file in Sources.CSharp
        from directive in file.Syntax.DescendantTrivia()
        where directive.IsKind(SyntaxKind.RegionDirectiveTrivia)
        select $"{file.Path}: {directive}").ShouldBeNone("split the file instead");

    [Fact]
    public void Whoever_silences_a_warning_says_why() => (
        from file in Sources.CSharp
        from line in file.Lines.Select((text, index) => (text, number: index + 1))
        where Silenced().IsMatch(line.text) && !line.text.Contains("//", StringComparison.Ordinal)
        select $"{file.Path}:{line.number}: {line.text.Trim()}").ShouldBeNone("a reason belongs on the same line");

    [Fact]
    public void No_failure_is_swallowed() => (
        from file in Sources.CSharp
        from caught in file.Syntax.DescendantNodes().OfType<CatchClauseSyntax>()
        where Swallows(caught)
        select $"{file.At(caught)}: {caught.Declaration}").ShouldBeNone("handle it, tell it, or let it rise");

    [Fact]
    public void No_test_sleeps_or_is_set_aside() => (
        from file in Sources.All
        where file.Under("tests/", "web/") && file.Is(".cs", ".test.ts", ".test.tsx", ".spec.ts") && !file.Under("tests/Tidy/")
        from line in file.Lines.Select((text, index) => (text, number: index + 1))
        where SleepsOrSkips().IsMatch(line.text)
        select $"{file.Path}:{line.number}: {line.text.Trim()}").ShouldBeNone("wait for what must happen, not for time to pass");

    [Theory]
    [InlineData("// var found = Find(id);", true)]
    [InlineData("// if (found is null)", true)]
    [InlineData("// return found;", true)]
    [InlineData("// Somebody was faster; what is still due is found again.", false)]
    [InlineData("// Parsed as IETF RFC 8785 §3.2.2.3 (numbers) says.", false)]
    public void Code_in_a_comment_is_told_from_a_sentence(string comment, bool code) => LooksLikeCode().IsMatch(comment).ShouldBe(code);

    [Theory]
    [InlineData("try { Go(); } catch { }", true)]
    [InlineData("try { Go(); } catch (IOException) { }", true)]
    [InlineData("try { Go(); } catch (Exception) { return 1; }", true)]
    [InlineData("try { Go(); } catch (Exception e) { log.Tell(e); }", false)]
    [InlineData("try { Go(); } catch (Exception e) when (e is IOException) { return 1; }", false)]
    [InlineData("try { Go(); } catch (Exception e) when (e is not IOException) { return 1; }", true)]
    [InlineData("try { Go(); } catch (Exception) { throw; }", false)]
    public void A_swallowed_failure_is_told_from_a_handled_one(string code, bool swallowed)
        => Swallows(CSharpSyntaxTree.ParseText(code).GetRoot().DescendantNodes().OfType<CatchClauseSyntax>().Single()).ShouldBe(swallowed);

    /// <summary>Names that a framework looks for or an interface of it prescribes.</summary>
    static readonly HashSet<string> NamedByTheFramework =
        ["InvokeAsync", "StartAsync", "StopAsync", "DisposeAsync", "InitializeAsync", "TryHandleAsync", "BindAsync", "ExecuteAsync"];

    static bool IsGenerated(SourceFile file) => file.Text.StartsWith("/**\n * This file was auto-generated", StringComparison.Ordinal);

    static int LinesOf(SyntaxNode node)
    {
        var span = node.SyntaxTree.GetLineSpan(TextSpanOf(node));
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }

    /// <summary>From the first word after attributes and documentation to the last brace.</summary>
    static Microsoft.CodeAnalysis.Text.TextSpan TextSpanOf(SyntaxNode node)
    {
        var attributes = node.ChildNodes().OfType<AttributeListSyntax>().LastOrDefault();
        var start = attributes is null ? node.SpanStart : attributes.GetLastToken().GetNextToken().SpanStart;
        return Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(start, node.Span.End);
    }

    static string NameOf(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        LocalFunctionStatementSyntax local => local.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
        _ => node.Kind().ToString(),
    };

    /// <summary>An empty block, or one that catches everything and then neither throws nor looks at what it caught.</summary>
    static bool Swallows(CatchClauseSyntax caught)
    {
        if (caught.Block.Statements.Count == 0) return true;
        if (caught.Declaration is { } declared && declared.Type.ToString() is not ("Exception" or "System.Exception")) return false;
        if (caught.Filter?.DescendantNodes().Any(NamesAType) == true) return false;
        if (caught.Block.DescendantNodes().Any(n => n is ThrowStatementSyntax or ThrowExpressionSyntax)) return false;
        var name = caught.Declaration?.Identifier.Text;
        return name is not { Length: > 0 }
            || !caught.Block.DescendantNodes().OfType<IdentifierNameSyntax>().Any(i => i.Identifier.Text == name);
    }

    static bool NamesAType(SyntaxNode filter)
        => filter.IsKind(SyntaxKind.IsExpression) || filter is IsPatternExpressionSyntax { Pattern: not UnaryPatternSyntax };

    [GeneratedRegex("(Manager|Helper|Service|Dto|DTO|Impl|Base|Common|Utils?)s?$")]
    private static partial Regex EmptySuffix();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b|NotImplementedException")]
    private static partial Regex LeftForLater();

    /// <summary>A statement, a brace or a condition, standing alone on the line of a comment.</summary>
    [GeneratedRegex(@"^\s*(//|/?\*)?\s*(([\w.<>\[\]?]+ )?[\w.]+(\(.*\)| = .+);"
        + @"|(if|for|foreach|while|using) \(.*\)\s*\{?|\}|\{|return .*;|await .*;)\s*$")]
    private static partial Regex LooksLikeCode();

    [GeneratedRegex("#[p]ragma warning disable|#[n]ullable disable|[S]uppressMessage")]
    private static partial Regex Silenced();

    [GeneratedRegex(@"Thread\.Sleep|Task\.Delay\(|SpinWait|Skip\s*=\s*""|\b(it|test|describe)\.(only|skip)\(|setTimeout\(")]
    private static partial Regex SleepsOrSkips();
}
