using Yuanliu.Registration.Filings;

namespace Yuanliu.Registration.Packs;

/// <summary>Whether the paper behind a pack binds. A draft for comment may be tried, and every page that rests on it says so.</summary>
internal enum PackStatus { Draft, Trial, InForce }

internal enum PublicityField { Applicant, ResourceTitle, Rights, Summary, DataState, Scenarios, Shares, Counterparty, Scope, Term }

/// <summary>证书载明事项 — what a certificate must state, beyond number, holder, issuer and dates.</summary>
internal enum CertificateContent
{
    Rights, DataState, AssetType, Purpose, Shares, Acquisition, Scenarios, Source, UpdateCycle, RightTerm, OtherRights, Implementation,
    Counterparty, Objection, Version,
}

/// <summary>规则值 — a value with the provision it rests on.</summary>
internal sealed record Ruled<T>
{
    public required T Value { get; init; }
    public required string Basis { get; init; }
    /// <summary>The source is silent: the value is our default, for the <see cref="Reason"/> given.</summary>
    public bool Open { get; init; }
    public string? Reason { get; init; }
}

/// <summary>法源 — one provision the pack encodes, in its own words.</summary>
internal sealed record Provision
{
    public required string Id { get; init; }
    public required string Article { get; init; }
    public required string Zh { get; init; }
}

/// <summary>申请登记的期限 — within which time after (or before) an event one has to file. Late is noted; whether it bars is said.</summary>
internal sealed record FilingTerm
{
    public required int Length { get; init; }
    public required TermUnit Unit { get; init; }
    public required FilingEvent From { get; init; }
    public required string Basis { get; init; }
    public List<Circumstance> When { get; init; } = [];
    /// <summary>The filing has to come that long before the event.</summary>
    public bool Before { get; init; }
    /// <summary>A late filing is refused; else it is taken and the delay stands in evidence.</summary>
    public bool Bars { get; init; }
    /// <summary>Not when to file by but from when on one may: nothing is taken earlier.</summary>
    public bool Opens { get; init; }
    /// <summary>What is owed comes after the registration, not before it (权属变更声明当日存证).</summary>
    public bool AfterRegistration { get; init; }
    public bool Open { get; init; }
    public string? Reason { get; init; }
}

/// <summary>起算事件 — the event a filing term counts from; the applicant gives its day.</summary>
internal enum FilingEvent
{
    Contract, Occurrence, MarketRegulatorApproval, MarketRegulatorFiling, CertificateIssue, CertificateExpiry, YearEnd, QuarterEnd,
}

/// <summary>程序路由 — the first whose circumstances hold chooses the procedure.</summary>
internal sealed record RouteRule
{
    public required ProcedureName Procedure { get; init; }
    public required string Basis { get; init; }
    /// <summary>Any of these; none = always.</summary>
    public List<Circumstance> Any { get; init; } = [];
    /// <summary>And all of these.</summary>
    public List<Circumstance> All { get; init; } = [];
    /// <summary>And none of these.</summary>
    public List<Circumstance> None { get; init; } = [];
    /// <summary>Clocks that run differently on this route.</summary>
    public Dictionary<Deadline, Term> Deadlines { get; init; } = [];
    public bool Open { get; init; }
    public string? Reason { get; init; }

    /// <summary>The registry begins it, and nobody else.</summary>
    public bool IsOfRegistry() => Filings.Procedure.Of(Procedure).Steps.Any(s => s.Step is Step.Propose);

    public bool Holds(IReadOnlyCollection<Circumstance> circumstances) => (Any.Count == 0 || Any.Exists(circumstances.Contains))
        && All.TrueForAll(circumstances.Contains) && !None.Exists(circumstances.Contains);
}

/// <summary>登记类型规则 — who may file what kind, by which procedure, with which papers, and what comes of it.</summary>
internal sealed record KindRules
{
    public required string TitleZh { get; init; }
    public required string TitleEn { get; init; }
    public required string Basis { get; init; }
    public required List<RouteRule> Procedure { get; init; }
    public required Ruled<List<FilingParty>> By { get; init; }
    /// <summary>The consent of the other side has to stand before the registrar accepts.</summary>
    public Ruled<bool>? CounterpartyConsents { get; init; }
    public List<FieldRule> Fields { get; init; } = [];
    public List<MaterialRule> Materials { get; init; } = [];
    /// <summary>Clocks that run differently for this kind.</summary>
    public Dictionary<Deadline, Term> Deadlines { get; init; } = [];
    public List<FilingTerm> Within { get; init; } = [];
    /// <summary>Which grounds the registry may name; empty where the kind needs none.</summary>
    public List<GroundRule> Grounds { get; init; } = [];
    /// <summary>Keys of <see cref="RegistrationRules.Certificates"/> that are issued.</summary>
    public List<string> Issues { get; init; } = [];
    /// <summary>Whether part of what stands registered may be named.</summary>
    public Ruled<bool>? Partial { get; init; }
    public GapRules? Gaps { get; init; }
    /// <summary>What is signed on this platform is entered without anybody filing it; null where the sides file.</summary>
    public ByItselfRules? ByItself { get; init; }
    /// <summary>办理情形 — at least one of these holds, else there is nothing to file; null where anything may be the cause.</summary>
    public Ruled<List<Circumstance>>? OnlyWhen { get; init; }
    /// <summary>The source does not name the kind: it is registered because what it does name cannot be kept true without it.</summary>
    public bool Open { get; init; }
    public string? Reason { get; init; }

