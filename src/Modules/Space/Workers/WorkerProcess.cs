using System.Threading.Channels;
using Yuanliu.Engines.DuckDb;

namespace Yuanliu.Space.Workers;

/// <summary>
/// 查询进程 — the inside of a worker: locked down, the commands of one question, then the end. It knows no agreement, no person and no
/// database of ours.
/// </summary>
internal static class WorkerProcess
{
    const int RequestBytesMax = 16 << 20;

    /// <returns>The process exit code.</returns>
    public static async Task<int> Run(Stream requests, Stream replies)
    {
        WarmUp();
        await Messages.Write(replies, WorkReply.Of(WorkStatus.Ready), CancellationToken.None);
        if (await Messages.Read<WorkOpening>(requests, RequestBytesMax, CancellationToken.None) is not { } opening) return 0;
        using var bench = Workbench.Open(opening);
        var commands = Channel.CreateUnbounded<WorkCommand>();
        _ = Task.Run(() => Hear(requests, commands.Writer));
        await foreach (var command in commands.Reader.ReadAllAsync())
        {
            Volatile.Write(ref isBusy, true);
            await Messages.Write(replies, bench?.Do(command) ?? WorkReply.Of(WorkStatus.Failed), CancellationToken.None);
            Volatile.Write(ref isBusy, false);
        }
        return 0;
    }

    static bool isBusy;

    /// <summary>When nothing more can be heard the server is gone, and nobody would hear the answer.</summary>
    static async Task Hear(Stream requests, ChannelWriter<WorkCommand> commands)
    {
        while (await Messages.Read<WorkCommand>(requests, RequestBytesMax, CancellationToken.None) is { } command)
            await commands.WriteAsync(command);
        commands.Complete();
        if (Volatile.Read(ref isBusy)) Environment.Exit(3);
    }

    /// <summary>Loads the library and compiles the way to it while nobody waits.</summary>
    static void WarmUp()
    {
        using var database = Database.Open(new() { MemoryBytesMax = 64 << 20, Threads = 1, TempBytesMax = 0 }).OrThrow();
        using var connection = database.Connect();
        connection.ReadAll("SELECT 1", 1).OrThrow();
    }
}
