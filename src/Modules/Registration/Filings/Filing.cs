using System.Security.Cryptography;
using System.Text;
using Yuanliu.Registration.Packs;
using Yuanliu.Registration.Similarity;
using Yuanliu.Registration.Units;

namespace Yuanliu.Registration.Filings;

/// <summary>登记申请 — one applicant's request to enter rights in one resource in the register.</summary>
internal sealed class Filing : IWitnessed
{
    readonly List<Recorded> facts = [];
    FilingContent content = null!;
    readonly List<FilingAct> acts = [];
    readonly List<Consent> consents = [];

    public required FilingId Id { get; init; }
    public required string Number { get; init; }
    public required FilingKind Kind { get; init; }
    /// <summary>The table it runs in, chosen once by the pack's routes.</summary>
    public required ProcedureName Procedure { get; init; }
    public required OrganizationId ApplicantId { get; set; }
    /// <summary>The other side of a licence, a transfer or a pledge; it sees the filing and may consent.</summary>
    public OrganizationId? CounterpartyId { get; private set; }
    public required UnitId UnitId { get; init; }
    public required ResourceId ResourceId { get; init; }
    public required string PackId { get; init; }
    public required string PackSha256 { get; init; }
    public required FilingContent Content
    {
        get => content;
        set => (content, CounterpartyId) = (value, value.Counterparty);
    }

    public required string ResourceTitle { get; set; }
    /// <summary>The members of the committee who voted on it: they act on it in no other capacity.</summary>
    public IReadOnlyList<Guid> Voters { get; private set; } = [];
    /// <summary>What it was found not to be the same as.</summary>
    public IReadOnlyList<Distinction> Distinctions { get; private set; } = [];
    /// <summary>The third-party service body that reviews it.</summary>
    public OrganizationId? ReviewerId { get; private set; }
    public Stage Stage { get; private set; } = Stage.Draft;
    public Deadline? Running { get; private set; }
    public DateOnly? StartedOn { get; private set; }
    public DateOnly? DueOn { get; private set; }
    /// <summary>The term's length, in the unit of the rules: a resumed window has what was left of it.</summary>
    public int? Length { get; private set; }
    /// <summary>Whether the end of the running term takes a step by itself; false for a duty.</summary>
    public bool? Fires { get; private set; }
    /// <summary>The overdue duty that runs is in evidence already.</summary>
    public bool OverdueNoted { get; private set; }
    /// <summary>The calendar that <see cref="DueOn"/> was computed with.</summary>
    public string? CalendarVersion { get; private set; }
    public IReadOnlyList<ClockStop> Stops { get; private set; } = [];
    /// <summary>The filing terms that it missed.</summary>
    public IReadOnlyList<Lateness> Late { get; private set; } = [];
    /// <summary>How many days of publicity were left when it was frozen.</summary>
    public int? WindowLeft { get; private set; }
    public DateOnly? PublicisedOn { get; private set; }
    public DateOnly? PublicUntil { get; private set; }
    /// <summary>The first certificate it led to, the applicant's own where it got one.</summary>
    public string? CertificateNumber { get; set; }
    /// <summary>Why it could not be entered when its time had come: the refusal's code; null when nothing is in the way.</summary>
    public string? BarredBy { get; private set; }
    public int Version { get; private set; }
    public IReadOnlyList<FilingAct> Acts => acts;
    public IReadOnlyList<Consent> Consents => consents;

    public Procedure Table => Filings.Procedure.Of(Procedure);

    /// <summary>The applicant and the other side.</summary>
    public IEnumerable<OrganizationId> Sides() => CounterpartyId is { } other ? [ApplicantId, other] : [ApplicantId];

