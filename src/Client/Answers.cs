using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Yuanliu.Client;

/// <summary>核验结论 — what is said agrees with the record, differs from it, or there is no record.</summary>
public enum Outcome { Matched, Differs, Unknown }

public enum FileKind { Csv, Parquet }

/// <summary>一条核验.</summary>
/// <param name="Keys">Whose record.</param>
/// <param name="Values">What is said of them.</param>
/// <param name="Consent">The reference of the person's authorization, where the agreement demands it.</param>
public sealed record VerificationItem(IReadOnlyDictionary<string, string> Keys, IReadOnlyDictionary<string, string> Values,
    string? Consent = null);

public sealed record VerificationAnswer(Outcome Outcome, Guid UseId, int Number);

/// <param name="Repeat">The same request was answered before: nothing was charged again.</param>
public sealed record Verifications(IReadOnlyList<VerificationAnswer> Answers, int UsesLeft, long PriceFen, bool Repeat);

public sealed record RowColumn(string Name, string Type);

/// <param name="Next">Where the next page begins; null when this is the last.</param>
public sealed record RowPage(IReadOnlyList<RowColumn> Columns, IReadOnlyList<IReadOnlyList<JsonElement>> Rows, long? Next,
    int UsesLeft = 0);

/// <param name="DeleteBy">The day by which its deletion is to be confirmed.</param>
public sealed record Delivery(Guid UseId, int Number, FileKind Format, long Rows, string FileSha256, DateOnly? DeleteBy, bool Repeat,
    string Href);

/// <summary>条件 — one condition on a column; all that are given must hold.</summary>
public sealed record Condition(string Text)
{
    public static Condition Is(string column, string value) => new($"{column}:eq:{value}");
    public static Condition IsNot(string column, string value) => new($"{column}:ne:{value}");
    public static Condition IsOneOf(string column, params string[] values) => new($"{column}:in:{string.Join(',', values)}");
    public static Condition StartsWith(string column, string value) => new($"{column}:starts:{value}");
    public static Condition AtLeast(string column, decimal value) => new($"{column}:gte:{value.ToString(CultureInfo.InvariantCulture)}");
    public static Condition AtMost(string column, decimal value) => new($"{column}:lte:{value.ToString(CultureInfo.InvariantCulture)}");
    public static Condition From(string column, DateOnly day) => new($"{column}:gte:{day:yyyy-MM-dd}");
    public static Condition Until(string column, DateOnly day) => new($"{column}:lte:{day:yyyy-MM-dd}");
}

/// <summary>被拒 — the node said no, with a stable code, its words and the clause of the agreement. Nothing was charged.</summary>
public sealed class RefusedException(int status, string code, string message, string? clause) : Exception(message)
{
    public int Status => status;
    public string Code => code;
    /// <summary>The clause of the agreement it rests on; null when it rests on none.</summary>
    public string? Clause => clause;

    internal static async Task<RefusedException> Of(HttpResponseMessage reply, CancellationToken ct)
    {
        var problem = reply.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) is true
            ? await reply.Content.ReadFromJsonAsync<JsonObject>(ct) : null;
        return new((int)reply.StatusCode, (string?)problem?["code"] ?? "", (string?)problem?["detail"] ?? reply.ReasonPhrase ?? "",
            (string?)problem?["clause"]);
    }
}
