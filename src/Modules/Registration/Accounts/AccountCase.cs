using System.Security.Cryptography;
using System.Text;
using Yuanliu.Registration.Filings;

namespace Yuanliu.Registration.Accounts;

internal enum AccountCaseKind { Change, Cancellation, Opening }
internal enum AccountStage { Requested, Reviewed, Entered, Refused, Withdrawn }
internal enum AccountStep { PassReview, FailReview, Enter, Withdraw }
internal enum AccountDeadline { Entry }

/// <summary>账户开立、变更与注销程序 — DL-REG-2023 §10–12: reviewed in form, then entered within the term that the review starts.</summary>
internal static class AccountProcedure
{
    public static readonly Workflow<AccountStage, AccountStep, AccountDeadline> Steps = new("account")
    {
        // step                    from                    to                      taken by          starts the clock
        { AccountStep.PassReview,  AccountStage.Requested, AccountStage.Reviewed,  Actor.Registrar,  AccountDeadline.Entry },
        { AccountStep.FailReview,  AccountStage.Requested, AccountStage.Refused,   Actor.Registrar },
        { AccountStep.Enter,       AccountStage.Reviewed,  AccountStage.Entered,   Actor.Registrar },
        { AccountStep.Withdraw,    AccountStage.Requested, AccountStage.Withdrawn, Actor.Applicant },
        { AccountStep.Withdraw,    AccountStage.Reviewed,  AccountStage.Withdrawn, Actor.Applicant },
    };
}

/// <summary>账户事项 — the opening of an account, a change of what it states about its subject, or its cancellation.</summary>
internal sealed class AccountCase : IWitnessed
{
    readonly List<Recorded> facts = [];

    public required Guid Id { get; init; }
    public required AccountId AccountId { get; init; }
    public required AccountCaseKind Kind { get; init; }
    /// <summary>变更事情说明: why, since when, with what consequences; an opening needs none.</summary>
    public required string Reason { get; init; }
    public required IReadOnlyList<ActPaper> Papers { get; init; }
    public required string PackId { get; init; }
    public required string PackSha256 { get; init; }
    public required DateTime RequestedAt { get; init; }
    public required PersonId RequestedBy { get; init; }
    public AccountStage Stage { get; private set; } = AccountStage.Requested;
    public DateOnly? StartedOn { get; private set; }
    public DateOnly? DueOn { get; private set; }
    /// <summary>That it is overdue is in evidence already.</summary>
    public bool OverdueNoted { get; private set; }
    /// <summary>The last day of the entry that came too late; null where it came in time.</summary>
    public DateOnly? MissedOn { get; private set; }
    /// <summary>By how much, in the unit of the term, and when it was done.</summary>
    public int? DaysLate { get; private set; }
    public DateOnly? DoneOn { get; private set; }
    public string? Answer { get; private set; }
    public int Version { get; private set; }

    public void Request(HostSettings node) => Note("Request", "–", null, node);

    /// <summary>The only way the stage changes.</summary>
    public Result<AccountStage> Take(AccountStep step, Actor by, PersonId person, string? reason, Term? entry, DateTime at,
        WorkCalendar calendar, HostSettings node)
    {
        var found = AccountProcedure.Steps.Find(Stage, step, by);
        if (found.Refusal is { } refusal) return refusal;
        if (by is Actor.Registrar && person == RequestedBy) return Refusals.OwnApplication(entry?.Basis ?? "");
        if (step is AccountStep.FailReview && string.IsNullOrWhiteSpace(reason)) return Refusals.ReasonRequired;
        var (from, today) = (Stage, LegalDay.Of(at));
        Stage = found.Value!.To;
        if (step is AccountStep.Enter && today > DueOn)
            (MissedOn, DoneOn, DaysLate) = (DueOn, today, calendar.Between(DueOn.Value, today, entry!.Unit));
        var runs = found.Value.Starts is not null && entry is not null;
        (StartedOn, DueOn) = (runs ? today : null, runs ? calendar.DueOn(today, entry!) : null);
        if (reason is { Length: > 0 }) Answer = reason.Trim();
        Note(step.ToString(), from.ToString(), reason, node);
        return Stage;
    }

    /// <summary>The registry did not enter it in time: told once, and nothing follows by itself.</summary>
    public void NoteOverdue(string basis, HostSettings node)
    {
        if (DueOn is not { } due || OverdueNoted) throw new InvalidOperationException($"{Id} has no overdue duty to note.");
        OverdueNoted = true;
        Version++;
        facts.Add(new(node.Urn("account", AccountId.Value), new AccountDutyOverdue(
            AccountId.Value, Id, nameof(AccountDeadline.Entry), nameof(Actor.Registrar), due, basis, PackId, PackSha256)));
    }

    void Note(string step, string from, string? reason, HostSettings node)
    {
        Version++;
        facts.Add(new(node.Urn("account", AccountId.Value), new AccountStepTaken(
            AccountId.Value, Id, Kind.ToString(), step, from, Stage.ToString(), DueOn,
            reason is null ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(reason))), PackId, PackSha256)));
    }

    IEnumerable<Recorded> IWitnessed.TakeFacts()
    {
        var taken = facts.ToList();
        facts.Clear();
        return taken;
    }

    public static void Map(EntityTypeBuilder<AccountCase> e)
    {
        e.ToTable("registration_account_case");
        e.Property(x => x.Id).ValueGeneratedNever();
        e.Property(x => x.AccountId).HasConversion<TypedIdConverter<AccountId>>();
        e.Property(x => x.RequestedBy).HasConversion<TypedIdConverter<PersonId>>();
        e.Property(x => x.Reason).HasMaxLength(FilingAct.ReasonMax);
        e.Property(x => x.Answer).HasMaxLength(FilingAct.ReasonMax);
        e.Property(x => x.Papers).KeepAsJson();
        e.Property(x => x.PackId).HasMaxLength(60);
        e.Property(x => x.PackSha256).HasMaxLength(64);
        e.Property(x => x.Version).IsConcurrencyToken();
        e.HasIndex(x => new { x.AccountId, x.Stage });
        e.HasIndex(x => new { x.OverdueNoted, x.DueOn });
        e.HasIndex(x => x.MissedOn);
    }
}

/// <summary>账户事项已办理 — a case about an account moved.</summary>
internal sealed record AccountStepTaken(
    Guid Account, Guid Case, string CaseKind, string Step, string From, string To, DateOnly? DueOn, string? ReasonSha256, string Pack,
    string PackSha256) : Fact
{
    public override string Kind => "registration.account-step/1";
}

/// <summary>账户事项逾期 — a reviewed case about an account was not entered by its last day.</summary>
internal sealed record AccountDutyOverdue(
    Guid Account, Guid Case, string Duty, string OwedBy, DateOnly DueOn, string Basis, string Pack, string PackSha256) : Fact
{
    public override string Kind => "registration.account-duty-overdue/1";
}