    /// <summary>The only way the stage changes.</summary>
    public Result<Stage> Take(FilingAct act, RegistrationPack pack, WorkCalendar calendar, HostSettings node)
    {
        var today = LegalDay.Of(act.At);
        var found = Table.Steps.Find(Stage, act.Step, act.By);
        if (found.Refusal is { } refusal) return Wording.OfStep(refusal, Stage, act.Step, act.By,
            BasisOf(act.Step, pack.Rules));
        if ((Separation.Bar(this, act.Step, act.By, act.PersonId, pack.Rules) ?? TermBar(act.By, today, pack.Rules) ?? ReasonBar(act))
            is { } bar) return bar;

        var row = found.Value!;
        act.Settle(Id, Stage, row.To);
        if (Fires is false && !row.KeepsClock() && act.Step is not Step.Withdraw)
        {
            // Done late before anybody had noted that it was: the fault stands all the same.
            if (DueOn < today && !OverdueNoted) NoteOverdue(pack.Rules, node);
            act.Did(Running!.Value, DueOn!.Value, calendar.Between(DueOn.Value, today, pack.Rules.TermOf(Kind, Procedure, Running.Value)
                .Unit));
        }
        Stage = row.To;
        acts.Add(act);
        if (!row.KeepsClock()) SetClock(act.Step, row.Starts, today, pack.Rules, calendar);
        Version++;
        facts.Add(new(node.Urn("filing", Id.Value), Witness(act)));
        return Stage;
    }

    /// <summary>What says who takes a step and when: of an objection the publicity, of the others the procedure.</summary>
    public string BasisOf(Step step, RegistrationRules rules)
        => step is Step.Object && Table.Steps.Any(r => r.Starts is Deadline.Publicity)
            ? rules.TermOf(Kind, Procedure, Deadline.Publicity).Basis
            : rules.Of(Kind).Procedure.Find(r => r.Procedure == Procedure)?.Basis ?? rules.Of(Kind).Basis;

    /// <summary>A term whose end takes a step by itself is over when its last day is, whether or not time has acted yet.</summary>
    Refusal? TermBar(Actor by, DateOnly today, RegistrationRules rules)
    {
        if (Fires is not true) return null;
        if (by is not Actor.Time)
            return today > DueOn ? Refusals.TermOver(DueOn!.Value, rules.TermOf(Kind, Procedure, Running!.Value).Basis) : null;
        return today > DueOn ? null : throw new InvalidOperationException($"{Id} has its {Running} term until {DueOn}: time came early.");
    }

    static Refusal? ReasonBar(FilingAct act)
        => Filings.Procedure.NeedsReason(act.Step) && string.IsNullOrWhiteSpace(act.Reason) ? Refusals.ReasonRequired
            : Filings.Procedure.NeedsPaper(act.Step) && act.Papers.Count == 0 ? Refusals.PaperRequired(act.Step) : null;

    void SetClock(Step step, Deadline? starts, DateOnly today, RegistrationRules rules, WorkCalendar calendar)
    {
        var stopped = Running;
        if (Running is Deadline.Publicity)
            WindowLeft = Math.Max(0, calendar.Between(today, DueOn!.Value, rules.TermOf(Kind, Procedure, Deadline.Publicity).Unit));
        (Running, StartedOn, DueOn, Length, Fires, OverdueNoted, CalendarVersion) = (starts, null, null, null, null, false, null);
        SetStops(step, stopped, starts, today, rules);
        if (starts is not { } deadline) return;

        var term = rules.TermOf(Kind, Procedure, deadline);
        var resumed = step is Step.Dismiss && rules.Objections.PublicityAfterDismissal.Value is AfterDismissal.Resumes
            && WindowLeft is not null;
        var from = deadline is Deadline.Review && rules.ReviewCountsFromReceipt is { Value: true } ? ReceivedOn(today) : today;
        (StartedOn, Length, Fires) = (from, resumed ? WindowLeft : term.Length, Table.Fires(deadline) is not null);
        (DueOn, CalendarVersion) = (calendar.DueOn(from, term with { Length = Length!.Value }), calendar.Version);
        if (deadline is Deadline.Publicity) (PublicisedOn, PublicUntil) = (PublicisedOn ?? today, DueOn);
    }

