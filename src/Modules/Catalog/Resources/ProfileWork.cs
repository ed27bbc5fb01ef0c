using System.Text.Json;
using Yuanliu.Catalog.Databases;
using Yuanliu.Catalog.Proposals;
using Yuanliu.Catalog.Uploads;
using Yuanliu.Compute.Json;
using Yuanliu.Engines.DuckDb;
using Yuanliu.Engines.DuckDb.Intake;
using Yuanliu.Engines.DuckDb.Profiling;

namespace Yuanliu.Catalog.Resources;

/// <summary>数据探查 — reads a resource's files where they lie, describes every column, and proposes name, class and level.</summary>
internal sealed class ProfileWork(AppDb db, HolderFiles files, Blobs blobs, CatalogRules rules, TableReader tables) : IWork
{
    const long Units = 1000;

    public static string Kind => "catalog.profile";

    public async Task<Refusal?> Run(string target, IProgress<(long Done, long Total)> progress, CancellationToken ct)
    {
        var id = ResourceId.From(Guid.Parse(target));
        if (await db.Set<SourceTable>().SingleOrDefaultAsync(t => t.Id == id, ct) is { } table)
            return await Profile(id, table, progress, ct);
        var paths = (await db.Set<Upload>().Where(u => u.Resource == id).OrderBy(u => u.Name).Select(u => u.Sha256)
            .ToListAsync(ct)).ConvertAll(files.Blobs.PathOf);
        progress.Report((0, Units));
        var scratch = files.CopiesOf(id);
        var (source, refused) = await Task.Run(() => FileIntake.Inspect(paths, scratch, IntakeLimits.Default, ct), ct);
        if (refused is not null) return await Fail(id, IntakeWords.Of(refused), ct);

        return await Profile(id, source!, progress, _ => { }, ct);
    }

    /// <summary>A table of a database is copied, looked at, and the copy is thrown away.</summary>
    async Task<Refusal?> Profile(ResourceId id, SourceTable table, IProgress<(long Done, long Total)> progress, CancellationToken ct)
    {
        progress.Report((0, Units));
        var read = await tables.Whole(table, ct);
        if (read.Value is not { } copied) return await Fail(id, read.Refusal!, ct);
        try
        {
            return await Profile(id, copied.Source, progress, resource =>
            {
                (resource.Sha256, resource.SizeBytes) = (copied.Sha256, copied.Source.Bytes);
                (table.Columns, table.Stamp) = ([.. copied.Seen.Columns.Select(c => c.Name)], copied.Seen.Stamp);
            }, ct);
        }
        finally { copied.Source.Files.ToList().ForEach(File.Delete); }
    }

    async Task<Refusal?> Profile(
        ResourceId id, Source source, IProgress<(long Done, long Total)> progress, Action<Resource> note, CancellationToken ct)
    {
        var outcome = await Task.Run(() => Profiler.Run(source, new() { TempFolder = files.Scratch }, new Share(progress), ct), ct);
        if (outcome.Error is { IsDiskFull: true }) return Blobs.Full;              // the file is not to blame: it may be profiled again
        if (outcome.Error is { } error) return await Fail(id, IntakeWords.Of(error), ct);
        await Propose(id, source, outcome.Value!, note, ct);
        progress.Report((Units, Units));
        return null;
    }

    async Task Propose(ResourceId id, Source source, TableProfile profile, Action<Resource> note, CancellationToken ct)
    {
        var stored = await blobs.Store(CanonicalJson.Utf8(ProfileView.Of(profile)), ct);
        var resource = await db.Set<Resource>().Include(r => r.Fields).SingleAsync(r => r.Id == id, ct);
        note(resource);
        var fields = profile.Columns.Select((column, i) => FieldOf(id, i, column));
        if (resource.Propose(profile.Rows, JsonSerializer.Serialize(StoredSource.Of(source, files)), stored.Sha256, PrintOf(profile),
            fields).Refusal
            is { } late)
            throw new RefusedException(late);
        await db.SaveChangesAsync(ct);
    }

    static ResourceFingerprint? PrintOf(TableProfile profile) => profile.Fingerprint is not { } print ? null
        : new(print.Method, print.Rows.ToBytes(), print.Rows.Filled, print.Schema);

    Field FieldOf(ResourceId id, int ordinal, ColumnProfile column)
    {
        var proposal = Proposer.For(new(column.Name, column.Detected), rules);
        return new()
        {
            ResourceId = id, Ordinal = ordinal, Name = column.Name, Type = column.Type, Title = proposal.Title, Class = proposal.Class,
            Level = proposal.Level, ProposedLevel = proposal.Level, FloorLevel = proposal.Floor, LevelBasis = proposal.Basis,
            Personal = proposal.Personal, PersonalSharePercent = proposal.SharePercent, WhyZh = proposal.Why.Zh, WhyEn = proposal.Why.En,
        };
    }

    async Task<Refusal> Fail(ResourceId id, Refusal reason, CancellationToken ct)
    {
        var resource = await db.Set<Resource>().SingleAsync(r => r.Id == id, ct);
        if (resource.Fail(reason).Refusal is { } late) return late;
        await db.SaveChangesAsync(ct);
        return reason;
    }

    /// <summary>The probe's share of the whole, in thousandths.</summary>
    sealed class Share(IProgress<(long Done, long Total)> whole) : IProgress<double>
    {
        public void Report(double value) => whole.Report(((long)(value * Units), Units));
    }
}
