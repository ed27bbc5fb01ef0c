using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Yuanliu.Compute.Credentials;
using Yuanliu.Compute.Json;
using Yuanliu.Registration.Certificates;
using Yuanliu.Registration.Encumbrances;
using Yuanliu.Registration.Entries;
using Yuanliu.Registration.Rights;
using Yuanliu.Registration.Units;

namespace Yuanliu.Registration.Registers;

/// <summary>导出登记簿 — the whole of one register in an open format: JSON lines, the last of which is signed over all before it.</summary>
internal static class ExportRegister
{
    internal sealed record Request(string Register);
    internal sealed record Response(Guid JobId, string Href);

    internal sealed class Shape : AbstractValidator<Request>
    {
        public Shape() => RuleFor(r => r.Register).NotEmpty().MaximumLength(60);
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/register-exports", Handle).OpenTo("registration:write", Role.Registrar, Role.Regulator)
            .WithName(nameof(ExportRegister))
            .WithSummary("导出登记簿");
        routes.MapGet("/register-exports/{job:guid}", Download).OpenTo("registration:read", Role.Registrar, Role.Regulator)
            .WithName("DownloadRegisterExport").WithSummary("下载登记簿");
    }

    static async Task<Results<Accepted<Response>, ProblemHttpResult>> Handle(
        Request request, HttpContext context, AppDb db, JobRunner jobs, CallerBox box, CancellationToken ct)
    {
        var register = request.Register;
        if (!await db.Set<RegistrationUnit>().AnyAsync(u => u.Register == register, ct)) return Refusals.NoRules(register).Problem(context);
        var job = jobs.Plan<ExportWork>(db, register, box.Known);
        await db.SaveChangesAsync(ct);
        await jobs.Enqueue(job, box.Known, ct);
        var href = $"/api/registration/register-exports/{job.Id}";
        return TypedResults.Accepted(href, new Response(job.Id, href));
    }

    static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> Download(
        Guid job, HttpContext context, AppDb db, Blobs blobs, CancellationToken ct)
        => await db.Set<RegisterExport>().AsNoTracking().Where(e => e.JobId == job).Select(e => new { e.Sha256, e.Register })
            .SingleOrDefaultAsync(ct) is { } found && blobs.Open(found.Sha256) is { } bytes
            ? TypedResults.Stream(bytes, "application/x-ndjson", $"{found.Register}.ndjson") : Refusals.NoSuchExport.Problem(context);
}

/// <summary>登记簿导出 — which file a job made.</summary>
internal sealed class RegisterExport : IWitnessed
{
    readonly List<Recorded> facts = [];

    public required Guid JobId { get; init; }
    public required string Register { get; init; }
    public required string Sha256 { get; init; }
    public required DateTime At { get; init; }

    public void Done(HostSettings node) => facts.Add(new(node.Urn("export", JobId), new RegisterExported(JobId, Register, Sha256)));

    IEnumerable<Recorded> IWitnessed.TakeFacts()
    {
        var taken = facts.ToList();
        facts.Clear();
        return taken;
    }

    public static void Map(EntityTypeBuilder<RegisterExport> e)
    {
        e.ToTable("registration_export");
        e.HasKey(x => x.JobId);
        e.Property(x => x.JobId).ValueGeneratedNever();
        e.Property(x => x.Register).HasMaxLength(60);
        e.Property(x => x.Sha256).HasMaxLength(64);
    }
}

/// <summary>登记簿已导出 — the whole of a register left the node.</summary>
internal sealed record RegisterExported(Guid Export, string Register, string Sha256) : Fact
{
    public override string Kind => "registration.register-exported/1";
}

