using Yuanliu.Registration.Filings;

namespace Yuanliu.Registration.Packs;

/// <summary>登记材料 — one paper an applicant hands in.</summary>
internal sealed record MaterialRule
{
    public required string Key { get; init; }
    public required string TitleZh { get; init; }
    public required string TitleEn { get; init; }
    public required string Basis { get; init; }
    /// <summary>Needed when any of these holds; without any it is always needed.</summary>
    public List<Circumstance> When { get; init; } = [];
    /// <summary>Not needed when any of these holds.</summary>
    public List<Circumstance> Waived { get; init; } = [];
    /// <summary>May be handed in, never demanded.</summary>
    public bool Optional { get; init; }
    /// <summary>原件 — a paper that exists outside the form: only a stored file is one, never what the applicant says of it.</summary>
    public bool File { get; init; }
    /// <summary>A third party's signed statement of this kind; null for the applicant's own paper.</summary>
    public StatementKind? Statement { get; init; }
    /// <summary>The paper asks for it and the platform holds it already: nobody hands it in.</summary>
    public KnownFact? Known { get; init; }
    /// <summary>The step that brings it; null for the one that begins the filing.</summary>
    public Step? At { get; init; }
    /// <summary>Whose paper it is; none = of whoever files.</summary>
    public List<FilingParty> By { get; init; } = [];
    /// <summary>Asked for where the filing names one of these grounds; none = whatever it names.</summary>
    public List<string> Grounds { get; init; } = [];
    public bool Open { get; init; }
    public string? Reason { get; init; }

    /// <summary>Of the registry, or of an applicant, that names this ground.</summary>
    public bool IsAsked(bool registry, string? ground)
        => (By.Count == 0 || By.Exists(p => p is FilingParty.Registry == registry))
            && (Grounds.Count == 0 || Grounds.Contains(ground ?? ""));

    public bool IsNeeded(IReadOnlyCollection<Circumstance> circumstances) => !Optional && Known is null
        && (When.Count == 0 || When.Exists(circumstances.Contains)) && !Waived.Exists(circumstances.Contains);
}

/// <summary>表单项 — one field of the form, in the words of the paper that asks for it.</summary>
internal sealed record FieldRule
{
    public required string Key { get; init; }
    public required string TitleZh { get; init; }
    public required string TitleEn { get; init; }
    public required string Basis { get; init; }
    public FieldType Type { get; init; }
    /// <summary>The values of a choice, each as Chinese and English after its key.</summary>
    public List<ChoiceRule> Choices { get; init; } = [];
    public List<Circumstance> When { get; init; } = [];
    /// <summary>Not asked when any of these holds.</summary>
    public List<Circumstance> Waived { get; init; } = [];
    public bool Optional { get; init; }
    /// <summary>What the platform knows already and fills in: nobody is asked for it.</summary>
    public KnownFact? Known { get; init; }
    /// <summary>The step that brings it; null for the one that begins the filing.</summary>
    public Step? At { get; init; }
    /// <summary>What it says on the certificate, where the certificate states that.</summary>
    public CertificateContent? States { get; init; }
    /// <summary>不公开 — shown to the parties and the registry alone, by the provision that says so; the form tells it.</summary>
    public Ruled<bool>? Private { get; init; }
    /// <summary>匿名化公示 — the choice at which the public learns neither side's name; null where the field is about something else.</summary>
    public string? HidesParties { get; init; }
    public bool Open { get; init; }
    public string? Reason { get; init; }

    public bool IsNeeded(IReadOnlyCollection<Circumstance> circumstances) => !Optional && Known is null
        && (When.Count == 0 || When.Exists(circumstances.Contains)) && !Waived.Exists(circumstances.Contains);

    /// <summary>What was given, a choice by its name and not by its key.</summary>
    public string Spell(string given) => Type switch
    {
        FieldType.Choice or FieldType.Choices => string.Join('、', given.Split(',')
            .Select(key => Choices.Find(c => c.Key == key)?.Zh ?? key)),
        FieldType.Text or FieldType.LongText or FieldType.Date or FieldType.Number or FieldType.Percent => given,
    };
}

internal enum FieldType { Text, LongText, Choice, Choices, Date, Number, Percent }

/// <summary>平台已知事项 — what catalog, party register and this register can answer themselves.</summary>
internal enum KnownFact
{
    ResourceTitle, ResourceDescription, Scale, Structure, Level, HolderName, HolderCode, CertificateNumber, CounterpartyName,
    /// <summary>Whoever obtains the right, be it the one who files or the other side.</summary>
    AcquirerName,
    /// <summary>Who files was verified once, when the account was opened.</summary>
    Identity,
    /// <summary>The form on the platform is the application form the paper asks for.</summary>
    ApplicationForm,
}

internal sealed record ChoiceRule
{
    public required string Key { get; init; }
    public required string Zh { get; init; }
    public required string En { get; init; }
}
