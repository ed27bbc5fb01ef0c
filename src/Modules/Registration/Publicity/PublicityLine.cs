using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;
using Yuanliu.Registration.Registers;

namespace Yuanliu.Registration.Publicity;

/// <summary>公示索引行 — the words by which a publicised filing may be found: those that its pack shows. Made after the step is
/// durable.</summary>
internal sealed class PublicityLine
{
    public const int TitleMax = 200, PartiesMax = 500;

    public required FilingId FilingId { get; init; }
    public string Title { get; set; } = "";
    /// <summary>Names of the applicant and of the other side.</summary>
    public string Parties { get; set; } = "";

    public static void Map(EntityTypeBuilder<PublicityLine> e)
    {
        e.ToTable("registration_publicity_line");
        e.HasKey(x => x.FilingId);
        e.Property(x => x.FilingId).HasConversion<TypedIdConverter<FilingId>>();
        e.Property(x => x.Title).HasMaxLength(TitleMax);
        e.Property(x => x.Parties).HasMaxLength(PartiesMax);
    }
}

/// <summary>公示索引词 — two neighbouring characters, as in the register's own search.</summary>
internal sealed class PublicityWord
{
    public required string Word { get; init; }
    public required FilingId FilingId { get; init; }

    public static void Map(EntityTypeBuilder<PublicityWord> e)
    {
        e.ToTable("registration_publicity_word");
        e.HasKey(x => new { x.Word, x.FilingId });
        e.Property(x => x.Word).HasMaxLength(2);
        e.Property(x => x.FilingId).HasConversion<TypedIdConverter<FilingId>>();
        e.HasIndex(x => x.FilingId);
    }
}

/// <summary>公示索引更新 — writes a filing's words when it is publicised, and anew when somebody succeeds its applicant.</summary>
internal sealed class OnPublicised(AppDb db, PinnedPacks packs, PartyNames parties) : IReceive<FilingStepTaken>, IReceive<FilingSucceeded>
{
    public Task Receive(Guid factId, FilingStepTaken fact, CancellationToken ct)
        => fact.To == nameof(Stage.Publicised) ? Write(new(fact.Filing), ct) : Task.CompletedTask;

    public Task Receive(Guid factId, FilingSucceeded fact, CancellationToken ct) => Write(new(fact.Filing), ct);

    async Task Write(FilingId id, CancellationToken ct)
    {
        if (await db.Set<Filing>().AsNoTracking().SingleOrDefaultAsync(f => f.Id == id && f.PublicisedOn != null, ct)
            is not { } filing) return;
        var fields = PublicityView.ShownOf(filing, (await packs.Of(filing.PackId, filing.PackSha256, ct)).Rules);
        var names = await parties.Organizations(filing.Sides(), ct);
        string Name(PublicityField field, OrganizationId? of)
            => fields.Contains(field) && of is { } known ? names.GetValueOrDefault(known.Value, "") : "";
        var line = await db.Set<PublicityLine>().SingleOrDefaultAsync(l => l.FilingId == id, ct);
        if (line is null) db.Add(line = new() { FilingId = id });
        line.Title = fields.Contains(PublicityField.ResourceTitle) ? filing.ResourceTitle : "";
        line.Parties = WordPairs.Cut(string.Join("、", new[]
        {
            Name(PublicityField.Applicant, filing.ApplicantId), Name(PublicityField.Counterparty, filing.CounterpartyId),
        }.Where(n => n != "").Distinct()), PublicityLine.PartiesMax);
        await Index(id, [.. WordPairs.Of(line.Title), .. WordPairs.Of(line.Parties)], ct);
    }

    async Task Index(FilingId id, HashSet<string> words, CancellationToken ct)
    {
        var held = await db.Set<PublicityWord>().Where(w => w.FilingId == id).ToListAsync(ct);
        db.RemoveRange(held.Where(w => !words.Contains(w.Word)));
        db.AddRange(words.Except(held.Select(w => w.Word)).Select(w => new PublicityWord { Word = w, FilingId = id }));
    }
}
