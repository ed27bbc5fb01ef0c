using System.Text.Json.Nodes;
using Yuanliu.Space.Gate;

namespace Yuanliu.Space.Gateway;

/// <summary>接口说明 — what a product's doors take and give, as OpenAPI 3.1: only those that are open, with the very columns that are
/// agreed.</summary>
internal sealed class Description(string name, string about, IReadOnlyList<ProductColumn> columns, UseControls controls, string server,
    Guid? agreement)
{
    const string Id = "/api/space/agreements/{id}";

    public JsonObject Page()
    {
        var paths = new JsonObject();
        if (controls.Verification is { } terms && controls.Allows(UseMode.Verification)) paths[$"{Id}/verifications"] = Verification(terms);
        if (controls.Allows(UseMode.Api)) paths[$"{Id}/rows"] = Rows();
        if (controls.Allows(UseMode.File))
        {
            paths[$"{Id}/files"] = Files();
            paths[$"{Id}/files/{{useId}}"] = Fetch();
        }
        return new()
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = name, ["description"] = about, ["version"] = "1" },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = server }),
            ["security"] = new JsonArray(new JsonObject { ["key"] = new JsonArray() }),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject { ["key"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" } },
                ["schemas"] = new JsonObject { ["Problem"] = Problem() },
            },
        };
    }

    IEnumerable<ProductColumn> Shown => columns.Where(c => c.Use is ColumnUse.Dimension or ColumnUse.Measure);

    JsonObject Verification(VerificationTerms terms)
    {
        var item = Object(new()
        {
            ["keys"] = Object(Each(terms.Keys, _ => Text(256)), [.. terms.Keys]),
            ["values"] = With(Object(Each(terms.Compared, _ => Text(256))), "minProperties", 1),
            ["consent"] = Text(256),
        }, terms.NeedsConsent ? ["keys", "values", "consent"] : ["keys", "values"]);
        var request = Object(new() { ["items"] = Array(item), ["purpose"] = Text(500) }, "items");
        var answer = Object(new()
        {
            ["outcome"] = new JsonObject { ["enum"] = new JsonArray("Matched", "Differs", "Unknown") },
            ["useId"] = new JsonObject { ["type"] = "string", ["format"] = "uuid" }, ["number"] = Whole(),
        });
        var answers = Object(new()
        {
            ["answers"] = Array(answer), ["usesLeft"] = Whole(), ["priceFen"] = Whole(),
                ["repeat"] = new JsonObject { ["type"] = "boolean" },
        });
        return new() { ["post"] = Once(Act("核验 · verify", [Agreement()], answers, request)) };
    }

    JsonObject Rows()
    {
        var filters = string.Join("; ", Shown.Select(c => $"{c.Name}: {string.Join(' ', Comparisons(c))}"));
        var cells = Array(Array(new JsonObject()));
        var page = Object(new() { ["columns"] = Array(Object(new())), ["rows"] = cells, ["next"] = Whole() });
        var act = Act("接口查询 · query rows",
            [
                Agreement(),
                Query("columns", new() { ["type"] = "array", ["items"] = new JsonObject { ["enum"] = Names(Shown.Select(c => c.Name)) } },
                    style: "form"),
                Query("where", Array(Text(500)), $"column:comparison:value; {filters}"),
                Query("after", Whole(), "next of the page before"),
                Query("take", new() { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = controls.RowsMax }),
                Query("purpose", Text(500)),
            ], page);
        act["responses"]!["200"]!["headers"] = UseHeaders();
        return new() { ["get"] = act };
    }

    JsonObject Files()
    {
        var request = Object(new() { ["format"] = new JsonObject { ["enum"] = new JsonArray("Csv", "Parquet") }, ["purpose"] = Text(500) },
            "format");
        var delivery = Object(new() { ["useId"] = new JsonObject { ["type"] = "string", ["format"] = "uuid" }, ["href"] = Text(200) });
        var act = Once(Act("文件交付 · have a file made", [Agreement()], delivery, request));
        act["parameters"]!.AsArray().Add(Header("Prefer", new() { ["enum"] = new JsonArray("respond-async") },
            "the file is made meanwhile: 202, and the job is asked for until it is done"));
        var job = Object(new() { ["jobId"] = new JsonObject { ["type"] = "string", ["format"] = "uuid" } });
        act["responses"]!["202"] = new JsonObject
        {
            ["description"] = "being made", ["content"] = Json(job),
            ["headers"] = Headers(("Preference-Applied", new() { ["const"] = "respond-async" }, "asked for with Prefer")),
        };
        return new() { ["post"] = act };
    }

    /// <summary>A write that is sent again under the same key happens once, and is answered as it was.</summary>
    static JsonObject Once(JsonObject act)
    {
        act["parameters"]!.AsArray().Add(Header("Idempotency-Key", Text(100), "the same key is answered once and counted once"));
        return act;
    }

    /// <summary>What a page of rows says of the use that it is.</summary>
    static JsonObject UseHeaders() => Headers(
        ("Yuanliu-Use", new() { ["type"] = "string", ["format"] = "uuid" }, "the use that was counted"),
        ("Yuanliu-Use-Number", Whole(), "its number under the agreement"), ("Yuanliu-Uses-Left", Whole(), "uses left after it"),
        ("Yuanliu-Price-Fen", Whole(), "what it costs; 0 where it was answered before"),
        ("Yuanliu-Repeat", new() { ["type"] = "boolean" }, "the same was asked before: nothing is counted again"));

    static JsonObject Headers(params (string Name, JsonObject Schema, string About)[] headers)
        => new(headers.Select(h => KeyValuePair.Create(h.Name,
            (JsonNode?)new JsonObject { ["schema"] = h.Schema, ["description"] = h.About })));

    static JsonObject Header(string name, JsonObject schema, string about)
        => new() { ["name"] = name, ["in"] = "header", ["schema"] = schema, ["description"] = about };

    JsonObject Fetch()
    {
        var fetch = Act("下载交付文件 · fetch a file", [Agreement(), Path("useId", null)], null);
        fetch["responses"]!["200"] = new JsonObject { ["description"] = "the file" };
        return new() { ["get"] = fetch };
    }

    /// <summary>How a column may be compared, as a condition writes it.</summary>
    static IEnumerable<string> Comparisons(ProductColumn column)
    {
        var ways = column.Control?.Comparisons ?? Enum.GetValues<Comparing>();
        if (ways.Contains(Comparing.Equality)) yield return "eq ne in";
        if (ways.Contains(Comparing.Range) && Kinds.Of(column.Type) is ValueKind.Number or ValueKind.Day or ValueKind.Instant)
            yield return "lt lte gt gte";
        if (ways.Contains(Comparing.Pattern) && Kinds.Of(column.Type) is ValueKind.Text) yield return "starts";
    }

    static JsonObject Act(string summary, JsonArray parameters, JsonObject? answer, JsonObject? request = null)
    {
        var act = new JsonObject { ["summary"] = summary, ["parameters"] = parameters };
        if (request is not null)
            act["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Json(request) };
        var good = new JsonObject { ["description"] = "answered and counted" };
        if (answer is not null) good["content"] = Json(answer);
        var refused = new JsonObject
        {
            ["description"] = "refused, with a code and the clause; nothing is charged",
            ["content"] = Json(new() { ["$ref"] = "#/components/schemas/Problem" }, "application/problem+json"),
        };
        act["responses"] = new JsonObject { ["200"] = good, ["default"] = refused };
        return act;
    }

    static JsonObject Json(JsonObject schema, string type = "application/json")
        => new() { [type] = new JsonObject { ["schema"] = schema } };

    static JsonObject Problem() => Object(new()
    {
        ["code"] = Text(80), ["detail"] = Text(1000), ["clause"] = Text(10), ["basis"] = Text(80), ["instead"] = Text(1000),
    });

    JsonObject Agreement() => Path("id", agreement);

    static JsonObject Path(string name, Guid? value)
    {
        var schema = new JsonObject { ["type"] = "string", ["format"] = "uuid" };
        if (value is { } id) schema["const"] = id.ToString();
        return new() { ["name"] = name, ["in"] = "path", ["required"] = true, ["schema"] = schema };
    }

    static JsonObject Query(string name, JsonObject schema, string? about = null, string? style = null)
    {
        var query = new JsonObject { ["name"] = name, ["in"] = "query", ["schema"] = schema };
        if (about is not null) query["description"] = about;
        if (style is not null) (query["style"], query["explode"]) = (style, false);
        return query;
    }

    static JsonObject Each(IEnumerable<string> names, Func<string, JsonObject> schema)
        => new(names.Select(n => KeyValuePair.Create(n, (JsonNode?)schema(n))));

    static JsonObject Object(JsonObject properties, params string[] required)
    {
        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties };
        if (required.Length > 0) schema["required"] = Names(required);
        return schema;
    }

    static JsonObject With(JsonObject schema, string key, int value)
    {
        schema[key] = value;
        return schema;
    }

    static JsonObject Array(JsonObject items) => new() { ["type"] = "array", ["items"] = items };
    static JsonObject Text(int max) => new() { ["type"] = "string", ["maxLength"] = max };
    static JsonObject Whole() => new() { ["type"] = "integer" };
    static JsonArray Names(IEnumerable<string> names) => new([.. names.Select(n => (JsonNode)JsonValue.Create(n))]);
}
