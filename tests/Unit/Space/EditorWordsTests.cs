using System.Text.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using Yuanliu.Space.Gate;

namespace Yuanliu.Tests.Space;

/// <summary>编辑器补全 — the editor offers what the gate accepts, all of it and nothing else.</summary>
public sealed class EditorWordsTests
{
    [Fact]
    public void The_editor_offers_the_functions_of_the_grammar()
    {
        Offered("scalar").ShouldBe(Functions.Names.Split(", "));
        Offered("aggregate").ShouldBe(Functions.Aggregates.Keys.Where(n => n != "count_star").Concat(Functions.Pairs)
            .Order(StringComparer.Ordinal));
    }

    static string[] Offered(string kind)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Yuanliu.slnx"))) folder = folder.Parent!;
        var file = JsonNode.Parse(File.ReadAllText(Path.Combine(folder.FullName, "web/src/features/space/functions.json")))!;
        return file[kind].Deserialize<string[]>()!;
    }
}
