using System.Text.Json;
using System.Text.Json.Nodes;
using Yuanliu.Compute.Json;
using Yuanliu.Space.Workers;

namespace Yuanliu.Space.Uses;

/// <summary>How an answer is shown: the name of each output, and which column of the answer it is.</summary>
internal sealed record Outputs(IReadOnlyList<string> Names, IReadOnlyList<int> Shown)
{
    public string ToJson() => JsonSerializer.Serialize(this, CanonicalJson.Options);
    public static Outputs Of(string json) => JsonSerializer.Deserialize<Outputs>(json, CanonicalJson.Options)!;
}

/// <summary>结果 — what leaves the clean room. Kept as canonical JSON; its hash is in the log.</summary>
/// <param name="SuppressedGroups">
/// Groups that are too small would not be here. Whether there are any would tell of them, and is not said.
/// </param>
internal sealed record Answer(IReadOnlyList<ResultColumn> Columns, JsonArray Rows, bool SuppressedGroups)
{
    /// <summary>With the names and in the order in which it was asked for.</summary>
    public Answer As(Outputs outputs) => this with
    {
        Columns = [.. outputs.Shown.Select((at, i) => new ResultColumn(outputs.Names[i], Columns[at].Type))],
        Rows = new([.. Rows.Select(row => (JsonNode)new JsonArray([.. outputs.Shown.Select(at => row!.AsArray()[at]?.DeepClone())]))]),
    };

    /// <summary>For spreadsheets: text is kept from being a formula, numbers stay numbers.</summary>
    public byte[] ToCsv()
    {
        var csv = new Csv();
        foreach (var column in Columns) csv.Text(column.Name);
        csv.End();
        foreach (var row in Rows)
        {
            foreach (var cell in row!.AsArray())
                _ = cell is JsonValue value && value.GetValueKind() is JsonValueKind.Number
                    ? csv.Number(value.ToJsonString()) : csv.Text(cell?.ToString());
            csv.End();
        }
        return csv.ToUtf8();
    }
}
