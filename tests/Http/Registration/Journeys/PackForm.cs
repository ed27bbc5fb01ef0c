using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Yuanliu.Tests.Registration;

/// <summary>The form of one kind in one pack, as the server describes it, and what fills it in.</summary>
internal sealed class PackForm(string pack, string kind, JsonObject view, IReadOnlyList<string> circumstances)
{
    public string Pack => pack;
    public string Kind => kind;
    public JsonObject View => view;
    public IReadOnlyList<string> Circumstances => circumstances;
    public string Basis => (string)view["basis"]!;

    public static async Task<PackForm> Of(HttpClient anyone, string pack, string kind, params string[] circumstances)
    {
        var view = await TestApp.Body(await anyone.GetAsync($"/api/registration/packs/{pack}/forms/{kind}"));
        var cases = view["onlyWhen"]!.AsArray().Select(c => (string)c!).ToList();
        return new(pack, kind, view, circumstances.Any(cases.Contains) ? circumstances : [.. cases.Take(1), .. circumstances]);
    }

    public IReadOnlyList<string> By => [.. view["by"]!.AsArray().Select(p => (string)p!["key"]!)];
    public IReadOnlyList<JsonObject> Fields => Asked("fields");
    public IReadOnlyList<JsonObject> Materials => Asked("materials");

    /// <summary>What is asked for at this step and not before.</summary>
    public IReadOnlyList<JsonObject> At(string part, string step) => [.. Needed(part).Where(l => (string?)l["at"] == step)];

    IReadOnlyList<JsonObject> Asked(string part) => [.. Needed(part).Where(l => l["at"] is null)];

    IEnumerable<JsonObject> Needed(string part) => view[part]!.AsArray().Select(l => l!.AsObject())
        .Where(l => (bool)l["required"]! && l["known"] is null)
        .Where(l => l["when"]!.AsArray() is { Count: 0 } || l["when"]!.AsArray().Any(w => circumstances.Contains((string)w!)))
        .Where(l => !l["waived"]!.AsArray().Any(w => circumstances.Contains((string)w!)))
        .Where(l => l["by"] is null || IsAsked(l, registry: By.All(p => p == "Registry")));

    /// <summary>A paper of the registry's, or of an applicant's, on the ground that <see cref="GroundOf"/> names.</summary>
    bool IsAsked(JsonObject paper, bool registry) => paper["by"]!.AsArray() is var by
        && (by.Count == 0 || by.Any(p => (string?)p == "Registry" == registry))
        && (paper["grounds"]!.AsArray() is { Count: 0 } || paper["grounds"]!.AsArray().Any(g => (string?)g == GroundOf(registry)));

    /// <summary>What the registry brings where it proposes of its own accord.</summary>
    public JsonArray OfRegistry() => new([.. view["materials"]!.AsArray().Select(m => m!.AsObject())
        .Where(m => (bool)m["required"]! && m["known"] is null && IsAsked(m, registry: true)
            && (m["when"]!.AsArray() is { Count: 0 } || m["when"]!.AsArray().Any(w => circumstances.Contains((string)w!))))
        .Select(m => new JsonObject { ["key"] = (string)m["key"]!, ["uploadSha256"] = Paper })]);

    /// <summary>The right of the pack that a first registration, or a grant out of it, is about.</summary>
    public string Right(bool derived)
    {
        var rights = view["rights"]!.AsArray().Select(r => r!.AsObject()).ToList();
        var first = (string)rights.First(r => r["from"]!.AsArray().Count == 0)["kind"]!;
        return !derived ? first : (string)rights.First(r => r["from"]!.AsArray().Any(f => (string?)f == first))["kind"]!;
    }

    public static JsonObject Values(IEnumerable<JsonObject> fields, string day)
        => new(fields.Select(f => KeyValuePair.Create((string)f["key"]!, (JsonNode?)Value(f, day))));

    static string Value(JsonObject field, string day) => (string)field["type"]! switch
    {
        "Choice" or "Choices" => (string)field["choices"]![0]!["key"]!,
        "Date" => day,
        "Number" or "Percent" => "10",
        _ => "如实填写",
    };

    /// <summary>Stands for a file that whoever hands the form in uploads then.</summary>
    public static readonly string Paper = new('0', 64);

    /// <summary>Everything but the papers that a third party signs.</summary>
    public JsonObject Fill(string day) => new()
    {
        ["pack"] = pack, ["kind"] = kind, ["circumstances"] = new JsonArray([.. circumstances.Select(c => (JsonNode)c)]),
        ["fields"] = Values(Fields, day),
        ["materials"] = new JsonArray([.. Materials.Where(m => m["statement"] is null)
            .Select(m => (bool)m["file"]! ? new JsonObject { ["key"] = (string)m["key"]!, ["uploadSha256"] = Paper }
                : new JsonObject { ["key"] = (string)m["key"]!, ["text"] = "如实说明" })]),
        ["events"] = new JsonObject(view["events"]!.AsArray().Where(e => (bool)e!["asked"]! && Holds(e["when"]!))
            .Select(e => KeyValuePair.Create((string)e!["key"]!, (JsonNode?)day)).DistinctBy(e => e.Key)),
        ["ground"] = GroundOf(registry: By.All(p => p == "Registry")),
    };

    /// <summary>The first that the registry, or an applicant, may name.</summary>
    public string? GroundOf(bool registry) => (string?)view["grounds"]!.AsArray().FirstOrDefault(g => g!["by"]!.AsArray() is var by
        && (by.Count == 0 || by.Any(p => (string?)p == "Registry" == registry)))?["key"];

    bool Holds(JsonNode when) => when.AsArray() is { Count: 0 } || when.AsArray().Any(w => circumstances.Contains((string)w!));
}
