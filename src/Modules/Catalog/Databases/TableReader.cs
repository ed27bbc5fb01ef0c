using System.Collections.Concurrent;
using Yuanliu.Catalog.Resources;
using Yuanliu.Catalog.Uploads;
using Yuanliu.Engines.DuckDb;

namespace Yuanliu.Catalog.Databases;

/// <summary>来源表取数 — brings a table of a holder's database before the probe and the clean room, always in the version that was
/// catalogued.</summary>
internal sealed class TableReader(
    ConnectionSecrets secrets, ReachableDatabases reachable, TableCopy copy, HolderFiles files, CatalogRules rules)
{
    /// <summary>For copying a table; its database is told so too.</summary>
    static readonly TimeSpan CopyTimeMax = TimeSpan.FromMinutes(20);
    readonly ConcurrentDictionary<ResourceId, SemaphoreSlim> gates = new();
    /// <summary>When a table was last seen unchanged, in its database's own time.</summary>
    readonly ConcurrentDictionary<ResourceId, string> moments = new();

    public async Task<Result<DatabaseReader>> Open(SourceConnectionId id, CancellationToken ct)
        => secrets.Read(id) is { } secret ? await Open(secret, ct) : Refusals.SourceGone;

    public async Task<Result<DatabaseReader>> Open(ConnectionSecret secret, CancellationToken ct)
        => reachable.Holds(secret.Host, secret.Port) ? await DatabaseReader.Open(secret, CopyTimeMax, ct) : Refusals.HostClosed;

    /// <summary>The whole table, to be profiled. Whoever asked deletes the copy.</summary>
    public async Task<Result<CopiedTable>> Whole(SourceTable table, CancellationToken ct)
    {
        var opened = await Open(table.Connection, ct);
        if (opened.Value is not { } reader) return opened.Refusal!;
        await using var _ = reader;
        var seen = await See(reader, table, ct);
        if (seen.Refusal is { } refusal) return refusal;
        return await copy.Make(reader, table, seen.Value!, Path.Combine(files.Scratch, $"{table.Id.Value:N}.parquet"), ct);
    }

    /// <summary>The catalogued version, or why it is not to be had: the database is away, or the table is another by now.</summary>
    public async Task<Result<ResourceData>> Data(SourceTable table, Resource resource, CancellationToken ct)
    {
        // What is wrong with a connection is its holder's business, not the business of whoever asks.
        if ((await Open(table.Connection, ct)).Value is not { } reader) return Refusals.SourceGone;
        await using var _ = reader;
        var gate = gates.GetOrAdd(table.Id, _ => new(1));
        await gate.WaitAsync(ct);
        try
        {
            return await DatabaseReader.OrGone(() => Data(reader, table, resource, ct), ct);
        }
        finally { gate.Release(); }
    }

    async Task<Result<ResourceData>> Data(DatabaseReader reader, SourceTable table, Resource resource, CancellationToken ct)
    {
        var prepared = Path.Combine(files.CopiesOf(table.Id), $"{resource.Sha256[..16]}.parquet");
        var data = new ResourceData($"read_parquet({Sql.Texts([prepared])})", [prepared]);
        var moment = await reader.Moment(ct);
        if (File.Exists(prepared) && moments.TryGetValue(table.Id, out var before) && before == moment) return data;

        var seen = await See(reader, table, ct);
        if (seen.Refusal is { } refusal) return refusal.Code == Refusals.SourceGone.Code ? refusal : Refusals.SourceChanged;
        if (seen.Value!.Stamp != table.Stamp) return Refusals.SourceChanged;
        if (!File.Exists(prepared))
        {
            var open = Opened(resource, seen.Value);
            var made = await copy.Make(reader, table, open, prepared + ".new", ct);
            if (made.Refusal is { } failed) return failed;
            File.Move(prepared + ".new", prepared, overwrite: true);
        }
        moments[table.Id] = moment;
        return data;
    }

    /// <summary>What is of the highest level stays where it is: it may not be opened in any form.</summary>
    SeenTable Opened(Resource resource, SeenTable seen)
    {
        var closed = resource.Fields.Where(f => f.Level >= rules.LevelMax).Select(f => f.Name).ToHashSet();
        return seen with { Columns = [.. seen.Columns.Where(c => !closed.Contains(c.Name))] };
    }

    static Task<Result<SeenTable>> See(DatabaseReader reader, SourceTable table, CancellationToken ct)
        => DatabaseReader.OrGone(() => reader.See(table.Schema, table.Name, table.Columns, ct), ct);
}
