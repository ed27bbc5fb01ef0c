using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Reviews;

internal enum Vote { For, Against, Abstain }

/// <summary>委员表决 — one member's vote and opinion on one filing.</summary>
internal sealed class CommitteeVote
{
    public required Guid Id { get; init; }
    public required FilingId FilingId { get; init; }
    public required PersonId PersonId { get; init; }
    public required Vote Vote { get; init; }
    public required string Opinion { get; init; }
    public required DateTime At { get; init; }

    public static void Map(EntityTypeBuilder<CommitteeVote> e)
    {
        e.ToTable("registration_vote");
        e.Property(x => x.Id).ValueGeneratedNever();
        e.Property(x => x.FilingId).HasConversion<TypedIdConverter<FilingId>>();
        e.Property(x => x.PersonId).HasConversion<TypedIdConverter<PersonId>>();
        e.Property(x => x.Opinion).HasMaxLength(FilingAct.ReasonMax);
        e.HasIndex(x => new { x.FilingId, x.PersonId }).IsUnique();
    }
}

/// <summary>委员已表决 — a member of the committee voted.</summary>
internal sealed record VoteCast(Guid Filing, string Vote, string OpinionSha256) : Fact
{
    public override string Kind => "registration.vote-cast/1";
}

/// <summary>Counts the committee's votes.</summary>
internal sealed class CommitteeDesk(AppDb db)
{
    /// <summary>The committee's step says what its votes say, once enough members have voted.</summary>
    public async Task<Refusal?> Decided(Filing filing, bool passes, RegistrationRules rules, CancellationToken ct)
    {
        var ruled = rules.Committee ?? throw new InvalidOperationException($"{rules.Title} has a committee and no rules for it.");
        var id = filing.Id;
        var votes = await db.Set<CommitteeVote>().AsNoTracking().Where(v => v.FilingId == id).Select(v => v.Vote).ToListAsync(ct);
        if (votes.Count < ruled.Quorum.Value) return Refusals.NoQuorum(votes.Count, ruled.Quorum.Value, ruled.Quorum.Basis);
        var majority = votes.Count(v => v is Vote.For) * 100 >= ruled.MajorityPercent.Value * votes.Count;
        return majority == passes ? null : Refusals.VotedOtherwise(ruled.MajorityPercent.Basis);
    }
}
