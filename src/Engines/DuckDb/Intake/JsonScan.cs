using System.Text.Json;

namespace Yuanliu.Engines.DuckDb.Intake;

/// <summary>Reads the objects of JSON files once, in constant memory: flat, each key once, each column of one kind.</summary>
internal sealed class JsonScan(IntakeLimits limits)
{
    public const int ObjectBytesMax = 16 << 20;
    const int BlockBytes = 1 << 18;

    readonly Dictionary<string, int> places = new(StringComparer.OrdinalIgnoreCase);
    readonly List<JsonColumn> columns = [];
    string file = "";
    bool isArray;
    /// <summary>The key that most likely comes next: objects of one table mostly have their keys in one order.</summary>
    int next;
    long line, lastLine, begun;
    bool isInArray, isInObject;
    JsonColumn? column;

    public long Rows { get; private set; }
    public IReadOnlyList<JsonColumn> Columns => columns;

    /// <summary>Whether a text is JSON and not a CSV: it begins with an object, or with an array of something that is none of a
    /// CSV's.</summary>
    public static (bool IsJson, bool IsArray) Look(ReadOnlySpan<char> text)
    {
        var rest = text.TrimStart();
        if (rest is not ['{' or '[', ..]) return default;
        var inner = rest[1..].TrimStart();
        var isArray = rest[0] == '[';
        return (isArray ? inner is ['{' or '[' or ']', ..] : inner is ['"' or '}', ..], isArray);
    }

    /// <returns>Why the file is not taken; null when all of it was read.</returns>
    public IntakeRefusal? Read(OpenedFile opened, CancellationToken ct)
    {
        (file, isArray, line, lastLine, isInArray, isInObject) = (opened.File.Name, opened.IsJsonArray, 1, 0, false, false);
        using var stream = TextScan.Open(opened.Path, opened.IsGzip);
        var state = new JsonReaderState(new() { AllowMultipleValues = !isArray });
        var (buffer, held, offset) = (new byte[BlockBytes], 0, 0L);
        SkipMark(stream, buffer, ref held);
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            if (held == buffer.Length)
            {
                if (buffer.Length > ObjectBytesMax) return TooLarge(held);
                Array.Resize(ref buffer, buffer.Length * 2);
            }
            var read = stream.ReadAtLeast(buffer.AsSpan(held), 1, throwOnEndOfStream: false);
            held += read;
            var reader = new Utf8JsonReader(buffer.AsSpan(0, held), isFinalBlock: read == 0, state);
            if (Take(ref reader, buffer, offset) is { } refusal) return refusal;
            if (read == 0) return null;
            var used = (int)reader.BytesConsumed;
            state = reader.CurrentState;
            buffer.AsSpan(used, held - used).CopyTo(buffer);
            (held, offset) = (held - used, offset + used);
        }
    }

    static void SkipMark(Stream stream, byte[] buffer, ref int held)
    {
        held = stream.ReadAtLeast(buffer.AsSpan(0, 3), 3, throwOnEndOfStream: false);
        if (buffer.AsSpan(0, held).SequenceEqual("\uFEFF"u8)) held = 0;
    }

    IntakeRefusal? Take(ref Utf8JsonReader reader, byte[] buffer, long offset)
    {
        var counted = 0;
        try
        {
            while (reader.Read())
            {
                line += buffer.AsSpan(counted, (int)reader.TokenStartIndex - counted).Count((byte)'\n');
                counted = (int)reader.TokenStartIndex;
                if (Token(ref reader, offset) is { } refusal) return refusal;
            }
        }
        catch (JsonException)
        {
            line += buffer.AsSpan(counted, (int)reader.BytesConsumed - counted).Count((byte)'\n');
            return Refusals.UnreadableLine(file, line, isArray ? "it is not JSON from here on" : "it is not one whole JSON object");
        }
        line += buffer.AsSpan(counted, (int)reader.BytesConsumed - counted).Count((byte)'\n');
        return null;
    }

    IntakeRefusal? Token(ref Utf8JsonReader reader, long offset)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                return Key(ref reader);
            case JsonTokenType.EndObject:
                return End(offset + reader.BytesConsumed);
            case JsonTokenType.StartObject when !isInObject:
                return Begin(offset + reader.TokenStartIndex);
            case JsonTokenType.StartArray when isArray && !isInArray:
                isInArray = true;
                return null;
            case JsonTokenType.EndArray:
                return null;
            case JsonTokenType.StartObject or JsonTokenType.StartArray when isInObject:
                return Refusals.Nested(file, line, column!.Key);
            default:
                return isInObject ? Value(ref reader) : Refusals.UnreadableLine(file, line, "it is a value and no object");
        }
    }

    IntakeRefusal? Begin(long at)
    {
        if (!isArray && line == lastLine) return Refusals.UnreadableLine(file, line, "it is not one whole JSON object");
        (isInObject, begun, lastLine, next) = (true, at, line, 0);
        Rows++;
        return Rows > limits.RowsMax ? Refusals.TooManyRows(file, limits.RowsMax, Rows) : null;
    }

    IntakeRefusal? End(long at)
    {
        isInObject = false;
        if (!isArray && line != lastLine) return Refusals.UnreadableLine(file, lastLine, "it is not one whole JSON object");
        return at - begun > ObjectBytesMax ? TooLarge(at - begun) : null;
    }

    IntakeRefusal? Key(ref Utf8JsonReader reader)
    {
        if (next < columns.Count && reader.ValueTextEquals(columns[next].Utf8)) column = columns[next];
        else if (Find(ref reader) is { } refusal) return refusal;
        next = places[column!.Key] + 1;
        if (column.LastRow == Rows) return Refusals.UnreadableLine(file, line, $"the key {column.Key} comes twice");
        column.LastRow = Rows;
        return null;
    }

    IntakeRefusal? Find(ref Utf8JsonReader reader)
    {
        string key;
        try
        {
            key = reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Refusals.UnreadableLine(file, line, "a key holds half a character");
        }
        if (key.Length == 0 || key.Contains('\0')) return Refusals.UnreadableLine(file, line, "a key is empty or holds a zero character");
        if (places.TryGetValue(key, out var place))
        {
            column = columns[place];
            return column.Key == key ? null : Refusals.UnreadableLine(file, line, $"{key} and {column.Key} differ in case only");
        }
        if (columns.Count == limits.ColumnsMax) return Refusals.TooManyColumns(file, limits.ColumnsMax, columns.Count + 1);
        places[key] = columns.Count;
        columns.Add(column = new(key));
        return null;
    }

    IntakeRefusal? Value(ref Utf8JsonReader reader)
    {
        if (column!.Take(ref reader) is { } why) return Refusals.UnreadableLine(file, line, why);
        return column.IsOneKind ? null : Refusals.Mixed(file, line, column.Key);
    }

    IntakeRefusal TooLarge(long bytes) => Refusals.ObjectTooLarge(file, ObjectBytesMax, bytes);
}
