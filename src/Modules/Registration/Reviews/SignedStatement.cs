using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Reviews;

internal enum ItemResult { Passed, Failed, NotApplicable }

/// <summary>审查事项的结论 — one item of the pack's list, and what was found.</summary>
internal sealed record ReviewedItem(string Key, ItemResult Result, string? Note);

/// <summary>样本核验 — how the data itself was looked at.</summary>
/// <param name="Method">How the rows were chosen, so that somebody else can choose them again.</param>
/// <param name="Faults">Rows of the sample that did not agree with what was stated.</param>
internal sealed record SampleCheck(int Rows, string Method, int Faults);

/// <summary>第三方声明 — what a service body signs for: its conclusion on one resource as it stood, item by item.</summary>
internal sealed class SignedStatement : IWitnessed
{
    readonly List<Recorded> facts = [];

    public required Guid Id { get; init; }
    public required Guid OrderId { get; init; }
    public required OrganizationId BodyId { get; init; }
    public required PersonId PersonId { get; init; }
    public required OrganizationId SubjectId { get; init; }
    public required ResourceId ResourceId { get; init; }
    /// <summary>The version of the data that was looked at.</summary>
    public required string ResourceSha256 { get; init; }
    public required StatementKind Kind { get; init; }
    public FilingId? FilingId { get; init; }
    public required bool Positive { get; init; }
    public required DateTime SignedAt { get; init; }
    /// <summary>The statement with its proof as canonical JSON: the very bytes that are handed out.</summary>
    public required string Signed { get; init; }
    public required string Sha256 { get; init; }

    public void Sign(HostSettings node) => facts.Add(new(node.Urn("statement", Id), new StatementSigned(
        Id, BodyId.Value, SubjectId.Value, ResourceId.Value, ResourceSha256, Kind.ToString(), FilingId?.Value, Positive, Sha256)));

    IEnumerable<Recorded> IWitnessed.TakeFacts()
    {
        var taken = facts.ToList();
        facts.Clear();
        return taken;
    }

    public static void Map(EntityTypeBuilder<SignedStatement> e)
    {
        e.ToTable("registration_statement");
        e.Property(x => x.Id).ValueGeneratedNever();
        e.Property(x => x.BodyId).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.PersonId).HasConversion<TypedIdConverter<PersonId>>();
        e.Property(x => x.SubjectId).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.ResourceId).HasConversion<TypedIdConverter<ResourceId>>();
        e.Property(x => x.FilingId).HasConversion<TypedIdConverter<FilingId>>();
        e.Property(x => x.ResourceSha256).HasMaxLength(64);
        e.Property(x => x.Sha256).HasMaxLength(64);
        e.HasIndex(x => new { x.FilingId, x.SignedAt });
        e.HasIndex(x => new { x.SubjectId, x.ResourceId });
        e.HasIndex(x => new { x.BodyId, x.Id });
    }
}

/// <summary>第三方声明已签署 — a service body stands by its conclusion.</summary>
internal sealed record StatementSigned(
    Guid Statement, Guid Body, Guid Subject, Guid Resource, string ResourceSha256, string StatementKind, Guid? Filing, bool Positive,
    string Sha256) : Fact
{
    public override string Kind => "registration.statement-signed/1";
}
