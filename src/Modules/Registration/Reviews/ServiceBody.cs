using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Reviews;

/// <summary>第三方服务机构认定 — a register recognizes an organization for certain statements.</summary>
internal sealed class ServiceBody : IWitnessed
{
    readonly List<Recorded> facts = [];

    public required Guid Id { get; init; }
    public required OrganizationId OrganizationId { get; init; }
    /// <summary>The register, as packs name it.</summary>
    public required string Jurisdiction { get; init; }
    public required IReadOnlyList<StatementKind> Kinds { get; init; }
    public required DateOnly RecognizedOn { get; init; }
    public DateOnly? ValidUntil { get; init; }
    public DateOnly? WithdrawnOn { get; private set; }
    public string? Reason { get; private set; }
    public int Version { get; private set; }

    public bool StandsFor(StatementKind kind, DateOnly day)
        => Kinds.Contains(kind) && RecognizedOn <= day && (ValidUntil is null || day <= ValidUntil)
            && (WithdrawnOn is null || day < WithdrawnOn);

    public void Recognize(HostSettings node) => facts.Add(new(node.Urn("service-body", Id),
        new BodyRecognized(Id, OrganizationId.Value, Jurisdiction, [.. Kinds.Select(k => k.ToString())], ValidUntil)));

    public Refusal? Withdraw(string? reason, DateOnly day, HostSettings node)
    {
        if (string.IsNullOrWhiteSpace(reason)) return Refusals.ReasonRequired;
        if (WithdrawnOn is not null) return Refusals.NotRecognized(null);
        (WithdrawnOn, Reason) = (day, reason.Trim());
        Version++;
        facts.Add(new(node.Urn("service-body", Id), new RecognitionWithdrawn(Id, OrganizationId.Value, Jurisdiction, day)));
        return null;
    }

    IEnumerable<Recorded> IWitnessed.TakeFacts()
    {
        var taken = facts.ToList();
        facts.Clear();
        return taken;
    }

    public static void Map(EntityTypeBuilder<ServiceBody> e)
    {
        e.ToTable("registration_service_body");
        e.Property(x => x.Id).ValueGeneratedNever();
        e.Property(x => x.OrganizationId).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.Jurisdiction).HasMaxLength(60);
        e.Property(x => x.Kinds).KeepAsJson();
        e.Property(x => x.Reason).HasMaxLength(FilingAct.ReasonMax);
        e.Property(x => x.Version).IsConcurrencyToken();
        e.HasIndex(x => new { x.OrganizationId, x.Jurisdiction });
        e.HasIndex(x => new { x.Jurisdiction, x.Id });
    }
}

/// <summary>服务机构已认定 — a register recognized a service body.</summary>
internal sealed record BodyRecognized(
    Guid Body, Guid Organization, string Register, IReadOnlyList<string> Statements, DateOnly? ValidUntil) : Fact
{
    public override string Kind => "registration.body-recognized/1";
}

/// <summary>认定已撤销 — a register no longer recognizes a service body.</summary>
internal sealed record RecognitionWithdrawn(Guid Body, Guid Organization, string Register, DateOnly On) : Fact
{
    public override string Kind => "registration.recognition-withdrawn/1";
}
