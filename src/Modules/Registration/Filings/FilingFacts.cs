namespace Yuanliu.Registration.Filings;

/// <summary>登记步骤已办理 — a filing moved.</summary>
/// <param name="ReasonSha256">Over the reason's UTF-8 bytes; the reason itself stays in the filing.</param>
/// <param name="Ground">The legal ground it names, by its key in the pack.</param>
/// <param name="ContentSha256">Over the canonical content, where the step brings it in or begins or ends its publicity.</param>
/// <param name="PapersSha256">Of the papers that came with it, in their order.</param>
/// <param name="CalendarVersion">The calendar that <paramref name="DueOn"/> was computed with.</param>
internal sealed record FilingStepTaken(
    Guid Filing, string Step, string From, string To, string Actor, string Pack, string PackSha256,
    string? ReasonSha256, string? Ground, string? ContentSha256, IReadOnlyList<string>? PapersSha256, DateOnly? DueOn,
    string? CalendarVersion) : Fact
{
    public override string Kind => "registration.step/1";
}

/// <summary>办理逾期 — a duty was not done by its last day. It is a fault of whoever owes it; nothing is deemed granted.</summary>
internal sealed record DutyOverdue(
    Guid Filing, string Duty, string OwedBy, DateOnly DueOn, string Basis, string Pack, string PackSha256) : Fact
{
    public override string Kind => "registration.duty-overdue/1";
}

/// <summary>到期日已重算 — a new holiday plan moved the end of a running term.</summary>
internal sealed record DueMoved(
    Guid Filing, string Deadline, DateOnly From, DateOnly To, string FromCalendar, string ToCalendar) : Fact
{
    public override string Kind => "registration.due-moved/1";
}

/// <summary>审查机构已指定 — a third-party service body was given a filing to review.</summary>
internal sealed record FilingReviewerAssigned(Guid Filing, Guid Body, string? RecognizedUnder, string? Basis) : Fact
{
    public override string Kind => "registration.reviewer-assigned/1";
}

/// <summary>逾期申请 — a filing came after the last day the law names for it; it was taken all the same.</summary>
/// <param name="Late">How many days, in the unit of the term.</param>
internal sealed record FiledLate(
    Guid Filing, string Event, DateOnly EventOn, DateOnly LastDay, DateOnly FiledOn, int Late, string Unit, string Basis,
    string CalendarVersion) : Fact
{
    public override string Kind => "registration.filed-late/1";
}

/// <summary>数据特征已存证 — the features of the data that was filed, as its holder's domain gave them.</summary>
/// <param name="Method">How the fingerprint was made.</param>
/// <param name="RowsSha256">Over the fingerprint of the rows, which the register keeps.</param>
/// <param name="SchemaSha256">Over names and types of the columns.</param>
internal sealed record FeaturesEntered(
    Guid Filing, Guid Resource, string Method, string RowsSha256, string SchemaSha256, string Basis) : Fact
{
    public override string Kind => "registration.features-entered/1";
}

/// <summary>登簿受阻 — the time of a filing had come, and the register could not take it.</summary>
/// <param name="Code">Of the refusal.</param>
internal sealed record EntryBarred(Guid Filing, string Code) : Fact
{
    public override string Kind => "registration.entry-barred/1";
}

/// <summary>申请已由承继人继续 — a running filing got another applicant, because the first is no more.</summary>
internal sealed record FilingSucceeded(Guid Filing, Guid From, Guid To, Guid By) : Fact
{
    public override string Kind => "registration.filing-succeeded/1";
}
