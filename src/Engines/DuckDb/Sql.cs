namespace Yuanliu.Engines.DuckDb;

/// <summary>Quoting for the places where DuckDB takes no parameter: names, file paths, options.</summary>
public static class Sql
{
    /// <summary>A name in double quotes; any text is safe.</summary>
    public static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A text in single quotes; any text is safe.</summary>
    /// <exception cref="ArgumentException">The text has a NUL, at which the C API would cut the statement off.</exception>
    public static string Text(string text) => text.Contains('\0')
        ? throw new ArgumentException("A NUL cannot be part of a statement", nameof(text))
        : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A list of texts: <c>['a', 'b']</c>.</summary>
    public static string Texts(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(Text))}]";
}