/// <summary>Writes a register unit by unit, so that its size does not matter.</summary>
internal sealed class ExportWork(AppDb db, Blobs blobs, NodeKeys keys, CertificateCredential credentials, IClock clock, HostSettings node)
    : IWork
{
    const int BatchMax = 200;

    public const string Format = "yuanliu-register/1";

    public static string Kind => "registration.export";

    public async Task<Refusal?> Run(string target, IProgress<(long Done, long Total)> progress, CancellationToken ct)
    {
        var total = await db.Set<RegistrationUnit>().CountAsync(u => u.Register == target, ct);
        var aside = Path.GetTempFileName();
        try
        {
            await using (var file = new FileStream(aside, FileMode.Create, FileAccess.ReadWrite))
            {
                var lines = new Lines(file);
                lines.Write(new { Type = "register", Format, Register = target, Node = node.Node, Issuer = credentials.Issuer,
                    At = clock.Now });
                await WriteUnits(target, lines, done => progress.Report((done, total)), ct);
                lines.End(keys, clock.Now);
                file.Position = 0;
                await Remember(target, (await blobs.Store(file, long.MaxValue, ct)).Value!.Sha256, ct);
            }
            return null;
        }
        finally { File.Delete(aside); }
    }

    async Task WriteUnits(string register, Lines lines, Action<long> told, CancellationToken ct)
    {
        long done = 0;
        for (UnitId? last = null; ;)
        {
            var rows = db.Set<RegistrationUnit>().AsNoTracking().Where(u => u.Register == register);
            if (last is { } after) rows = rows.Where(u => u.Id.CompareTo(after) > 0);
            var batch = await rows.OrderBy(u => u.Id).Take(BatchMax).ToListAsync(ct);
            foreach (var unit in batch) await WriteUnit(unit, lines, ct);
            told(done += batch.Count);
            if (batch.Count < BatchMax) return;
            last = batch[^1].Id;
        }
    }

    async Task WriteUnit(RegistrationUnit unit, Lines lines, CancellationToken ct)
    {
        var id = unit.Id;
        lines.Write(new { Type = "unit", Id = id.Value, unit.Number, Resource = unit.ResourceId.Value, unit.RegisteredOn, unit.Entries,
            unit.EntrySha256 });
        foreach (var e in await db.Set<Entry>().AsNoTracking().Where(e => e.UnitId == id).OrderBy(e => e.Ordinal).ToListAsync(ct))
            lines.Write(new
            {
                Type = "entry", Id = e.Id.Value, Unit = id.Value, e.Ordinal, e.Kind, Filing = e.FilingId?.Value, e.PackId, e.PackSha256,
                    e.At, e.Lines,
                e.PreviousSha256, e.Sha256,
            });
        foreach (var r in await db.Set<RegisteredRight>().AsNoTracking().Where(r => r.UnitId == id).OrderBy(r => r.Id).ToListAsync(ct))
            lines.Write(new { Type = "right", Unit = id.Value, r.Status, r.State });
        foreach (var e in await db.Set<Encumbrance>().AsNoTracking().Where(e => e.UnitId == id).OrderBy(e => e.Id).ToListAsync(ct))
            lines.Write(new { Type = "encumbrance", Unit = id.Value, e.Status, e.State });
        foreach (var c in await db.Set<Certificate>().AsNoTracking().Where(c => c.UnitId == id).OrderBy(c => c.Id)
            .Select(c => new { c.Number, c.Status, c.Credential }).ToListAsync(ct))
            lines.Write(new { Type = "certificate", Unit = id.Value, c.Number, c.Status, Credential = JsonNode.Parse(c.Credential) });
    }

    async Task Remember(string register, string sha256, CancellationToken ct)
    {
        var job = await db.Set<Job>().Where(j => j.Kind == Kind && j.Target == register && j.State == JobState.Running)
            .OrderByDescending(j => j.At)
            .Select(j => j.Id).FirstAsync(ct);
        var export = new RegisterExport { JobId = job, Register = register, Sha256 = sha256, At = clock.Now };
        export.Done(node);
        db.Add(export);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Canonical JSON a line, and a last line that signs the hash of all of them.</summary>
    sealed class Lines(Stream to)
    {
        readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long count;

        public void Write(object line) => Append(CanonicalJson.Utf8(JsonSerializer.SerializeToNode(line, CanonicalJson.Options)));

        public void End(NodeKeys keys, DateTime at)
        {
            using (hash)
                Append(CanonicalJson.Utf8(DataIntegrity.Sign(new()
                {
                    ["type"] = "end", ["lines"] = count, ["sha256"] = Convert.ToHexStringLower(hash.GetCurrentHash()),
                }, keys.Registry, at)));
        }

        void Append(byte[] utf8)
        {
            byte[] line = [.. utf8, (byte)'\n'];
            hash.AppendData(line);
            to.Write(line);
            count++;
        }
    }
}
