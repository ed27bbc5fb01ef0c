using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Yuanliu.Compute.Overlap;
using Yuanliu.Engines.DuckDb;

namespace Yuanliu.Space.Workers;

/// <summary>工作台 — a locked database on which the commands of one question are carried out.</summary>
internal sealed class Workbench : IDisposable
{
    readonly Database database;
    readonly Connection connection;

    Workbench(Database database) => (this.database, connection) = (database, database.Connect());

    /// <returns>Null when the files cannot be opened so.</returns>
    public static Workbench? Open(WorkOpening opening) => Database.Open(new()
    {
        MemoryBytesMax = opening.MemoryBytesMax, Threads = opening.Threads, AllowedFiles = opening.Files,
        AllowedFolders = opening.Folder is { } folder ? [folder + Path.DirectorySeparatorChar] : [],
        TempFolder = opening.Folder, TempBytesMax = opening.Folder is null ? 0 : 64L << 30,
    }).Value is { } opened ? new(opened) : null;

    public WorkReply Do(WorkCommand command)
    {
        var limits = new QueryOptions { TimeLimit = TimeSpan.FromMilliseconds(command.TimeMilliseconds) };
        return command.Kind switch
        {
            WorkVerb.Run => Run(command, limits),
            WorkVerb.Read => Read(command, limits),
            WorkVerb.Gather => Stream(command, limits, new Gathering(command)),
            WorkVerb.Dump => Stream(command, limits, new Dumping(command.File!)),
        };
    }

    WorkReply Run(WorkCommand command, QueryOptions limits)
    {
        ReadOnlySpan<Parameter> parameters = command.Parameter is { } value ? [value] : [];
        return connection.ReadAll(command.Sql, 1, parameters, limits).Error is { } error ? Of(error) : WorkReply.Of(WorkStatus.Done);
    }

    WorkReply Read(WorkCommand command, QueryOptions limits)
    {
        var answer = connection.ReadAll(command.Sql, command.RowsMax, options: limits);
        if (answer.Error is { } failed) return Of(failed);
        if (answer.Value!.IsCut) return WorkReply.Of(WorkStatus.TooManyRows);
        return new(WorkStatus.Done, [.. answer.Value.Columns.Select(c => new ResultColumn(c.Name, c.Type.ToString()))],
            [.. answer.Value.Rows.Select(r => new JsonArray([.. r.Select(Cells.Of)]))], Count: answer.Value.Rows.Count);
    }

    WorkReply Stream(WorkCommand command, QueryOptions limits, IChunks into)
    {
        using (into)
        {
            var query = connection.Query(command.Sql, options: limits);
            if (query.Error is { } error) return Of(error);
            using var result = query.Value!;
            while (true)
            {
                var next = result.Next();
                if (next.Error is { } failed) return Of(failed);
                if (next.Value is not { } chunk) return into.End();
                if (!into.Take(chunk)) return WorkReply.Of(WorkStatus.TooManyRows);
            }
        }
    }

    /// <summary>The engine's words may quote the data: only the kind of failure leaves the worker.</summary>
    static WorkReply Of(DuckDbError error) => WorkReply.Of(error.Kind switch
    {
        ErrorKind.TimeLimit or ErrorKind.Interrupt => WorkStatus.Timeout,
        ErrorKind.OutOfMemory => WorkStatus.Memory,
        _ => WorkStatus.Failed,
    });

    public void Dispose()
    {
        connection.Dispose();
        database.Dispose();
    }

    interface IChunks : IDisposable
    {
        /// <returns>False when there is too much.</returns>
        bool Take(Chunk chunk);
        WorkReply End();
    }

    /// <summary>Gathers (gid, first, after, flags…) into sets. Whoever has no group is a void.</summary>
    sealed class Gathering(WorkCommand command) : IChunks
    {
        readonly UnitSetBuilder voids = new();
        readonly List<UnitSetBuilder> sets = [];

        public bool Take(Chunk chunk)
        {
            var group = chunk.Column(0);
            var groups = group.Span<long>();
            var first = chunk.Column(1).Span<long>();
            var after = chunk.Column(2).Span<long>();
            for (var row = 0; row < chunk.Rows; row++)
            {
                var (start, end) = ((uint)first[row], (uint)after[row]);
                if (!group.IsValid(row))
                {
                    voids.Add(start, end);
                    continue;
                }
                if (groups[row] >= command.RowsMax) return false;
                var at = (int)groups[row] * (command.Flags + 1);
                while (sets.Count <= at + command.Flags) sets.Add(new());
                sets[at].Add(start, end);
                for (var flag = 0; flag < command.Flags; flag++)
                    if (chunk.Column(3 + flag) is var holds && holds.IsValid(row)
                        && holds.Span<bool>()[row]) sets[at + 1 + flag].Add(start, end);
            }
            return true;
        }

        public WorkReply End() => WorkReply.Of(WorkStatus.Done) with
        {
            Sets = UnitSetCodec.Write([voids.Build(), .. sets.Select(s => s.Build())]),
        };

        public void Dispose() { }
    }

    /// <summary>Writes the first column, numbers of 32 bits, one after another.</summary>
    sealed class Dumping(string path) : IChunks
    {
        readonly FileStream file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20);
        long count;

        public bool Take(Chunk chunk)
        {
            file.Write(MemoryMarshal.AsBytes(chunk.Column(0).Span<uint>()));
            count += chunk.Rows;
            return true;
        }

        public WorkReply End()
        {
            file.Flush(flushToDisk: true);
            return WorkReply.Of(WorkStatus.Done) with { Count = count };
        }

        public void Dispose() => file.Dispose();
    }
}
