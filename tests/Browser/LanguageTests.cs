using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Yuanliu.Tests.Browser;

/// <summary>In English every word of ours is English; Chinese is only what the data itself says.</summary>
[Collection(nameof(City))]
public sealed partial class LanguageTests(City city)
{
    static readonly HashSet<string> Keys =
        [.. JsonNode.Parse(File.ReadAllText(Path.Combine(Golden.Root, "web/src/locales/zh.json")))!.AsObject().Select(p => p.Key)];

    /// <summary>Names of the server's that stand for themselves nowhere: <c>UnderReview</c>, <c>ProcessingAndUse</c>.</summary>
    static readonly HashSet<string> Names =
        [.. Keys.Select(key => key[(key.LastIndexOf('.') + 1)..]).Where(name => Compound().IsMatch(name))];

    [Theory]
    [InlineData(null)]
    [InlineData("steward")]
    [InlineData("registrar")]
    [InlineData("analyst")]
    [InlineData("utility")]
    [InlineData("regulator")]
    [InlineData("buyer-finance")]
    [InlineData("reviewer")]
    [InlineData("admin")]
    public async Task English_leaves_no_Chinese_but_data_and_no_key(string? login)
    {
        await using var visitor = await city.Visit();
        var data = new List<string>();
        var reads = new ConcurrentQueue<Task>();
        // Only what has come whole: of a reply that its page left behind, the rest is waited for without end.
        visitor.Page.RequestFinished += (_, request) => reads.Enqueue(Remember(request, data));
        if (login is null) await visitor.Open("/");
        else await visitor.SignIn(login, "/console");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await visitor.Page.Locator("html[lang=en]").WaitForAsync();

        var found = new List<string>();
        foreach (var place in login is null ? Places.Public : Places.Console[login])
        {
            var path = await Places.Find(visitor, place);
            await visitor.Open(path);
            await Task.WhenAll(reads.ToArray());
            foreach (var text in await Texts(visitor)) found.AddRange(Wrong(text, data).Select(wrong => $"{place}: {wrong}"));
        }
        found.Distinct().ShouldBeEmpty();
    }

    static IEnumerable<string> Wrong(string text, List<string> data)
    {
        if (Keys.Contains(text) && text.Contains('.', StringComparison.Ordinal) || Names.Contains(text)) yield return $"a key: {text}";
        foreach (Match run in Chinese().Matches(text))
            if (!data.Any(d => d.Contains(run.Value, StringComparison.Ordinal))) yield return $"Chinese: {run.Value} in “{text}”";
    }

    /// <summary>What is read and what a screen reader says; the way back to Chinese is meant to be Chinese.</summary>
    static async Task<List<string>> Texts(Visitor visitor) => [.. (await visitor.Page.EvaluateAsync<JsonElement>(
        """
        () => {
            const texts = []
            const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
            const ours = e => !e.closest('script, style, [lang="zh-CN"]')
            while (walk.nextNode()) if (ours(walk.currentNode.parentElement)) texts.push(walk.currentNode.data.trim())
            for (const name of ['aria-label', 'title', 'placeholder'])
                for (const e of document.querySelectorAll(`[${name}]`)) if (ours(e)) texts.push(e.getAttribute(name).trim())
            return [document.title, ...texts].filter(t => t !== '')
        }
        """)).EnumerateArray().Select(t => t.GetString()!)];

    static async Task Remember(IRequest request, List<string> data)
    {
        var strings = new List<string>();
        try
        {
            if (await request.ResponseAsync() is not { } reply || !reply.Headers.TryGetValue("content-type", out var type)
                || !type.Contains("json", StringComparison.Ordinal)) return;
            Collect(JsonNode.Parse(await reply.TextAsync()), strings);
        }
        catch (Exception e) when (e is JsonException or PlaywrightException) { return; }      // gone with its page
        lock (data) data.AddRange(strings.Where(s => Chinese().IsMatch(s)));
    }

    static void Collect(JsonNode? node, List<string> strings)
    {
        if (node is JsonObject whole) foreach (var (_, value) in whole) Collect(value, strings);
        else if (node is JsonArray list) foreach (var value in list) Collect(value, strings);
        else if (node?.GetValueKind() is JsonValueKind.String) strings.Add((string)node!);
    }

    [GeneratedRegex(@"[\p{IsCJKUnifiedIdeographs}]+")]
    private static partial Regex Chinese();

    [GeneratedRegex("^[A-Z][a-z]+(?:[A-Z][a-z]+)+$")]
    private static partial Regex Compound();
}