    /// <summary>A clock stands still from the step that interrupts it until it runs again, or nothing is left to wait for.</summary>
    void SetStops(Step step, Deadline? stopped, Deadline? starts, DateOnly today, RegistrationRules rules)
    {
        if (ClockStop.Of(step) is { } reason && stopped is { } clock && starts is { } meanwhile)
            Stops = [.. Stops, new(clock, reason, today, null, reason is StopReason.Objection
                ? rules.Objections.DuringPublicity.Basis : rules.TermOf(Kind, Procedure, meanwhile).Basis)];
        else if (Stops.Any(s => s.Until is null && (s.Clock == starts || Filings.Procedure.IsFinal(Stage))))
            Stops = [.. Stops.Select(s => s.Until is null && (s.Clock == starts || Filings.Procedure.IsFinal(Stage))
                ? s with { Until = today } : s)];
    }

    /// <summary>指定审查机构 — gives the filing to a service body, or to another one.</summary>
    public void Assign(OrganizationId body, FilingReviewerAssigned fact, HostSettings node)
    {
        ReviewerId = body;
        Note(fact, node);
    }

    /// <summary>委员已表决. The filing's version is taken, so that no vote comes after the committee's step.</summary>
    public void Vote(PersonId member, Fact fact, HostSettings node)
    {
        Voters = [.. Voters, member.Value];
        Note(fact, node);
    }

    /// <summary>认定不是重复登记.</summary>
    public void Distinguish(IReadOnlyList<Distinction> found, Fact fact, HostSettings node)
    {
        Distinctions = [.. Distinctions, .. found];
        Note(fact, node);
    }

    /// <summary>A duty that was not done in time: once for each, and nothing follows by itself.</summary>
    public void NoteOverdue(RegistrationRules rules, HostSettings node)
    {
        if (Fires is not false || OverdueNoted) throw new InvalidOperationException($"{Id} has no overdue duty to note.");
        OverdueNoted = true;
        Note(new DutyOverdue(Id.Value, Running!.Value.ToString(), Table.Owes(Stage).ToString(), DueOn!.Value,
            rules.TermOf(Kind, Procedure, Running.Value).Basis, PackId, PackSha256), node);
    }

    /// <summary>登簿受阻 — its time has come and the register cannot take it; looked at again every day. Noted when the reason
    /// changes.</summary>
    /// <returns>False when it is noted already.</returns>
    public bool Bar(Refusal refusal, HostSettings node)
    {
        if (BarredBy == refusal.Code) return false;
        BarredBy = refusal.Code;
        Note(new EntryBarred(Id.Value, refusal.Code), node);
        return true;
    }

    /// <summary>The applicant is no more, and this is its successor.</summary>
    public void Succeed(OrganizationId successor, FilingId by, HostSettings node)
    {
        Note(new FilingSucceeded(Id.Value, ApplicantId.Value, successor.Value, by.Value), node);
        ApplicantId = successor;
    }

    /// <summary>A new holiday plan: the running term ends when it would have ended had the plan been known. Nothing to do gives
    /// null.</summary>
    public DueMoved? Recompute(RegistrationRules rules, WorkCalendar calendar, HostSettings node)
    {
        if (Running is not { } running || CalendarVersion == calendar.Version) return null;
        var (before, due, from) = (DueOn!.Value,
            calendar.DueOn(StartedOn!.Value, rules.TermOf(Kind, Procedure, running) with { Length = Length!.Value }), CalendarVersion!);
        CalendarVersion = calendar.Version;
        if (due == before) { Version++; return null; }
        (DueOn, OverdueNoted) = (due, false);
        if (running is Deadline.Publicity) PublicUntil = due;
        var moved = new DueMoved(Id.Value, running.ToString(), before, due, from, calendar.Version);
        Note(moved, node);
        return moved;
    }

