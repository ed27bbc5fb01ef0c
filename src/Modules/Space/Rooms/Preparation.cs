using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Yuanliu.Space.Workers;

namespace Yuanliu.Space.Rooms;

/// <summary>入室准备 — reads a version of a resource into the room once: sorted, its identities numbered for all versions alike.</summary>
/// <remarks>
/// It stays in the holder's domain. Without it every question would have to count distinct identities, at many times its own cost.
/// </remarks>
internal sealed class Preparation(IWorkers workers, SpaceLimits limits, HostSettings node)
{
    const int KeptMax = 16;
    readonly ConcurrentDictionary<string, SemaphoreSlim> gates = new();
    readonly ConcurrentDictionary<string, PreparedTable> kept = new();

    /// <param name="identity">The column that tells whose a row is; null when every row is its own.</param>
    /// <param name="withPlaces">Rows of one identity are numbered, so that only so many of them count.</param>
    /// <returns>Null with the reason when it cannot be read.</returns>
    public async Task<(PreparedTable? Table, WorkStatus Status)> Of(
        ResourceCard resource, ResourceData data, string? identity, bool withPlaces, CancellationToken ct)
    {
        var lineage = Lineage(resource.Id, identity, withPlaces);
        if (Find(lineage, resource.Sha256) is { } ready) return (ready, WorkStatus.Done);
        var gate = gates.GetOrAdd(lineage, _ => new(1));
        await gate.WaitAsync(ct);
        try
        {
            return Find(lineage, resource.Sha256) is { } made ? (made, WorkStatus.Done)
                : await Make(lineage, resource, data, identity, withPlaces, ct);
        }
        finally { gate.Release(); }
    }

    /// <summary>All versions of a resource whose identities are numbered alike.</summary>
    public string Lineage(ResourceId resource, string? identity, bool withPlaces) => Path.Combine(
        node.Folder("space"), "prepared", resource.Value.ToString("N"),
        identity is null ? "rows" : Gate.Plan.Short($"{identity}/{withPlaces}"));

    /// <summary>A version that was prepared before.</summary>
    public PreparedTable? Find(string lineage, string version)
    {
        if (kept.TryGetValue(lineage + version, out var table)) return table;
        if (!Directory.Exists(lineage)) return null;
        var folder = Directory.EnumerateDirectories(lineage, "*-" + version[..16]).FirstOrDefault();
        if (folder is null) return null;
        if (kept.Count >= KeptMax) kept.Clear();
        return kept[lineage + version] = Read(folder);
    }

    static PreparedTable Read(string folder)
    {
        var about = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "about.json")))!;
        return new(folder, about["version"]!.GetValue<string>(), about["rows"]!.GetValue<long>(), about["hasOwners"]!.GetValue<bool>());
    }

    async Task<(PreparedTable?, WorkStatus)> Make(
        string lineage, ResourceCard resource, ResourceData data, string? identity, bool withPlaces, CancellationToken ct)
    {
        Directory.CreateDirectory(lineage);
        var versions = Directory.EnumerateDirectories(lineage).Where(d => !d.EndsWith(".new", StringComparison.Ordinal)).Order().ToList();
        var folder = Path.Combine(lineage, string.Create(CultureInfo.InvariantCulture, $"{versions.Count:D6}-{resource.Sha256[..16]}"));
        var making = folder + ".new";
        if (Directory.Exists(making)) Directory.Delete(making, recursive: true);
        Directory.CreateDirectory(making);
        var before = versions.Count > 0 && identity is not null ? Path.Combine(versions[^1], "identities.parquet") : null;
        using var session = await workers.Open(new(
            [.. data.Paths, .. before is null ? Array.Empty<string>() : [before]], limits.PrepareMemoryBytesMax, limits.Threads, making),
            ct);
        var table = new PreparedTable(making, resource.Sha256, 0, identity is not null);
        var run = new PreparationRun(session, limits, ct);
        if (await run.All(table, data.RelationSql, identity, before, withPlaces) is { } failed) return (null, failed);
        await File.WriteAllTextAsync(Path.Combine(making, "about.json"), new JsonObject
        {
            ["version"] = resource.Sha256, ["rows"] = run.Rows, ["hasOwners"] = identity is not null,
        }.ToJsonString(), ct);
        Directory.Move(making, folder);
        return (Read(folder), WorkStatus.Done);
    }
}
