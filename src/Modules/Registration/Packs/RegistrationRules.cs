using Yuanliu.Registration.Filings;

namespace Yuanliu.Registration.Packs;

/// <summary>Whether one may file under a pack: a draft for comment may be read, not used.</summary>
internal enum PackStatus { Draft, Trial, InForce }
internal enum ObjectionEffect { Freezes }
internal enum AfterDismissal { Restarts, Resumes }
internal enum MaterialNeed { Always, PersonalData, Optional }
internal enum PublicityField { Applicant, ResourceTitle, Rights, Summary, DataState }
internal enum CertificateContent { Rights, DataState }

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

/// <summary>登记材料 — one paper an applicant hands in.</summary>
internal sealed record MaterialRule
{
    public required string Key { get; init; }
    public required string TitleZh { get; init; }
    public required string TitleEn { get; init; }
    public required MaterialNeed When { get; init; }
    public required string Basis { get; init; }
}

/// <summary>登记证书的内容要求 — title, contents and term of what is issued.</summary>
internal sealed record CertificateRules
{
    public required string Title { get; init; }
    public required string TitleEn { get; init; }
    public required string Basis { get; init; }
    /// <summary>The same in full, as the certificate prints it.</summary>
    public required string Grounds { get; init; }
    public required Ruled<List<CertificateContent>> Contents { get; init; }
    public required Ruled<int> Years { get; init; }
}

/// <summary>编号规则 — <c>{year}</c> and <c>{seq:6}</c> stand for the legal year and the number within it.</summary>
internal sealed record NumberRules
{
    public required Ruled<string> Account { get; init; }
    public required Ruled<string> Filing { get; init; }
    public required Ruled<string> Certificate { get; init; }
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
    public required List<FilingKind> FilingKinds { get; init; }
    public required Dictionary<Deadline, Term> Deadlines { get; init; }
    public required Ruled<ObjectionEffect> ObjectionDuringPublicity { get; init; }
    public required Ruled<AfterDismissal> PublicityAfterDismissal { get; init; }
    /// <summary>Pairs of steps that one person may not both take on one filing.</summary>
    public required Ruled<List<List<Step>>> Separate { get; init; }
    public required Ruled<int> LevelMax { get; init; }
    public required Ruled<List<RightKind>> Rights { get; init; }
    public required List<MaterialRule> Materials { get; init; }
    public required Ruled<List<PublicityField>> PublicityFields { get; init; }
    public required CertificateRules Certificate { get; init; }
    public required NumberRules Numbers { get; init; }

    public bool IsEffective(DateOnly day) => EffectiveFrom <= day && (EffectiveTo is null || day <= EffectiveTo);
}
