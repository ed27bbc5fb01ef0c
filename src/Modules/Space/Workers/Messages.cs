using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Nodes;
using Yuanliu.Compute.Json;

namespace Yuanliu.Space.Workers;

/// <summary>What a worker may reach, told once before anything else.</summary>
/// <param name="Files">The only files that it may open, absolute.</param>
/// <param name="Folder">The only folder in which it may write; null = nowhere.</param>
internal sealed record WorkOpening(IReadOnlyList<string> Files, long MemoryBytesMax, int Threads, string? Folder = null);

/// <summary>
/// What a worker can do: run statements for their effect, read a small answer, gather units into sets, write numbers to a file.
/// </summary>
internal enum WorkVerb { Run, Read, Gather, Dump }

/// <param name="Sql">Written by us.</param>
/// <param name="RowsMax">Of a read: more are not released. Of gathering: groups at most.</param>
/// <param name="Flags">Of gathering: truths after gid, first and after.</param>
/// <param name="File">Of a dump: where the numbers go.</param>
/// <param name="Parameter">Of a run: what stands for $1; null = nothing does.</param>
internal sealed record WorkCommand(WorkVerb Kind, string Sql, long TimeMilliseconds, int RowsMax = 0, int Flags = 0, string? File = null,
    string? Parameter = null);

internal enum WorkStatus { Ready, Done, TooManyRows, Timeout, Memory, Failed }

internal sealed record ResultColumn(string Name, string Type);

/// <param name="Sets">Of gathering: units without a group, then for each group all its units and those of each flag.</param>
/// <param name="Count">Rows read or numbers written.</param>
internal sealed record WorkReply(WorkStatus Status, IReadOnlyList<ResultColumn> Columns, JsonArray Rows, byte[]? Sets = null,
    long Count = 0)
{
    public static WorkReply Of(WorkStatus status) => new(status, [], []);
}

/// <summary>查询席位 — a worker that is held for one question and then thrown away.</summary>
internal interface IWorkSession : IDisposable
{
    /// <returns>Null when the worker died.</returns>
    Task<WorkReply?> Do(WorkCommand command, CancellationToken ct);
}

/// <summary>Gives workers: processes of their own, or in tests this process.</summary>
internal interface IWorkers
{
    Task<IWorkSession> Open(WorkOpening opening, CancellationToken ct);
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
