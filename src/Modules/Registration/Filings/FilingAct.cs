namespace Yuanliu.Registration.Filings;

/// <summary>附件 — a paper that came with an act.</summary>
/// <param name="Key">Which of the pack's papers it is; null for any other.</param>
internal sealed record ActPaper(string Name, string Sha256, long SizeBytes, string? Key = null);

/// <summary>办理记录 — who took which step, when, and the reason given. The reason stays here; evidence holds its hash.</summary>
internal sealed class FilingAct
{
    public const int ReasonMax = 2000;

    public required Guid Id { get; init; }
    public required Step Step { get; init; }
    public required Actor By { get; init; }
    /// <summary>Null for time and for the public.</summary>
    public required PersonId? PersonId { get; init; }
    public required DateTime At { get; init; }
    public string? Reason { get; init; }
    /// <summary>The legal ground it names, by its key in the pack.</summary>
    public string? Ground { get; init; }
    public IReadOnlyList<ActPaper> Papers { get; set; } = [];
    public FilingId FilingId { get; private set; }
    public Stage From { get; private set; }
    public Stage To { get; private set; }
    /// <summary>The duty that the act did or cut short; null where none ran.</summary>
    public Deadline? Duty { get; private set; }
    public DateOnly? DutyDueOn { get; private set; }
    /// <summary>How many days after the last one, in the unit of the term; null when in time.</summary>
    public int? DutyLate { get; private set; }

    internal void Did(Deadline duty, DateOnly dueOn, int late) => (Duty, DutyDueOn, DutyLate) = (duty, dueOn, late > 0 ? late : null);

    internal void Settle(FilingId filing, Stage from, Stage to) => (FilingId, From, To) = (filing, from, to);

    public static void Map(EntityTypeBuilder<FilingAct> e)
    {
        e.ToTable("registration_act");
        e.Property(x => x.Id).ValueGeneratedNever();
        e.Property(x => x.FilingId).HasConversion<TypedIdConverter<FilingId>>();
        e.Property(x => x.PersonId).HasConversion<TypedIdConverter<PersonId>>();
        e.Property(x => x.Reason).HasMaxLength(ReasonMax);
        e.Property(x => x.Ground).HasMaxLength(60);
        e.Property(x => x.Papers).KeepAsJson();
        e.HasIndex(x => x.FilingId);
        e.HasIndex(x => new { x.DutyLate, x.DutyDueOn });
    }
}
