using System.Text.Json.Nodes;
using Yuanliu.Engines.DuckDb;

namespace Yuanliu.Space.Workers;

/// <summary>
/// 查询进程 — the inside of a worker: locked down, one query, then the end. It knows no agreement, no person and no database of ours.
/// </summary>
internal static class WorkerProcess
{
    const int RequestBytesMax = 4 << 20;

    /// <returns>The process exit code.</returns>
    public static async Task<int> Run(Stream requests, Stream replies)
    {
        WarmUp();
        await Messages.Write(replies, WorkReply.Of(WorkStatus.Ready), CancellationToken.None);
        if (await Messages.Read<WorkRequest>(requests, RequestBytesMax, CancellationToken.None) is not { } request) return 0;

        _ = Task.Run(() => EndWith(requests));
        await Messages.Write(replies, Answer(request), CancellationToken.None);
        return 0;
    }

    /// <summary>Loads the library and compiles the way to it while nobody waits.</summary>
    static void WarmUp()
    {
        using var database = Database.Open(new() { MemoryBytesMax = 64 << 20, Threads = 1, TempBytesMax = 0 }).OrThrow();
        using var connection = database.Connect();
        connection.ReadAll("SELECT 1", 1).OrThrow();
    }

    /// <summary>The server never writes twice: when reading ends, it is gone, and nobody would hear the answer.</summary>
    static async Task EndWith(Stream requests)
    {
        await requests.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false);
        Environment.Exit(3);
    }

    static WorkReply Answer(WorkRequest request)
    {
        var opened = Database.Open(new()
        {
            MemoryBytesMax = request.MemoryBytesMax, Threads = request.Threads, TempBytesMax = 0, AllowedFiles = request.Files,
        });
        if (opened.Error is { } error) return Of(error);
        using var database = opened.Value!;
        using var connection = database.Connect();
        return Answer(connection, request);
    }

    static WorkReply Answer(Connection connection, WorkRequest request)
    {
        var limits = new QueryOptions { TimeLimit = TimeSpan.FromMilliseconds(request.TimeMilliseconds) };
        if (connection.ReadAll(request.Group, 1, options: limits).Error is { } grouping) return Of(grouping);
        var counts = connection.ReadAll(request.Count, 1, options: limits);
        if (counts.Error is { } counting) return Of(counting);
        var (groups, released) = ((long)counts.Value!.Rows[0][0]!, (long)counts.Value.Rows[0][1]!);
        if (released == 0) return WorkReply.Of(WorkStatus.Done) with { Groups = groups };

        var answer = connection.ReadAll(request.Release, request.RowsMax, options: limits);
        if (answer.Error is { } failed) return Of(failed);
        if (answer.Value!.IsCut) return WorkReply.Of(WorkStatus.TooManyRows);
        return new(WorkStatus.Done, groups, released,
            [.. answer.Value.Columns.Select(c => new ResultColumn(c.Name, c.Type.ToString()))],
            [.. answer.Value.Rows.Select(r => new JsonArray([.. r.Select(Cells.Of)]))]);
    }

    /// <summary>The engine's words may quote the data: only the kind of failure leaves the process.</summary>
    static WorkReply Of(DuckDbError error) => WorkReply.Of(error.Kind switch
    {
        ErrorKind.TimeLimit or ErrorKind.Interrupt => WorkStatus.Timeout,
        ErrorKind.OutOfMemory => WorkStatus.Memory,
        _ => WorkStatus.Failed,
    });
}
