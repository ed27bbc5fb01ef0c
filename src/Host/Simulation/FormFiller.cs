using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Yuanliu.Kernel;

namespace Yuanliu.Host.Simulation;

/// <summary>填表 — fills in a form as it is shown, with nothing but what it asks for: the way an applicant does.</summary>
internal sealed class FormFiller(Troupe troupe, SimulatedClock clock, Chance chance, string pack)
{
    const string Text = "如实填写";
    readonly Dictionary<string, JsonObject> forms = [];

    public async Task<JsonObject> Form(string kind, CancellationToken ct)
        => forms.TryGetValue(kind, out var known) ? known
            : forms[kind] = await troupe.Public.Must(troupe.Public.Get($"api/registration/packs/{pack}/forms/{kind}", ct));

    /// <summary>A ground that is not a third party's alone.</summary>
    static bool IsOpen(JsonNode? ground)
        => ground!["by"]!.AsArray() is var by && (by.Count == 0 || by.Any(b => (string?)b is not ("JudgmentHolder" or "Registry")));

    /// <summary>The whole of it; what may follow is now and then promised only.</summary>
    public async Task<JsonObject> Fill(Intent intent, CancellationToken ct)
    {
        var form = await Form(intent.Kind, ct);
        var circumstances = intent.Circumstances is { } declared ? [.. declared] : Circumstances(form);
        var filled = new JsonObject { ["pack"] = pack, ["kind"] = intent.Kind, ["circumstances"] = Texts(circumstances) };
        if (intent.Resource is { } resource) filled["resourceId"] = resource;
        if (intent.On is { Certificate: { } certificate }) filled["certificate"] = certificate;
        else if (intent.On is { } on) filled["unit"] = on.Unit;
        if (intent.Other is { } other) filled["counterparty"] = other.Id;
        if (intent.Kind is "Pledge") filled["amountFen"] = 1_000_000;
        if (form["grounds"]!.AsArray().Where(IsOpen).ToList() is { Count: > 0 } grounds)
            filled["ground"] = (string)chance.Of(grounds)!["key"]!;
        filled["rights"] = Rights(form, intent.Kind);
        filled["fields"] = new JsonObject(Asked(form["fields"]!, circumstances).Select(f => KeyValuePair.Create((string)f["key"]!,
            (JsonNode?)Value(f))));
        filled["events"] = Events(form, circumstances);
        var promised = new JsonArray();
        filled["materials"] = await Materials(form, intent, circumstances, promised, ct);
        filled["promised"] = promised;
        return filled;
    }

    /// <summary>One of the cases for which the kind is there, and now and then another circumstance.</summary>
    List<string> Circumstances(JsonObject form)
    {
        var found = new List<string>();
        if (form["onlyWhen"]!.AsArray() is { Count: > 0 } cases) found.Add((string)chance.Of(cases)!);
        foreach (var key in form["circumstances"]!.AsArray().Select(c => (string)c!["key"]!))
            if (chance.Is(6) && key is not ("SubjectSplitOrMerged" or "SubjectEnded" or "NoSuccessor" or "EffectiveJudgment"
                or "RecognizedPlatform"))
                found.Add(key);
        return [.. found.Distinct()];
    }

    JsonArray Rights(JsonObject form, string kind)
    {
        if (kind is not ("Initial" or "Supplementary" or "Licence" or "Trade" or "Trust")) return [];
        var derived = kind is "Licence" or "Trade" or "Trust";
        var rights = form["rights"]!.AsArray().Where(r => r!["from"] is JsonArray { Count: > 0 } == derived).ToList();
        if (rights.Count == 0) return [];
        return [new JsonObject { ["kind"] = (string)(derived ? chance.Of(rights) : rights[0])!["kind"]!, ["scope"] = "全部数据项" }];
    }

    JsonObject Events(JsonObject form, List<string> circumstances)
    {
        var events = new JsonObject();
        foreach (var line in form["events"]!.AsArray().Where(e => (bool)e!["asked"]! && Holds(e.AsObject(), circumstances)))
            events[(string)line!["key"]!] = clock.Today.AddDays((bool)line["before"]! ? 40 : -chance.Below(8)).ToString("yyyy-MM-dd",
                CultureInfo.InvariantCulture);
        return events;
    }

