using System.Text;

namespace Yuanliu.Compute.Finder.Tables;

/// <summary>The tables of rules/finder, which are part of this assembly.</summary>
internal static class TableFile
{
    /// <summary>Lines without comments.</summary>
    public static IEnumerable<string> Lines(string name)
    {
        using var stream = typeof(TableFile).Assembly.GetManifestResourceStream($"finder/{name}")
            ?? throw new InvalidDataException($"rules/finder/{name} is missing from the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
            if (line.Length > 0 && line[0] != '#') yield return line;
    }

    public static IEnumerable<string> Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
