using System.Reflection;
using System.Text.RegularExpressions;
using Shouldly;
using Xunit;
using Yuanliu.Host;

namespace Yuanliu.Tests;

/// <summary>A module is one public type; what crosses its border stands in Contracts.</summary>
public sealed partial class BorderTests
{
    static readonly string[] Given = ["Yuanliu.Kernel", "Yuanliu.Contracts", "Yuanliu.Compute"];
    static readonly string[] MayQuery = ["Yuanliu.Catalog", "Yuanliu.Space"];

    [Fact]
    public void A_module_shows_one_type()
    {
        foreach (var module in App.Modules.Select(m => m.GetType()))
            module.Assembly.GetExportedTypes().ShouldBe([module], $"{module.Assembly.GetName().Name} shows more than its module class");
    }

    [Fact]
    public void A_module_knows_no_other_module()
    {
        foreach (var assembly in App.Modules.Select(m => m.GetType().Assembly))
        {
            var allowed = MayQuery.Contains(assembly.GetName().Name) ? Given.Append("Yuanliu.DuckDb") : Given;
            OwnReferences(assembly).Except(allowed).ShouldBeEmpty($"{assembly.GetName().Name} reaches over its border");
        }
    }

    [Fact]
    public void What_lies_below_knows_nothing_of_what_lies_above()
    {
        OwnReferences(typeof(Contracts.ICatalog).Assembly).Except(["Yuanliu.Kernel", "Yuanliu.Compute"]).ShouldBeEmpty();
        OwnReferences(typeof(Kernel.AppDb).Assembly).Except(["Yuanliu.Compute"]).ShouldBeEmpty();
        OwnReferences(typeof(Compute.Json.CanonicalJson).Assembly).ShouldBeEmpty();
        OwnReferences(typeof(Engines.DuckDb.Database).Assembly).Except(["Yuanliu.Compute"]).ShouldBeEmpty();
    }

    [Fact]
    public void Every_module_with_code_is_wired()
    {
        var wired = App.Modules.Select(m => m.GetType().Assembly.GetName().Name!["Yuanliu.".Length..]);
        var written = Sources.CSharp.Select(f => ModuleFile().Match(f.Path)).Where(m => m.Success).Select(m => m.Groups[1].Value)
            .Distinct();
        written.Except(wired).ShouldBeEmpty("App.Modules lists every module");
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = Sources.Text("Yuanliu.slnx");
        Sources.All.Where(f => f.Is(".csproj") && !solution.Contains($"\"{f.Path}\"", StringComparison.Ordinal)).Select(f => f.Path)
            .ShouldBeNone("Yuanliu.slnx builds everything");
    }

    static IEnumerable<string> OwnReferences(Assembly assembly)
        => assembly.GetReferencedAssemblies().Select(a => a.Name!).Where(n => n.StartsWith("Yuanliu.", StringComparison.Ordinal));

    [GeneratedRegex(@"^src/Modules/(\w+)/\w+Module\.cs$")]
    private static partial Regex ModuleFile();
}
