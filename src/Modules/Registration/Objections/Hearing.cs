using System.Security.Cryptography;
using System.Text;
using Yuanliu.Registration.Filings;

namespace Yuanliu.Registration.Objections;

internal enum HearingSide { Objector, Applicant }

/// <summary>陈述事实和理由 — what one side says to an objection, with its papers. Both sides see it.</summary>
internal sealed class Hearing : IWitnessed
{
    readonly List<Recorded> facts = [];

    public required Guid Id { get; init; }
    public required ObjectionId ObjectionId { get; init; }
    public required FilingId FilingId { get; init; }
    public required HearingSide Side { get; init; }
    public required string Text { get; init; }
    public required IReadOnlyList<ActPaper> Papers { get; init; }
    public required PersonId? PersonId { get; init; }
    public required DateTime At { get; init; }

    public void Hear(HostSettings node) => facts.Add(new(node.Urn("filing", FilingId.Value), new SideHeard(
        FilingId.Value, ObjectionId.Value, Side.ToString(), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text))),
        [.. Papers.Select(p => p.Sha256)])));

    IEnumerable<Recorded> IWitnessed.TakeFacts()
    {
        var taken = facts.ToList();
        facts.Clear();
        return taken;
    }

    public static void Map(EntityTypeBuilder<Hearing> e)
    {
        e.ToTable("registration_hearing");
        e.Property(x => x.Id).ValueGeneratedNever();
        e.Property(x => x.ObjectionId).HasConversion<TypedIdConverter<ObjectionId>>();
        e.Property(x => x.FilingId).HasConversion<TypedIdConverter<FilingId>>();
        e.Property(x => x.PersonId).HasConversion<TypedIdConverter<PersonId>>();
        e.Property(x => x.Text).HasMaxLength(Objection.GroundsMax);
        e.Property(x => x.Papers).KeepAsJson();
        e.HasIndex(x => x.FilingId);
    }
}

/// <summary>已听取陈述 — one side of an objection was heard.</summary>
internal sealed record SideHeard(Guid Filing, Guid Objection, string Side, string TextSha256, IReadOnlyList<string> PapersSha256) : Fact
{
    public override string Kind => "registration.side-heard/1";
}

/// <summary>知悉异议承诺 — an applicant disposes of what is objected to, knows of it, and bears the risk.</summary>
internal sealed class Commitment : IWitnessed
{
    readonly List<Recorded> facts = [];

    public required FilingId FilingId { get; init; }
    public required FilingId ObjectionFilingId { get; init; }
    public required PersonId PersonId { get; init; }
    public required string Text { get; init; }
    public required DateTime At { get; init; }

    public void Sign(HostSettings node) => facts.Add(new(node.Urn("filing", FilingId.Value), new CommitmentSigned(
        FilingId.Value, ObjectionFilingId.Value, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text))))));

    IEnumerable<Recorded> IWitnessed.TakeFacts()
    {
        var taken = facts.ToList();
        facts.Clear();
        return taken;
    }

    public static void Map(EntityTypeBuilder<Commitment> e)
    {
        e.ToTable("registration_commitment");
        e.HasKey(x => x.FilingId);
        e.Property(x => x.FilingId).HasConversion<TypedIdConverter<FilingId>>();
        e.Property(x => x.ObjectionFilingId).HasConversion<TypedIdConverter<FilingId>>();
        e.Property(x => x.PersonId).HasConversion<TypedIdConverter<PersonId>>();
        e.Property(x => x.Text).HasMaxLength(Objection.GroundsMax);
    }
}

/// <summary>知悉异议承诺已签署 — the applicant of a disposal signed that an objection is known to them.</summary>
internal sealed record CommitmentSigned(Guid Filing, Guid ObjectionFiling, string TextSha256) : Fact
{
    public override string Kind => "registration.commitment-signed/1";
}
