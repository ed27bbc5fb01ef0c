namespace Yuanliu.Space.Stops;

internal enum Stage { Running, Stopped }
internal enum Step { Stop, Lift }

/// <summary>A stop waits for no term of the law: whoever stopped lifts it, or it stands.</summary>
internal enum Deadline { }

/// <summary>叫停程序 — the venue or the regulator stops the use of an agreement at once, and lets it go on.</summary>
internal static class StopProcedure
{
    /// <summary>What the stop and its lifting rest on.</summary>
    public const string Basis = "BJ-OPIN-2023 §20";

    public static readonly Workflow<Stage, Step, Deadline> Steps = new("space")
    {
        // step          from             to               taken by
        { Step.Stop,     Stage.Running,   Stage.Stopped,   Actor.Platform },
        { Step.Lift,     Stage.Stopped,   Stage.Running,   Actor.Platform },
    };
}

/// <summary>叫停 — whether the use of an agreement is stopped, by whom and why. The agreement itself stays what it is.</summary>
internal sealed class UseStop : IWitnessed
{
    readonly List<Recorded> facts = [];

    public required AgreementId Agreement { get; init; }
    public Stage Stage { get; private set; } = Stage.Running;
    public string? Reason { get; private set; }
    public PersonId? By { get; private set; }
    public DateTime? At { get; private set; }
    public int Version { get; private set; }

    /// <summary>The only way the stage changes.</summary>
    public Result<Stage> Take(Step step, string reason, PersonId by, DateTime at, HostSettings node)
    {
        var found = StopProcedure.Steps.Find(Stage, step, Actor.Platform);
        if (found.Refusal is { } refusal) return refusal;
        (Stage, Reason, By, At) = (found.Value!.To, reason, by, at);
        Version++;
        var hash = Uses.UseBook.Sha256(reason);
        facts.Add(new(node.Urn("agreement", Agreement.Value),
            Stage is Stage.Stopped ? new AgreementStopped(Agreement.Value, hash) : new AgreementResumed(Agreement.Value, hash)));
        return Stage;
    }

    IEnumerable<Recorded> IWitnessed.TakeFacts()
    {
        var taken = facts.ToList();
        facts.Clear();
        return taken;
    }

    public static void Map(EntityTypeBuilder<UseStop> e)
    {
        e.ToTable("space_stop");
        e.HasKey(x => x.Agreement);
        e.Property(x => x.Agreement).HasConversion<TypedIdConverter<AgreementId>>();
        e.Property(x => x.By).HasConversion<TypedIdConverter<PersonId>>();
        e.Property(x => x.Reason).HasMaxLength(1000);
        e.Property(x => x.Version).IsConcurrencyToken();
    }
}
