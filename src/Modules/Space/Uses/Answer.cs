using System.Text.Json.Nodes;
using Yuanliu.Space.Workers;

namespace Yuanliu.Space.Uses;

/// <summary>结果 — what leaves the clean room. Kept as canonical JSON; its hash is in the log.</summary>
/// <param name="SuppressedGroups">Some groups were too small and are not here. How many is not told.</param>
internal sealed record Answer(IReadOnlyList<ResultColumn> Columns, JsonArray Rows, bool SuppressedGroups)
{
    public static Answer Of(WorkReply reply, IEnumerable<string> names)
        => new([.. reply.Columns.Zip(names, (column, name) => new ResultColumn(name, column.Type))], reply.Rows,
            reply.Released < reply.Groups);

    /// <summary>For spreadsheets: text is kept from being a formula, numbers stay numbers.</summary>
    public byte[] ToCsv()
    {
        var csv = new Csv();
        foreach (var column in Columns) csv.Text(column.Name);
        csv.End();
        foreach (var row in Rows)
        {
            foreach (var cell in row!.AsArray())
                _ = cell is JsonValue value && value.GetValueKind() is System.Text.Json.JsonValueKind.Number
                    ? csv.Number(value.ToJsonString()) : csv.Text(cell?.ToString());
            csv.End();
        }
        return csv.ToUtf8();
    }
}
