using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Yuanliu.Compute.Credentials;

/// <summary>Times as credentials carry them (XML Schema dateTimeStamp): always with their offset.</summary>
static partial class Stamp
{
    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?(Z|[+-]\d\d:\d\d)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();

    /// <param name="at">UTC; cut to the second.</param>
    public static string Write(DateTime at)
    {
        if (at.Kind is not DateTimeKind.Utc) throw new ArgumentException($"A time must be UTC, not {at.Kind}.", nameof(at));
        return at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
    }

    /// <summary>In UTC, or null when it is not such a time.</summary>
    public static DateTime? Read(JsonNode? node)
        => node.Text() is { } text && Form().IsMatch(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? at.UtcDateTime : null;

    /// <summary>The string a node holds, or null for every other kind.</summary>
    public static string? Text(this JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
