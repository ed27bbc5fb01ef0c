namespace Yuanliu.Catalog.Resources;

/// <summary>数据资源 — what a holder has, described: the catalog entry. Its bytes stay in the holder's domain.</summary>
internal sealed class Resource : IWitnessed
{
    readonly List<Recorded> facts = [];

    public required ResourceId Id { get; init; }
    public required OrganizationId Holder { get; init; }
    public required string Urn { get; init; }
    public required string Title { get; set; }
    public required string Description { get; set; }
    public string Classification { get; set; } = "";
    public required DateTime At { get; init; }
    public Stage Stage { get; private set; } = Stage.Received;
    public int Version { get; private set; }
    public long Rows { get; private set; }
    public required long SizeBytes { get; set; }
    /// <summary>Over the files' hashes in order; for one file, that file's own; of a database's table over its rows, once
    /// they were read.</summary>
    public required string Sha256 { get; set; }
    /// <summary>The probe's description of the source: relation and files, for the clean room only.</summary>
    public string? SourceJson { get; private set; }
    public string? ProfileSha256 { get; private set; }
    /// <summary>How the fingerprint was made; null where there is none (no rows).</summary>
    public string? FingerprintMethod { get; private set; }
    public byte[]? FingerprintRows { get; private set; }
    public int FingerprintFilled { get; private set; }
    public string? FingerprintSchema { get; private set; }
    public Guid? JobId { get; set; }
    public string? RefusalCode { get; private set; }
    public string? RefusalZh { get; private set; }
    public string? RefusalEn { get; private set; }
    public string? CertificateNumber { get; set; }
    public List<Field> Fields { get; private init; } = [];

    public int Level => Fields.Count == 0 ? 1 : Fields.Max(f => f.Level);

    /// <summary>The only way the stage changes.</summary>
    public Result<Stage> Take(Step step, Actor by)
    {
        var found = Procedure.Steps.Find(Stage, step, by);
        if (found.Refusal is { } refusal) return refusal;
        var from = Stage;
        Stage = found.Value!.To;
        Version++;
        facts.Add(new(Urn, new CatalogStep(Id.Value, from.ToString(), step.ToString(), Stage.ToString(), by.ToString())));
        return Stage;
    }

    public Result<Stage> Propose(
        long rows, string sourceJson, string profileSha256, ResourceFingerprint? fingerprint, IEnumerable<Field> fields)
    {
        if (Take(Step.Propose, Actor.Platform).Refusal is { } refusal) return refusal;
        (Rows, SourceJson, ProfileSha256) = (rows, sourceJson, profileSha256);
        (FingerprintMethod, FingerprintRows, FingerprintFilled, FingerprintSchema) =
            (fingerprint?.Method, fingerprint?.Rows, fingerprint?.Filled ?? 0, fingerprint?.Schema);
        (RefusalCode, RefusalZh, RefusalEn) = (null, null, null);
        Fields.Clear();
        Fields.AddRange(fields);
        return Stage;
    }

    public Result<Stage> Fail(Refusal reason)
    {
        if (Take(Step.Fail, Actor.Platform).Refusal is { } refusal) return refusal;
        (RefusalCode, RefusalZh, RefusalEn) = (reason.Code, reason.Message.Zh, reason.Message.En);
        return Stage;
    }

    public Result<Stage> Confirm()
    {
        if (Take(Step.Confirm, Actor.Steward).Refusal is { } refusal) return refusal;
        facts.Add(new(Urn, new ResourceConfirmed(Id.Value, Holder.Value, Sha256, Rows, Fields.Count, Level, ProfileSha256!)));
        return Stage;
    }

    IEnumerable<Recorded> IWitnessed.TakeFacts()
    {
        var taken = facts.ToList();
        facts.Clear();
        return taken;
    }

    public static void Map(EntityTypeBuilder<Resource> e)
    {
        e.ToTable("catalog_resource");
        e.Property(x => x.Id).HasConversion<TypedIdConverter<ResourceId>>();
        e.Property(x => x.Holder).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.Urn).HasMaxLength(200);
        e.Property(x => x.Title).HasMaxLength(200);
        e.Property(x => x.Description).HasMaxLength(2000);
        e.Property(x => x.Classification).HasMaxLength(100);
        e.Property(x => x.Sha256).HasMaxLength(64);
        e.Property(x => x.ProfileSha256).HasMaxLength(64);
        e.Property(x => x.FingerprintMethod).HasMaxLength(80);
        e.Property(x => x.FingerprintRows).HasMaxLength(512);
        e.Property(x => x.FingerprintSchema).HasMaxLength(64);
        e.Property(x => x.RefusalCode).HasMaxLength(80);
        e.Property(x => x.RefusalZh).HasMaxLength(1000);
        e.Property(x => x.RefusalEn).HasMaxLength(1000);
        e.Property(x => x.CertificateNumber).HasMaxLength(60);
        e.Property(x => x.Version).IsConcurrencyToken();
        e.Ignore(x => x.Level);
        e.HasMany(x => x.Fields).WithOne().HasForeignKey(f => f.ResourceId);
        e.HasIndex(x => new { x.Holder, x.Id });
    }
}

/// <summary>编目步骤 — a catalog entry moved on.</summary>
internal sealed record CatalogStep(Guid Resource, string From, string Step, string To, string Actor) : Fact
{
    public override string Kind => "catalog.step/1";
}

/// <summary>数据项 — one column: proposed by the probe, confirmed by the steward.</summary>
internal sealed class Field
{
    public required ResourceId ResourceId { get; init; }
    public required int Ordinal { get; init; }
    public required string Name { get; init; }
    public required string Type { get; init; }
    public required string Title { get; set; }
    public required string Class { get; set; }
    public required int Level { get; set; }
    public required int ProposedLevel { get; init; }
    public required int FloorLevel { get; init; }
    public required string LevelBasis { get; init; }
    public string? Personal { get; init; }
    /// <summary>Sampled values that match, in percent.</summary>
    public int? PersonalSharePercent { get; init; }
    public required string WhyZh { get; init; }
    public required string WhyEn { get; init; }

    public static void Map(EntityTypeBuilder<Field> e)
    {
        e.ToTable("catalog_field");
        e.HasKey(x => new { x.ResourceId, x.Ordinal });
        e.Property(x => x.ResourceId).HasConversion<TypedIdConverter<ResourceId>>();
        e.Property(x => x.Name).HasMaxLength(200);
        e.Property(x => x.Type).HasMaxLength(100);
        e.Property(x => x.Title).HasMaxLength(200);
        e.Property(x => x.Class).HasMaxLength(100);
        e.Property(x => x.LevelBasis).HasMaxLength(200);
        e.Property(x => x.Personal).HasMaxLength(40);
        e.Property(x => x.WhyZh).HasMaxLength(500);
        e.Property(x => x.WhyEn).HasMaxLength(500);
    }
}