    /// <summary>Remembers by how much the filing came late.</summary>
    public void NoteLate(IReadOnlyList<Lateness> late, DateOnly today, WorkCalendar calendar, HostSettings node)
    {
        Late = late;
        foreach (var one in late)
            Note(new FiledLate(Id.Value, one.Event.ToString(), one.EventOn, one.LastDay, today, one.Late, one.Unit.ToString(), one.Basis,
                calendar.Version), node);
    }

    /// <summary>Adds a fact about the filing that changes no stage.</summary>
    public void Note(Fact fact, HostSettings node)
    {
        Version++;
        facts.Add(new(node.Urn("filing", Id.Value), fact));
    }

    /// <summary>The day the papers came in last; a supplement completes them.</summary>
    DateOnly ReceivedOn(DateOnly today) => acts.Where(a => a.Step is Step.Submit or Step.Correct or Step.Supplement)
        .Select(a => LegalDay.Of(a.At)).DefaultIfEmpty(today).Max();

    FilingStepTaken Witness(FilingAct act) => new(
        Id.Value, act.Step.ToString(), act.From.ToString(), act.To.ToString(), act.By.ToString(), PackId, PackSha256,
        act.Reason is { } reason ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(reason))) : null, act.Ground,
        Filings.Procedure.ShowsContent(act.Step) ? Content.Hash() : null,
        act.Papers.Count == 0 ? null : [.. act.Papers.Select(p => p.Sha256)], DueOn, DueOn is null ? null : CalendarVersion);

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
        e.Property(x => x.ReviewerId).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.ResourceId).HasConversion<TypedIdConverter<ResourceId>>();
        e.Property(x => x.CounterpartyId).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.UnitId).HasConversion<TypedIdConverter<UnitId>>();
        e.Property(x => x.Number).HasMaxLength(60);
        e.Ignore(x => x.Table);
        e.Property(x => x.PackId).HasMaxLength(60);
        e.Property(x => x.PackSha256).HasMaxLength(64);
        e.Property(x => x.CalendarVersion).HasMaxLength(64);
        e.Property(x => x.ResourceTitle).HasMaxLength(200);
        e.Property(x => x.CertificateNumber).HasMaxLength(60);
        e.Property(x => x.BarredBy).HasMaxLength(80);
        e.Property(x => x.Content).KeepAsJson();
        e.Property(x => x.Voters).KeepAsJson();
        e.Property(x => x.Distinctions).KeepAsJson();
        e.Property(x => x.Stops).KeepAsJson();
        e.Property(x => x.Late).KeepAsJson();
        e.Property(x => x.Version).IsConcurrencyToken();
        e.HasMany(x => x.Acts).WithOne().HasForeignKey(a => a.FilingId);
        e.HasMany(x => x.Consents).WithOne().HasForeignKey(c => c.FilingId);
        e.HasIndex(x => x.UnitId);
        e.HasIndex(x => new { x.ResourceId, x.Id });
        e.HasIndex(x => x.Number).IsUnique();
        // The publicity board, newest first, whole or by register or by stage: most of the newest filings are not publicised yet.
        e.HasIndex(x => x.Id).HasFilter("\"PublicisedOn\" IS NOT NULL");
        e.HasIndex(x => new { x.PackId, x.Id }).HasFilter("\"PublicisedOn\" IS NOT NULL");
        e.HasIndex(x => new { x.Stage, x.Id }, "IX_registration_filing_Stage_Id_Publicised").HasFilter("\"PublicisedOn\" IS NOT NULL");
        e.HasIndex(x => new { x.Fires, x.OverdueNoted, x.DueOn });
        e.HasIndex(x => new { x.ApplicantId, x.Id });
        e.HasIndex(x => new { x.CounterpartyId, x.Id });
        e.HasIndex(x => new { x.ReviewerId, x.Id });
        e.HasIndex(x => new { x.Stage, x.Id });
    }
}