    async Task<JsonArray> Materials(JsonObject form, Intent intent, List<string> circumstances, JsonArray promised, CancellationToken ct)
    {
        var materials = new JsonArray();
        foreach (var material in Asked(form["materials"]!, circumstances))
        {
            var key = (string)material["key"]!;
            if ((bool)material["mayFollow"]! && !intent.HasFiles && chance.Is(30)) promised.Add(key);
            else if (material["statement"] is { } statement)
                materials.Add(new JsonObject { ["key"] = key, ["statementId"] = await Statement(intent, (string)statement["kind"]!, ct) });
            else if ((bool)material["file"]! || intent.HasFiles || chance.Is(30))
                materials.Add(new JsonObject { ["key"] = key, ["uploadSha256"] = await Upload(intent.By, key, ct) });
            else materials.Add(new JsonObject { ["key"] = key, ["text"] = Text });
        }
        return materials;
    }

    /// <summary>The papers that the registry brings with what it proposes on this ground, each as a file.</summary>
    public async Task<JsonArray> OfRegistry(JsonObject form, string? ground, Person by, CancellationToken ct)
    {
        var materials = new JsonArray();
        foreach (var material in Asked(form["materials"]!, []))
            if (Lists(material["by"]!, "Registry") && Lists(material["grounds"]!, ground))
                materials.Add(new JsonObject
                {
                    ["key"] = (string)material["key"]!, ["uploadSha256"] = await Upload(by, (string)material["key"]!, ct),
                });
        return materials;
    }

    static bool Lists(JsonNode list, string? wanted) => list.AsArray() is { Count: 0 } || list.AsArray().Any(l => (string?)l == wanted);

    /// <summary>What was promised and follows now: a file where a paper is due, else words.</summary>
    public async Task<JsonArray> Promised(string kind, JsonNode keys, Person by, CancellationToken ct)
    {
        var (form, materials) = (await Form(kind, ct), new JsonArray());
        foreach (var key in keys.AsArray().Select(k => (string)k!))
            materials.Add((bool)form["materials"]!.AsArray().Single(m => (string?)m!["key"] == key)!["file"]!
                ? new JsonObject { ["key"] = key, ["uploadSha256"] = await Upload(by, key, ct) }
                : new JsonObject { ["key"] = key, ["text"] = "补交" });
        return materials;
    }

    public async Task<string> Upload(Person by, string key, CancellationToken ct)
        => (string)(await by.Must(by.Upload($"api/registration/materials?key={key}&name={Uri.EscapeDataString("材料.pdf")}",
            Encoding.UTF8.GetBytes($"{key} {chance.Next()}"), ct)))["sha256"]!;

    /// <summary>Ordered by the company, signed by the body.</summary>
    async Task<string> Statement(Intent intent, string kind, CancellationToken ct)
    {
        var asked = new JsonObject
        {
            ["pack"] = pack, ["kind"] = kind, ["bodyId"] = troupe.Reviewer.OrganizationId, ["filing"] = intent.Kind,
        };
        if (intent.On is { Certificate: { } certificate }) asked["certificate"] = certificate;
        else asked["resourceId"] = intent.Resource ?? intent.On!.Resource;
        var order = await intent.Company.Steward.Must(intent.Company.Steward.Post("api/registration/review-orders", asked, ct));
        return (string)(await Sign(order, true, ct))["id"]!;
    }

    public Task<JsonObject> Sign(JsonObject order, bool positive, CancellationToken ct)
        => troupe.Reviewer.Must(troupe.Reviewer.Post($"api/registration/review-orders/{order["id"]}/sign", new JsonObject
        {
            ["positive"] = positive, ["independent"] = true, ["summary"] = "逐项审查",
            ["sample"] = new JsonObject { ["rows"] = CompanyData.Rows, ["method"] = "全部", ["faults"] = 0 },
            ["items"] = new JsonArray([.. (order["items"]?.AsArray() ?? []).Select(i => (JsonNode)new JsonObject
            {
                ["key"] = (string)i!["key"]!, ["result"] = positive ? "Passed" : "Failed",
            })]),
        }, ct));

    /// <summary>What is required, in these circumstances, at this step; with no step, when filing.</summary>
    public static IEnumerable<JsonObject> Asked(JsonNode lines, List<string> circumstances, string? step = null)
        => lines.AsArray().Select(l => l!.AsObject())
        .Where(l => (bool)l["required"]! && (string?)l["at"] == step && l["known"] is null && Holds(l, circumstances));

    static bool Holds(JsonObject line, List<string> circumstances)
        => line["when"]!.AsArray() is var when && (when.Count == 0 || when.Any(w => circumstances.Contains((string)w!)))
        && (line["waived"] is not JsonArray waived || !waived.Any(w => circumstances.Contains((string)w!)));

    public string Value(JsonObject field) => (string)field["type"]! switch
    {
        "Choice" or "Choices" => (string)chance.Of(field["choices"]!.AsArray())!["key"]!,
        "Date" => clock.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        "Number" or "Percent" => "10",
        _ => Text,
    };

    static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(t => (JsonNode)t)];
}
