using System.Text.Json;
using Yuanliu.Compute.Json;
using Yuanliu.Space.Policies;

namespace Yuanliu.Space.Gateway;

/// <summary>接口请求 — a query over rows as it was sent, kept so that it can be read again.</summary>
/// <param name="Where">Conditions; of one on a column that is not shown the value is left out: it may be somebody's identity.</param>
internal sealed record RowRequest(string? Columns, IReadOnlyList<string> Where, long After, int? Take)
{
    const string Kind = "rows ";

    public static RowRequest Of(CompiledPolicy policy, string? columns, IReadOnlyList<string?> where, long after, int? take)
        => new(columns, [.. where.Take(RowQuery.FiltersMax + 1).Select(w => Kept(policy.Terms, w ?? ""))], after, take);

    public string Written() => Kind + System.Text.Encoding.UTF8.GetString(CanonicalJson.Utf8(this));

    /// <summary>Null where the text is of another kind.</summary>
    public static RowRequest? Read(string text)
    {
        if (!text.StartsWith(Kind, StringComparison.Ordinal)) return null;
        try { return JsonSerializer.Deserialize<RowRequest>(text[Kind.Length..], CanonicalJson.Options); }
        catch (JsonException) { return null; }
    }

    /// <summary>What cannot be read stays unreadable, and says nothing else.</summary>
    static string Kept(TableTerms terms, string condition)
    {
        if (RowQuery.Parts(condition) is not [var column, var comparison, _]) return "";
        return terms.Columns.GetValueOrDefault(column) is { } known && RowQuery.IsShown(known) ? condition : $"{column}:{comparison}:";
    }
}
