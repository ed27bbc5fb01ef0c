using System.Security.Cryptography;
using System.Text;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Filings;

/// <summary>登记申请 — one applicant's request to enter rights in one resource in the register.</summary>
internal sealed class Filing : IWitnessed
{
    readonly List<Recorded> facts = [];
    readonly List<FilingAct> acts = [];

    public required FilingId Id { get; init; }
    public required string Number { get; init; }
    public required FilingKind Kind { get; init; }
    /// <summary>The table it runs in, chosen once by the pack's routes.</summary>
    public required ProcedureName Procedure { get; init; }
    public required OrganizationId ApplicantId { get; init; }
    public required ResourceId ResourceId { get; init; }
    public required string PackId { get; init; }
    public required string PackSha256 { get; init; }
    public required FilingContent Content { get; set; }
    public required string ResourceTitle { get; set; }
    public Stage Stage { get; private set; } = Stage.Draft;
    public Deadline? Running { get; private set; }
    public DateOnly? StartedOn { get; private set; }
    public DateOnly? DueOn { get; private set; }
    /// <summary>How many days of publicity were left when it was frozen.</summary>
    public int? WindowLeft { get; private set; }
    public DateOnly? PublicisedOn { get; private set; }
    public DateOnly? PublicUntil { get; private set; }
    public string? CertificateNumber { get; set; }
    public int Version { get; private set; }
    public IReadOnlyList<FilingAct> Acts => acts;

    public Procedure Table => Filings.Procedure.Of(Procedure);

    /// <summary>The only way the stage changes.</summary>
    public Result<Stage> Take(FilingAct act, RegistrationPack pack, WorkCalendar calendar, HostSettings node)
    {
        var today = LegalDay.Of(act.At);
        var found = Table.Steps.Find(Stage, act.Step, act.By);
        if (found.Refusal is { } refusal) return Wording.OfStep(refusal, Stage, act.Step, act.By);
        if ((Bar(act.Step, act.By, act.PersonId, pack.Rules) ?? TermBar(act.By, today) ?? ReasonBar(act)) is { } bar) return bar;

        var row = found.Value!;
        act.Settle(Id, Stage, row.To);
        Stage = row.To;
        acts.Add(act);
        SetClock(act.Step, row.Starts, today, pack.Rules, calendar);
        Version++;
        facts.Add(new(node.Urn("filing", Id.Value), Witness(act, row.Starts is null ? null : calendar.Version)));
        return Stage;
    }

    /// <summary>回避 — why this person may not take this step; null when they may.</summary>
    public Refusal? Bar(Step step, Actor by, PersonId? person, RegistrationRules rules)
    {
        if (person is null) return null;
        var own = acts.Where(a => a.PersonId == person).ToList();
        if (by is Actor.Registrar && own.Exists(a => a.By is Actor.Applicant)) return Refusals.OwnApplication(rules.Separate.Basis);
        return rules.Separate.Value.Exists(pair => pair.Contains(step) && own.Exists(a => a.Step != step && pair.Contains(a.Step)))
            ? Refusals.SamePerson(rules.Separate.Basis) : null;
    }

    /// <summary>A term whose end takes a step by itself is over when its last day is, whether or not time has acted yet.</summary>
    Refusal? TermBar(Actor by, DateOnly today)
    {
        if (Running is not { } running || Table.Fires(running) is null) return null;
        if (by is not Actor.Time) return today > DueOn ? Refusals.TermOver(DueOn!.Value) : null;
        return today > DueOn ? null : throw new InvalidOperationException($"{Id} has its {running} term until {DueOn}: time came early.");
    }

    static Refusal? ReasonBar(FilingAct act)
        => Filings.Procedure.NeedsReason(act.Step) && string.IsNullOrWhiteSpace(act.Reason) ? Refusals.ReasonRequired : null;

    void SetClock(Step step, Deadline? starts, DateOnly today, RegistrationRules rules, WorkCalendar calendar)
    {
        if (Running is Deadline.Publicity)
            WindowLeft = Math.Max(0, calendar.Between(today, DueOn!.Value, rules.TermOf(Kind, Procedure, Deadline.Publicity).Unit));
        (Running, StartedOn, DueOn) = (starts, null, null);
        if (starts is not { } deadline) return;

        var term = rules.TermOf(Kind, Procedure, deadline);
        var resumed = step is Step.Dismiss && rules.Objections.PublicityAfterDismissal.Value is AfterDismissal.Resumes && WindowLeft is not null;
        var from = deadline is Deadline.Review && rules.ReviewCountsFromReceipt is { Value: true } ? ReceivedOn(today) : today;
        (StartedOn, DueOn) = (from, calendar.DueOn(from, resumed ? term with { Length = WindowLeft!.Value } : term));
        if (deadline is Deadline.Publicity) (PublicisedOn, PublicUntil) = (PublicisedOn ?? today, DueOn);
    }

    /// <summary>The day the papers came in last; a supplement completes them.</summary>
    DateOnly ReceivedOn(DateOnly today) => acts.Where(a => a.Step is Step.Submit or Step.Correct or Step.Supplement)
        .Select(a => LegalDay.Of(a.At)).DefaultIfEmpty(today).Max();

    FilingStepTaken Witness(FilingAct act, string? calendarVersion) => new(
        Id.Value, act.Step.ToString(), act.From.ToString(), act.To.ToString(), act.By.ToString(), PackId, PackSha256,
        act.Reason is { } reason ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(reason))) : null,
        Filings.Procedure.ShowsContent(act.Step) ? Content.Hash() : null, DueOn, calendarVersion);

    IEnumerable<Recorded> IWitnessed.TakeFacts()
    {
        var taken = facts.ToList();
        facts.Clear();
        return taken;
    }

    public static void Map(EntityTypeBuilder<Filing> e)
    {
        e.ToTable("registration_filing");
        e.Property(x => x.Id).HasConversion<TypedIdConverter<FilingId>>();
        e.Property(x => x.ApplicantId).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.ResourceId).HasConversion<TypedIdConverter<ResourceId>>();
        e.Property(x => x.Number).HasMaxLength(60);
        e.Ignore(x => x.Table);
        e.Property(x => x.PackId).HasMaxLength(60);
        e.Property(x => x.PackSha256).HasMaxLength(64);
        e.Property(x => x.ResourceTitle).HasMaxLength(200);
        e.Property(x => x.CertificateNumber).HasMaxLength(60);
        e.Property(x => x.Content).HasConversion<AsJson<FilingContent>>();
        e.Property(x => x.Version).IsConcurrencyToken();
        e.HasMany(x => x.Acts).WithOne().HasForeignKey(a => a.FilingId);
        e.HasIndex(x => x.Number).IsUnique();
        e.HasIndex(x => new { x.Running, x.DueOn });
        e.HasIndex(x => new { x.ApplicantId, x.Id });
        e.HasIndex(x => new { x.Stage, x.Id });
    }
}

/// <summary>登记步骤已办理 — a filing moved.</summary>
/// <param name="ReasonSha256">Over the reason's UTF-8 bytes; the reason itself stays in the filing.</param>
/// <param name="ContentSha256">Over the canonical content, where the step brings it in or begins or ends its publicity.</param>
/// <param name="CalendarVersion">The calendar that <paramref name="DueOn"/> was computed with.</param>
internal sealed record FilingStepTaken(
    Guid Filing, string Step, string From, string To, string Actor, string Pack, string PackSha256,
    string? ReasonSha256, string? ContentSha256, DateOnly? DueOn, string? CalendarVersion) : Fact
{
    public override string Kind => "registration.step/1";
}
