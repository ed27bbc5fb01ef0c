using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Nodes;
using Yuanliu.Compute.Json;

namespace Yuanliu.Space.Workers;

/// <summary>What a worker is asked to do: one query, then it ends.</summary>
/// <param name="Files">The only files that it may open, absolute.</param>
internal sealed record WorkRequest(
    string Group, string Count, string Release, IReadOnlyList<string> Files, long MemoryBytesMax, int Threads, long TimeMilliseconds,
        int RowsMax);

internal enum WorkStatus { Ready, Done, TooManyRows, Timeout, Memory, Failed }

internal sealed record ResultColumn(string Name, string Type);

/// <param name="Groups">Groups in all; never shown to anybody.</param>
/// <param name="Released">Groups that reach the threshold.</param>
internal sealed record WorkReply(WorkStatus Status, long Groups, long Released, IReadOnlyList<ResultColumn> Columns, JsonArray Rows)
{
    public static WorkReply Of(WorkStatus status) => new(status, 0, 0, [], []);
}

/// <summary>The way between server and worker: JSON, each message headed by its length in four bytes.</summary>
internal static class Messages
{
    public static async Task Write<T>(Stream stream, T message, CancellationToken ct)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(message, CanonicalJson.Options);
        var frame = new byte[4 + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, body.Length);
        body.CopyTo(frame, 4);
        await stream.WriteAsync(frame, ct);
        await stream.FlushAsync(ct);
    }

    /// <returns>Null when the other side has ended, or sends more than it may.</returns>
    public static async Task<T?> Read<T>(Stream stream, int bytesMax, CancellationToken ct) where T : class
    {
        var head = new byte[4];
        if (await stream.ReadAtLeastAsync(head, 4, throwOnEndOfStream: false, ct) < 4) return null;
        var length = BinaryPrimitives.ReadInt32BigEndian(head);
        if (length < 0 || length > bytesMax) return null;
        var body = new byte[length];
        return await stream.ReadAtLeastAsync(body, length, throwOnEndOfStream: false, ct) < length
            ? null : JsonSerializer.Deserialize<T>(body, CanonicalJson.Options);
    }
}
