using Xunit;
using YamlDotNet.RepresentationModel;

namespace Yuanliu.Tests;

/// <summary>Rule packs cite the law, and say so where it is silent.</summary>
public sealed class RulesTests
{
    [Fact]
    public void Every_term_cites_its_basis() => (
        from rule in Rules()
        where Has(rule.Node, "length") && Has(rule.Node, "unit") && Text(rule.Node, "basis") is not { Length: > 3 }
        select rule.At).ShouldBeNone("length, unit, basis");

    [Fact]
    public void What_the_source_leaves_open_says_why_we_filled_it_so() => (
        from rule in Rules()
        where Text(rule.Node, "open") == "true" && Text(rule.Node, "reason") is not { Length: > 8 }
        select rule.At).ShouldBeNone("open: true needs a reason");

    [Fact]
    public void A_reason_is_given_only_where_something_is_open() => (
        from rule in Rules()
        where Has(rule.Node, "basis") && Has(rule.Node, "reason") && Text(rule.Node, "open") != "true"
        select rule.At).ShouldBeNone("a guess is marked open");

    static IEnumerable<(string At, YamlMappingNode Node)> Rules() =>
        from file in Sources.All
        where file.Under("rules/") && file.Is(".yaml")
        from node in Load(file.Text).AllNodes.OfType<YamlMappingNode>()
        select ($"{file.Path}:{node.Start.Line}", node);

    static YamlNode Load(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return stream.Documents[0].RootNode;
    }

    static bool Has(YamlMappingNode node, string key) => node.Children.ContainsKey(key);

    static string? Text(YamlMappingNode node, string key) => node.Children.TryGetValue(key, out var value) ? value.ToString() : null;
}
