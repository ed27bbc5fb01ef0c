using System.Globalization;
using System.Text.Json;
using Yuanliu.Engines.DuckDb;

namespace Yuanliu.Space.Gate;

/// <summary>解析 — the engine's own parser, asked for the syntax tree of a text and for nothing else.</summary>
/// <remarks>
/// Its database is empty, in memory, and reaches nothing outside. The text is a value given to a function: it is never run.
/// </remarks>
internal sealed class SqlParser : IDisposable
{
    const int DepthMax = 200;
    readonly Lock gate = new();
    readonly Database database = Database.Open(new() { MemoryBytesMax = 128 << 20, Threads = 1, TempBytesMax = 0 }).OrThrow();
    readonly Connection connection;
    readonly Statement serialize;

    public SqlParser()
    {
        connection = database.Connect();
        serialize = connection.Prepare(
            "SELECT json_serialize_sql(CAST(? AS VARCHAR), skip_null := false, skip_empty := false, format := false)").OrThrow();
    }

    /// <returns>The tree, to be disposed; or why there is none.</returns>
    public (JsonDocument? Tree, Denial? Denial) Parse(string sql)
    {
        if (Serialize(sql) is not { } json) return (null, Refusals.Syntax("查询无法解析。", "The query cannot be parsed."));
        JsonDocument tree;
        try { tree = JsonDocument.Parse(json, new() { MaxDepth = DepthMax }); }
        catch (JsonException)
        {
            return (null, Refusals.Syntax("查询嵌套过深。", "The query is nested too deeply."));
        }
        if (!tree.RootElement.GetProperty("error").GetBoolean()) return (tree, null);
        using (tree) return (null, Explain(tree.RootElement));
    }

    string? Serialize(string sql)
    {
        lock (gate)
        {
            if (serialize.Bind(1, sql).Error is not null) return null;
            var query = serialize.Query();
            if (query.Error is not null) return null;
            using var result = query.Value!;
            return result.Next().Value is { } chunk ? System.Text.Encoding.UTF8.GetString(chunk.Column(0).Utf8(0)) : null;
        }
    }

    /// <summary>The parser only gives trees of SELECT: whatever else it understands would act on something outside.</summary>
    static Denial Explain(JsonElement error)
    {
        if (error.TryGetProperty("error_type", out var type) && type.GetString() == "not implemented")
            return Refusals.External("SELECT 以外的语句 / a statement other than SELECT");
        var at = error.TryGetProperty("position", out var position) ? position.GetString() : null;
        return int.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? Refusals.SyntaxAt(place)
            : Refusals.Syntax("语法错误。", "Syntax error.");
    }

    public void Dispose()
    {
        serialize.Dispose();
        connection.Dispose();
        database.Dispose();
    }
}