    /// <summary>匿名化公示 was applied for.</summary>
    public bool HidesParties(IReadOnlyDictionary<string, string> fields)
        => Fields.Exists(f => f.HidesParties is { } choice && fields.GetValueOrDefault(f.Key) == choice);

    /// <summary>Which grounds the registry, or an applicant, may name.</summary>
    public List<GroundRule> GroundsOf(bool registry)
        => Grounds.FindAll(g => g.By.Count == 0 || g.By.Exists(p => p is FilingParty.Registry == registry));

    public bool IsCase(IReadOnlyCollection<Circumstance> circumstances) => OnlyWhen is null
        || OnlyWhen.Value.Exists(circumstances.Contains);
}

/// <summary>登记证书的内容要求 — title, contents, number and term of what is issued.</summary>
internal sealed record CertificateRules
{
    public required string Title { get; init; }
    public required string TitleEn { get; init; }
    public required string Basis { get; init; }
    /// <summary>The same in full, as the certificate prints it.</summary>
    public required string Grounds { get; init; }
    /// <summary>Issued when any of these holds; without any, always.</summary>
    public List<Circumstance> When { get; init; } = [];
    /// <summary>Who gets one; each gets their own.</summary>
    public List<CertificateRecipient> To { get; init; } = [CertificateRecipient.Acquirer];
    public required Ruled<List<CertificateContent>> Contents { get; init; }
    public required Ruled<CertificateTerm> Valid { get; init; }
    public required Ruled<string> Number { get; init; }
    /// <summary>唯一标识符 — the arc under which each is an object of its own; null where its number alone names it.</summary>
    public Ruled<string>? Identifier { get; init; }
    /// <summary>A change of what it states makes it void, so that a new one has to be issued.</summary>
    public Ruled<bool>? VoidOnChange { get; init; }
}

/// <summary>受证人 — who obtains what was registered, or who granted it.</summary>
internal enum CertificateRecipient { Acquirer, Grantor }

/// <summary>证书有效期 — years from its day; null for no end. <see cref="UntilRight"/>: never beyond the right or agreement it rests
/// on.</summary>
internal sealed record CertificateTerm
{
    public int? Years { get; init; }
    public bool UntilRight { get; init; }
    /// <summary>A renewal counts from the old last day, not from its own.</summary>
    public bool RenewsFromExpiry { get; init; }
}

/// <summary>编号规则 — <c>{year}</c> and <c>{seq:6}</c> stand for the legal year and the number within it.</summary>
internal sealed record NumberRules
{
    public required Ruled<string> Account { get; init; }
    public required Ruled<string> Filing { get; init; }
    /// <summary>登记编号 of a registration unit: one for each resource or product.</summary>
    public required Ruled<string> Unit { get; init; }
}

/// <summary>权利规则 — which rights the register knows, and from which each may be derived.</summary>
internal sealed record RightRules
{
    public required RightKind Kind { get; init; }
    public required string TitleZh { get; init; }
    public required string TitleEn { get; init; }
    public required string Basis { get; init; }
    /// <summary>Empty: only the source itself gives it.</summary>
    public List<RightKind> From { get; init; } = [];
    /// <summary>One holder at a time for a resource (joint holders by shares).</summary>
    public bool Exclusive { get; init; }
    public bool Open { get; init; }
    public string? Reason { get; init; }
}

