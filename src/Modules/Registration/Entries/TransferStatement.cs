using System.Security.Cryptography;
using System.Text;
using Yuanliu.Registration.Filings;

namespace Yuanliu.Registration.Entries;

/// <summary>权属变更声明 — after a transfer is registered its former holder states on the log that the rights are no longer theirs, by the
/// day that the paper sets. Late, it undoes nothing: the fault, and what comes of it, is the former holder's.</summary>
internal sealed class TransferStatement : IWitnessed
{
    readonly List<Recorded> facts = [];

    public required FilingId FilingId { get; init; }
    public required OrganizationId OwedBy { get; init; }
    public required DateOnly DueOn { get; init; }
    public required TermUnit Unit { get; init; }
    /// <summary>What is stated, word for word.</summary>
    public required string Text { get; init; }
    public required string Basis { get; init; }
    public PersonId? StatedBy { get; private set; }
    public DateTime? StatedAt { get; private set; }
    /// <summary>In the unit of the term; 0 in time, null while it is not stated.</summary>
    public int? DaysLate { get; private set; }
    /// <summary>That it is overdue is in evidence already.</summary>
    public bool OverdueNoted { get; private set; }
    public int Version { get; private set; }

    public void State(PersonId by, DateTime at, WorkCalendar calendar, HostSettings node)
    {
        if (StatedAt is not null) throw new InvalidOperationException($"The transfer of {FilingId} is stated already.");
        var today = LegalDay.Of(at);
        (StatedBy, StatedAt, DaysLate) = (by, at, today > DueOn ? calendar.Between(DueOn, today, Unit) : 0);
        Note(new TransferStated(FilingId.Value, OwedBy.Value, DueOn, DaysLate.Value,
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text))), Basis), node);
    }

    /// <summary>Told once; it can still be stated.</summary>
    public void NoteOverdue(HostSettings node)
    {
        if (StatedAt is not null || OverdueNoted) throw new InvalidOperationException($"{FilingId} owes no statement that is overdue.");
        OverdueNoted = true;
        Note(new TransferStatementOverdue(FilingId.Value, OwedBy.Value, DueOn, Basis), node);
    }

    void Note(Fact fact, HostSettings node)
    {
        Version++;
        facts.Add(new(node.Urn("filing", FilingId.Value), fact));
    }

    IEnumerable<Recorded> IWitnessed.TakeFacts()
    {
        var taken = facts.ToList();
        facts.Clear();
        return taken;
    }

    public static void Map(EntityTypeBuilder<TransferStatement> e)
    {
        e.ToTable("registration_transfer_statement");
        e.HasKey(x => x.FilingId);
        e.Property(x => x.FilingId).HasConversion<TypedIdConverter<FilingId>>();
        e.Property(x => x.OwedBy).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.StatedBy).HasConversion<TypedIdConverter<PersonId>>();
        e.Property(x => x.Unit).HasConversion<string>().HasMaxLength(20);
        e.Property(x => x.Text).HasMaxLength(500);
        e.Property(x => x.Basis).HasMaxLength(200);
        e.Property(x => x.Version).IsConcurrencyToken();
        e.HasIndex(x => new { x.OverdueNoted, x.DueOn });
    }
}

/// <summary>权属变更已声明 — the former holder stated that the rights have passed.</summary>
internal sealed record TransferStated(
    Guid Filing, Guid OwedBy, DateOnly DueOn, int DaysLate, string TextSha256, string Basis) : Fact
{
    public override string Kind => "registration.transfer-stated/1";
}

/// <summary>权属变更声明逾期 — the former holder did not state by the last day that the rights have passed.</summary>
internal sealed record TransferStatementOverdue(Guid Filing, Guid OwedBy, DateOnly DueOn, string Basis) : Fact
{
    public override string Kind => "registration.transfer-statement-overdue/1";
}
