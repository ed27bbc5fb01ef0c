using System.Text.Json.Nodes;
using System.Xml.Linq;
using Shouldly;
using Xunit;

namespace Yuanliu.Tests;

/// <summary>docs/dependencies.md lists what we build on, with licence and reason: all of it, and nothing else.</summary>
public sealed class DependencyTests
{
    static readonly string[] Manifests = ["web/package.json", "native/package.json"];

    [Fact]
    public void Every_dependency_is_listed_and_every_listed_one_is_used()
    {
        var used = Packages().Concat(Manifests.SelectMany(Npm)).ToHashSet();
        var listed = Rows().Select(r => r.Name).ToHashSet();
        used.Except(listed).ShouldBeNone("docs/dependencies.md leaves out");
        listed.Except(used).ShouldBeNone("docs/dependencies.md lists what nothing uses");
    }

    [Fact]
    public void Every_dependency_has_a_licence_and_a_reason()
    {
        Rows().ShouldNotBeEmpty();
        Rows().Where(r => r.Licence.Length == 0 || r.Reason.Length < 8).Select(r => r.Name).ShouldBeNone("licence and reason");
    }

    /// <summary>A project that brings its own copyleft terms would put them on us.</summary>
    [Fact]
    public void Every_licence_goes_with_Apache_2() => Rows()
        .Where(r => r.Licence.Contains("GPL", StringComparison.OrdinalIgnoreCase)
            || r.Licence.Contains("SSPL", StringComparison.OrdinalIgnoreCase))
        .Select(r => $"{r.Name}: {r.Licence}").ShouldBeNone("does not go with Apache-2.0");

    [Fact]
    public void Every_declared_package_is_used_by_a_project()
    {
        var used = Sources.All.Where(f => f.Is(".csproj", ".props")).SelectMany(f => Elements(f.Text, "PackageReference")).ToHashSet();
        Packages().Except(used).ShouldBeNone("Directory.Packages.props declares what no project uses");
    }

    static IEnumerable<string> Packages() => Elements(Sources.Text("Directory.Packages.props"), "PackageVersion");

    static IEnumerable<string> Elements(string xml, string name)
        => XDocument.Parse(xml).Descendants(name).Select(e => (string?)e.Attribute("Include")).OfType<string>();

    static IEnumerable<string> Npm(string manifest)
    {
        if (!File.Exists(Path.Combine(Golden.Root, manifest))) return [];
        var json = JsonNode.Parse(Sources.Text(manifest))!.AsObject();
        return new[] { "dependencies", "devDependencies", "optionalDependencies" }
            .SelectMany(section => json[section]?.AsObject().Select(p => p.Key) ?? []);
    }

    static List<(string Name, string Licence, string Reason)> Rows() => [.. Sources.Text("docs/dependencies.md").Split('\n')
        .Where(l => l.StartsWith("| `", StringComparison.Ordinal)).Select(l => l.Split('|'))
        .Select(c => (c[1].Trim().Trim('`'), c[2].Trim(), c[3].Trim()))];
}
