using Yuanliu.Space.Decisions;

namespace Yuanliu.Space.Uses;

internal enum UseKind { Answered, Denied }

/// <summary>What an answered use is counted with.</summary>
/// <param name="Outputs">Names of the outputs and which column of the answer each is, as JSON.</param>
internal sealed record Counted(
    int Number, string PlanSha256, string ResultSha256, string Outputs, int Groups, int Left, int Probes, Fen Price);

/// <summary>使用 — one use under an agreement, answered and metered, or denied. It is written once and never changed.</summary>
internal sealed class Use : IWitnessed
{
    readonly List<Recorded> facts = [];

    public required UseId Id { get; init; }
    public required AgreementId Agreement { get; init; }
    public required UseKind Kind { get; init; }
    public required UseMode Mode { get; init; }
    public required OrganizationId Organization { get; init; }
    public required PersonId Person { get; init; }
    public required DateTime At { get; init; }
    public required string Sql { get; init; }
    public required string QuerySha256 { get; init; }
    /// <summary>The policy as it was decided by, kept among the blobs.</summary>
    public required string PolicySha256 { get; init; }
    /// <summary>The <see cref="DecisionInput"/>; null when nothing was decided.</summary>
    public required string? InputJson { get; init; }
    /// <summary>Of the <see cref="Rooms.RoomRecord"/>, kept among the blobs; null where the agreement's table stood alone.</summary>
    public string? RoomSha256 { get; init; }
    /// <summary>1 for the first answered use under the agreement, without gaps; null when denied.</summary>
    public int? Number { get; private set; }
    /// <summary>Of plan, threshold and data version: the same question of the same data has the same answer, and is metered once.</summary>
    public string? PlanSha256 { get; private set; }
    /// <summary>Of the answer, kept among the blobs as canonical JSON.</summary>
    public string? ResultSha256 { get; private set; }
    public string? Outputs { get; private set; }
    public int? Groups { get; private set; }
    /// <summary>Rows of the buyer's own that were matched.</summary>
    public int Probes { get; private set; }
    public Fen? Price { get; private set; }
    public string? Code { get; private set; }
    public string? Clause { get; private set; }
    /// <summary>What kept a run from being released: for the holder and the regulator, never for whoever asked.</summary>
    public Rooms.Cause? Cause { get; private set; }

    /// <remarks>The input is kept in its canonical form, so its bytes are what the hash covers; so is what stood beside it.</remarks>
    string? RequestSha256 => InputJson is { } json ? UseBook.Sha256(RoomSha256 is { } room ? $"{json}\n{room}" : json) : null;

    public void Answer(Counted counted, HostSettings node)
    {
        (Number, PlanSha256, ResultSha256, Outputs) = (counted.Number, counted.PlanSha256, counted.ResultSha256, counted.Outputs);
        (Groups, Probes, Price) = (counted.Groups, counted.Probes, counted.Price);
        facts.Add(new(node.Urn("use", Id.Value), new UseMetered(
            Id.Value, Agreement.Value, counted.Number, DecisionInput.Word(Mode), QuerySha256, counted.PlanSha256, PolicySha256,
                RequestSha256!,
            counted.ResultSha256, counted.Groups, counted.Left, counted.Price.Value)));
    }

    /// <summary>What the answer cost of the receiver's privacy budget.</summary>
    public void Spend(Privacy.Charge charge, HostSettings node) => facts.Add(new(node.Urn("use", Id.Value), new PrivacySpent(
        Id.Value, charge.Resource.Value, charge.Month, charge.Cost.Rho.Units, charge.Cost.Delta.Units)));

    public void Deny(Denial denial, Rooms.Cause? cause, HostSettings node)
    {
        (Code, Clause, Cause) = (denial.Refusal.Code, denial.ClauseNumber, cause);
        facts.Add(new(node.Urn("use", Id.Value), new UseDenied(
            Agreement.Value, DecisionInput.Word(Mode), denial.Refusal.Code, denial.ClauseNumber, cause?.ToString(), QuerySha256,
                PolicySha256,
            RequestSha256)));
    }

    IEnumerable<Recorded> IWitnessed.TakeFacts()
    {
        var taken = facts.ToList();
        facts.Clear();
        return taken;
    }

    public static void Map(EntityTypeBuilder<Use> e)
    {
        e.ToTable("space_use");
        e.Property(x => x.Id).HasConversion<TypedIdConverter<UseId>>();
        e.Property(x => x.Agreement).HasConversion<TypedIdConverter<AgreementId>>();
        e.Property(x => x.Organization).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.Person).HasConversion<TypedIdConverter<PersonId>>();
        e.Property(x => x.Sql).HasMaxLength(20_000);
        e.Property(x => x.QuerySha256).HasMaxLength(64);
        e.Property(x => x.PolicySha256).HasMaxLength(64);
        e.Property(x => x.InputJson).HasMaxLength(8000);
        e.Property(x => x.RoomSha256).HasMaxLength(64);
        e.Property(x => x.PlanSha256).HasMaxLength(64);
        e.Property(x => x.ResultSha256).HasMaxLength(64);
        e.Property(x => x.Outputs).HasMaxLength(100_000);
        e.Property(x => x.Code).HasMaxLength(80);
        e.Property(x => x.Clause).HasMaxLength(10);
        e.HasIndex(x => new { x.Agreement, x.Number }).IsUnique();
        e.HasIndex(x => new { x.Agreement, x.PlanSha256 }).IsUnique();
        e.HasIndex(x => new { x.Agreement, x.Kind, x.At });
        e.HasIndex(x => x.At);
        e.HasIndex(x => new { x.Organization, x.Id });
        e.HasIndex(x => new { x.Code, x.Id });
    }
}

/// <summary>计量表 — how many uses of an agreement were answered. Two last uses at once meet here, and one of them loses.</summary>
internal sealed class UseMeter
{
    public required AgreementId Agreement { get; init; }
    public int Used { get; private set; }
    /// <summary>The legal day of the last use, and what was counted on it: to add up a day's uses before each would take longer the more
    /// there are.</summary>
    public DateOnly? Day { get; private set; }
    public int UsesOfDay { get; private set; }
    public int Version { get; private set; }

    /// <summary>Counts one use and returns its number.</summary>
    public int Count(DateOnly day)
    {
        Version++;
        (Day, UsesOfDay) = (Day > day ? Day : day, On(day) + 1);
        return ++Used;
    }

    /// <summary>What was counted on that day. To a server whose clock is behind that of another, the later day is today: what was spent
    /// there is not had again.</summary>
    public int On(DateOnly day) => Day >= day ? UsesOfDay : 0;

    /// <summary>Makes whoever is about to count look again, within the transaction that is open. It waits for whoever counts now and loses
    /// to nobody, however many count.</summary>
    public static Task Move(AppDb db, AgreementId agreement, CancellationToken ct) => db.Database.ExecuteSqlAsync($"""
        INSERT INTO space_use_meter ("Agreement", "Used", "UsesOfDay", "Version") VALUES ({agreement.Value}, 0, 0, 1)
        ON CONFLICT ("Agreement") DO UPDATE SET "Version" = space_use_meter."Version" + 1
        """, ct);

    public static void Map(EntityTypeBuilder<UseMeter> e)
    {
        e.ToTable("space_use_meter");
        e.HasKey(x => x.Agreement);
        e.Property(x => x.Agreement).HasConversion<TypedIdConverter<AgreementId>>();
        e.Property(x => x.Version).IsConcurrencyToken();
    }
}
