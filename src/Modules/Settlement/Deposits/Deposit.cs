using System.Security.Cryptography;
using System.Text;

namespace Yuanliu.Settlement.Deposits;

internal readonly record struct DepositId(Guid Value) : ITypedId<DepositId>
{
    public static DepositId From(Guid value) => new(value);
    public int CompareTo(DepositId other) => Value.CompareTo(other.Value);
}

/// <summary>入金 — money that reached the custody bank for an organization, known by the reference on the bank's advice.</summary>
internal sealed class Deposit : IWitnessed
{
    public const int ReferenceLengthMax = 80, ReasonLengthMax = 500;
    readonly List<Recorded> facts = [];

    public required DepositId Id { get; init; }
    public required OrganizationId Owner { get; init; }
    public required string Reference { get; init; }
    public required Fen Amount { get; init; }
    public required DateTime At { get; init; }
    public DepositStage Stage { get; private set; } = DepositStage.Announced;
    /// <summary>The reference while the deposit is credited, unique in the node: one advice is credited once.</summary>
    public string? CreditedReference { get; private set; }
    public string? Reason { get; private set; }
    public int Version { get; private set; }

    /// <summary>The only way the stage changes.</summary>
    public Result<DepositStage> Take(DepositStep step, Actor by, HostSettings node, string? reason = null)
    {
        var found = DepositProcedure.Steps.Find(Stage, step, by);
        if (found.Refusal is { } refusal) return refusal;

        var from = Stage;
        Stage = found.Value!.To;
        CreditedReference = Stage is DepositStage.Credited ? Reference : null;
        Reason = reason;
        Version++;
        facts.Add(new(node.Urn("deposit", Id.Value), new DepositStepTaken(
            Id.Value, Owner.Value, step, from, Stage, by, Amount.Value, Sha256(Reference), reason is null ? null : Sha256(reason))));
        return Stage;
    }

    static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    IEnumerable<Recorded> IWitnessed.TakeFacts()
    {
        var taken = facts.ToList();
        facts.Clear();
        return taken;
    }

    public static void Map(EntityTypeBuilder<Deposit> e)
    {
        e.ToTable("settlement_deposit");
        e.Property(x => x.Id).HasConversion<TypedIdConverter<DepositId>>();
        e.Property(x => x.Owner).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.Reference).HasMaxLength(ReferenceLengthMax);
        e.Property(x => x.CreditedReference).HasMaxLength(ReferenceLengthMax);
        e.Property(x => x.Reason).HasMaxLength(ReasonLengthMax);
        e.Property(x => x.Version).IsConcurrencyToken();
        e.HasIndex(x => new { x.Owner, x.Reference }).IsUnique();
        e.HasIndex(x => x.CreditedReference).IsUnique();
        e.HasIndex(x => x.Stage);
    }
}

/// <summary>入金已办理 — a deposit was credited, declined or reversed.</summary>
internal sealed record DepositStepTaken(
    Guid Deposit, Guid Owner, DepositStep Step, DepositStage From, DepositStage To, Actor By, long AmountFen, string ReferenceSha256,
        string? ReasonSha256) : Fact
{
    public override string Kind => "settlement.deposit-step/1";
}
