using System.Security.Cryptography;
using Yuanliu.Compute.Json;

namespace Yuanliu.Registration.Reports;

internal readonly record struct ReportId(Guid Value) : ITypedId<ReportId>
{
    public static ReportId From(Guid value) => new(value);
    public int CompareTo(ReportId other) => Value.CompareTo(other.Value);
}

/// <summary>登记报告 — what a registry owes to those who supervise it at the end of each period (年度报告、季度报告). It is owed from the first
/// day after the period; late, it is the registry's fault and is still handed in.</summary>
internal sealed class RegistryReport : IWitnessed
{
    readonly List<Recorded> facts = [];

    public required ReportId Id { get; init; }
    /// <summary>The register it is about, as packs name it.</summary>
    public required string Register { get; init; }
    /// <summary>Which of the pack's reports.</summary>
    public required string Key { get; init; }
    public required DateOnly PeriodFrom { get; init; }
    public required DateOnly PeriodUntil { get; init; }
    public required DateOnly DueOn { get; init; }
    public required TermUnit Unit { get; init; }
    public required string Basis { get; init; }
    public required string PackId { get; init; }
    public required string PackSha256 { get; init; }
    /// <summary>What the form of the pack asks for, as it was filled in.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; private set; } = new Dictionary<string, string>();
    /// <summary>The register's figures of the period, as they were handed in.</summary>
    public string? FiguresSha256 { get; private set; }
    public PersonId? HandedInBy { get; private set; }
    public DateTime? HandedInAt { get; private set; }
    /// <summary>In the unit of the term; 0 in time, null while it is owed.</summary>
    public int? DaysLate { get; private set; }
    /// <summary>That it is overdue is in evidence already.</summary>
    public bool OverdueNoted { get; private set; }
    public int Version { get; private set; }

    public void Owe(HostSettings node) => Note(new ReportOwed(Id.Value, Register, Key, PeriodFrom, PeriodUntil, DueOn, Basis, PackId,
        PackSha256), node);

    public void HandIn(IReadOnlyDictionary<string, string> fields, string figuresSha256, PersonId by, DateTime at, WorkCalendar calendar,
        HostSettings node)
    {
        if (HandedInAt is not null) throw new InvalidOperationException($"{Id} is handed in already.");
        var today = LegalDay.Of(at);
        (Fields, FiguresSha256, HandedInBy, HandedInAt) = (fields, figuresSha256, by, at);
        DaysLate = today > DueOn ? calendar.Between(DueOn, today, Unit) : 0;
        Note(new ReportHandedIn(Id.Value, Register, Key, PeriodUntil, DueOn, DaysLate.Value, 
            Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Utf8(fields))), figuresSha256, Basis, PackId, PackSha256), node);
    }

    /// <summary>Told once; it can still be handed in.</summary>
    public void NoteOverdue(HostSettings node)
    {
        if (HandedInAt is not null || OverdueNoted) throw new InvalidOperationException($"{Id} is no report that is overdue.");
        OverdueNoted = true;
        Note(new ReportOverdue(Id.Value, Register, Key, PeriodUntil, DueOn, Basis, PackId, PackSha256), node);
    }

    void Note(Fact fact, HostSettings node)
    {
        Version++;
        facts.Add(new(node.Urn("report", Id.Value), fact));
    }

    IEnumerable<Recorded> IWitnessed.TakeFacts()
    {
        var taken = facts.ToList();
        facts.Clear();
        return taken;
    }

    public static void Map(EntityTypeBuilder<RegistryReport> e)
    {
        e.ToTable("registration_report");
        e.Property(x => x.Id).HasConversion<TypedIdConverter<ReportId>>();
        e.Property(x => x.HandedInBy).HasConversion<TypedIdConverter<PersonId>>();
        e.Property(x => x.Register).HasMaxLength(60);
        e.Property(x => x.Key).HasMaxLength(60);
        e.Property(x => x.Unit).HasConversion<string>().HasMaxLength(20);
        e.Property(x => x.Basis).HasMaxLength(200);
        e.Property(x => x.PackId).HasMaxLength(60);
        e.Property(x => x.PackSha256).HasMaxLength(64);
        e.Property(x => x.FiguresSha256).HasMaxLength(64);
        e.Property(x => x.Fields).KeepAsJson();
        e.Property(x => x.Version).IsConcurrencyToken();
        e.HasIndex(x => new { x.Register, x.Key, x.PeriodUntil }).IsUnique();
        e.HasIndex(x => new { x.OverdueNoted, x.DueOn });
    }
}

/// <summary>登记报告应报送 — a period ended, and the registry owes its report.</summary>
internal sealed record ReportOwed(
    Guid Report, string Register, string Key, DateOnly PeriodFrom, DateOnly PeriodUntil, DateOnly DueOn, string Basis, string Pack,
    string PackSha256) : Fact
{
    public override string Kind => "registration.report-owed/1";
}

/// <summary>登记报告已报送 — the registry handed its report in.</summary>
/// <param name="FieldsSha256">Over the canonical JSON of what its form says.</param>
/// <param name="FiguresSha256">Over the file with the register's figures of the period.</param>
internal sealed record ReportHandedIn(
    Guid Report, string Register, string Key, DateOnly PeriodUntil, DateOnly DueOn, int DaysLate, string FieldsSha256,
    string FiguresSha256, string Basis, string Pack, string PackSha256) : Fact
{
    public override string Kind => "registration.report-handed-in/1";
}

/// <summary>登记报告逾期 — the registry did not hand its report in by the last day.</summary>
internal sealed record ReportOverdue(
    Guid Report, string Register, string Key, DateOnly PeriodUntil, DateOnly DueOn, string Basis, string Pack, string PackSha256) : Fact
{
    public override string Kind => "registration.report-overdue/1";
}