/// <summary>登记规则 — everything a jurisdiction may set differently. A value that is missing from a pack stops the host from
/// starting.</summary>
internal sealed record RegistrationRules
{
    public string? Parent { get; init; }
    public required string Title { get; init; }
    public required string TitleEn { get; init; }
    /// <summary>The register this pack speaks for. Successive packs of one register have the same.</summary>
    public required string Jurisdiction { get; init; }
    public required string Source { get; init; }
    public required List<Provision> Sources { get; init; }
    public required PackStatus Status { get; init; }
    public required DateOnly EffectiveFrom { get; init; }
    public DateOnly? EffectiveTo { get; init; }
    public required Ruled<List<AssetForm>> Forms { get; init; }
    /// <summary>登记主体 — who may have an account, file, and hold what is registered.</summary>
    public required Ruled<List<SubjectKind>> Subjects { get; init; }
    public required List<RightRules> Rights { get; init; }
    public required Dictionary<FilingKind, KindRules> Filings { get; init; }
    /// <summary>The lengths that hold for every kind which does not set its own.</summary>
    public required Dictionary<Deadline, Term> Deadlines { get; init; }
    public required ObjectionRules Objections { get; init; }
    /// <summary>Pairs of steps that one person may not both take on one filing.</summary>
    public required Ruled<List<List<Step>>> Separate { get; init; }
    public required Ruled<int> LevelMax { get; init; }
    public required List<CheckRule> Checks { get; init; }
    public required List<GroundRule> RefusalGrounds { get; init; }
    public required Ruled<List<PublicityField>> PublicityFields { get; init; }
    public required Dictionary<string, CertificateRules> Certificates { get; init; }
    public required NumberRules Numbers { get; init; }
    /// <summary>The review's days count from the day the papers came in, not from acceptance.</summary>
    public Ruled<bool>? ReviewCountsFromReceipt { get; init; }
    /// <summary>All corrections are asked for at once, and only once.</summary>
    public Ruled<bool>? CorrectionOnce { get; init; }
    /// <summary>What the platform can find out itself is not asked for.</summary>
    public Ruled<bool>? KnownNotAsked { get; init; }
    /// <summary>期满注销 — a certificate that was not renewed is cancelled when its term is over, and what it attests with it.</summary>
    public Ruled<bool>? CancelledAtExpiry { get; init; }
    /// <summary>注销、撤销公告 — what has ended is told the public.</summary>
    public Ruled<bool>? EndNotice { get; init; }
    /// <summary>From how many percent of rows in common on a registered resource is like another, so that somebody has to look.</summary>
    public Ruled<int>? SimilarPercent { get; init; }
    /// <summary>The account prevails where it differs from a certificate.</summary>
    public Ruled<bool>? AccountPrevails { get; init; }
    public required Ruled<int> RetentionYears { get; init; }
    /// <summary>What needs a valid registration first; null where registration is nobody's duty.</summary>
    public Ruled<List<Activity>>? ObligatoryBefore { get; init; }
    /// <summary>施行期满后 — what is still filed on registrations that stand when these rules have ended and none have followed; null where
    /// they have no last day.</summary>
    public Ruled<List<FilingKind>>? AfterEnd { get; init; }
    /// <summary>不予登记的通知期限 — within which a refusal with its reason is told. Here the decision itself tells it, the same moment.</summary>
    public Term? RefusalNotice { get; init; }
    public List<ReportRule> Reports { get; init; } = [];
    public List<InspectionRule> Inspections { get; init; } = [];
    public ReviewRules? Reviews { get; init; }
    public CommitteeRules? Committee { get; init; }
    public AccountRules? Accounts { get; init; }
    /// <summary>Where a successor may file without the other side's consent.</summary>
    public SuccessionRules? Succession { get; init; }

    /// <summary>Whether the law of this register lets such a party in.</summary>
    public bool Admits(PartyCard party)
        => Subjects.Value.Contains(party.IsPerson ? SubjectKind.NaturalPerson : SubjectKind.Organization);

    public CheckRule? Check(NamedCheck check, FilingKind kind)
        => Checks.Find(c => c.Check == check && (c.Kinds.Count == 0 || c.Kinds.Contains(kind)));

    public bool IsEffective(DateOnly day) => EffectiveFrom <= day && (EffectiveTo is null || day <= EffectiveTo);

    /// <exception cref="KeyNotFoundException">The pack does not know this kind; <see cref="RegistrationPacks"/> lets no filing get
    /// there.</exception>
    public KindRules Of(FilingKind kind) => Filings[kind];

    /// <summary>The length that binds: the route's own, else the kind's, else the pack's.</summary>
    public Term TermOf(FilingKind kind, ProcedureName procedure, Deadline deadline)
    {
        var rules = Filings[kind];
        if (rules.Procedure.Find(r => r.Procedure == procedure)?.Deadlines.TryGetValue(deadline, out var routes) is true) return routes;
        return rules.Deadlines.TryGetValue(deadline, out var own) ? own : Deadlines[deadline];
    }

    /// <summary>The certificate that a registration of this kind leads to first; null when none is issued.</summary>
    public CertificateRules? CertificateOf(FilingKind kind, params IReadOnlyCollection<Circumstance> circumstances)
        => Filings[kind].Issues.ConvertAll(key => Certificates[key]).Find(c => c.When.Count == 0 || c.When.Exists(circumstances.Contains));

    /// <summary>What a check of this kind rests on; the paper itself where the pack does not name the check for it.</summary>
    public string BasisOf(NamedCheck check, FilingKind kind) => Check(check, kind)?.Basis ?? Source;

    /// <summary>Why something cannot be filed on what is not registered: where the law lets the activity itself begin only then, for that
    /// reason.</summary>
    public string BasisBefore(FilingKind kind, IReadOnlyCollection<Circumstance> circumstances)
        => circumstances.Contains(Circumstance.AuthorizedOperation) && ObligatoryBefore is { } duty
            && duty.Value.Contains(Activity.AuthorizedOperation) ? duty.Basis : BasisOf(NamedCheck.FirstRegistered, kind);

    public RightRules? Right(RightKind kind) => Rights.Find(r => r.Kind == kind);
}
