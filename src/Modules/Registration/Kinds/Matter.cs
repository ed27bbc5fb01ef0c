using Yuanliu.Registration.Certificates;
using Yuanliu.Registration.Encumbrances;
using Yuanliu.Registration.Entries;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;
using Yuanliu.Registration.Rights;
using Yuanliu.Registration.Units;

namespace Yuanliu.Registration.Kinds;

/// <summary>办到哪一步 — a filing is looked at when it comes in, when it is taken on, and when it is entered.</summary>
internal enum Phase { Filed, TakenOn, Entered }

/// <summary>授证 — who is to get a certificate of what, after an entry.</summary>
/// <param name="As">Which side it is for.</param>
/// <param name="Replaces">The certificate it takes the place of.</param>
/// <param name="KeepsTerm">It ends when the one it replaces would have ended.</param>
internal sealed record Award(
    OrganizationId To, CertificateRecipient As, IReadOnlyList<RegisteredRight> Rights, IReadOnlyList<Encumbrance> Encumbrances,
    Certificate? Replaces = null, bool KeepsTerm = false);

/// <summary>登记事项 — one filing before the register: its unit as it stands, and all that the filing does to it.</summary>
internal sealed class Matter(Filing filing, FilingKind kind, RegistrationPack pack, RegistrationUnit unit, Phase phase, DateTime at,
    Mint mint)
{
    readonly List<RegisteredRight> made = [];
    readonly List<Encumbrance> burdened = [];
    readonly HashSet<object> touched = [];

    public Filing Filing => filing;
    public FilingKind Kind => kind;
    public RegistrationPack Pack => pack;
    public RegistrationRules Rules => pack.Rules;
    public KindRules OfKind => pack.Rules.Of(kind);
    public string BasisOf(NamedCheck check) => pack.Rules.BasisOf(check, kind);
    public FilingContent Content => filing.Content;
    public RegistrationUnit Unit => unit;
    public Phase Phase => phase;
    public DateTime At => at;
    public DateOnly Today { get; } = LegalDay.Of(at);
    public EntryId EntryId { get; } = mint.Id<EntryId>();

    public required List<RegisteredRight> Rights { get; init; }
    public required List<Encumbrance> Encumbrances { get; init; }
    public required List<Certificate> Certificates { get; init; }
    /// <summary>Other filings on the same unit that have not ended.</summary>
    public required IReadOnlyList<Filing> Running { get; init; }

    public OrganizationId Applicant => filing.ApplicantId;
    public OrganizationId? Other => filing.CounterpartyId;
    public Certificate? Named => Certificates.Find(c => c.Number == Content.Certificate);

    /// <summary>The rights that stand today.</summary>
    public IEnumerable<RegisteredRight> Standing => Rights.Where(r => r.StandsOn(Today));
    public IEnumerable<Encumbrance> Burdens => Encumbrances.Where(e => e.StandsOn(Today));

    /// <summary>Whose rights it acts on: the holder the certificate names, else the side that has rights in the unit.</summary>
    public OrganizationId? Holder => Named?.HolderId
        ?? Standing.FirstOrDefault(r => r.HolderId == Applicant)?.HolderId ?? Standing.FirstOrDefault(r => r.HolderId == Other)?.HolderId
        ?? Standing.Where(r => r.ParentId is null).Select(r => (OrganizationId?)r.HolderId).FirstOrDefault();

    /// <summary>The standing rights it acts on: those that the certificate attests, or all that the holder has in the unit.</summary>
    public IReadOnlyList<RegisteredRight> Subject => Named is { } certificate
        ? [.. Standing.Where(r => certificate.RightIds.Contains(r.Id.Value) && r.HolderId == certificate.HolderId)]
        : [.. Standing.Where(r => r.HolderId == Holder)];

    /// <summary>Those of the subject that the form names; all of them where it names none.</summary>
    public IReadOnlyList<RegisteredRight> Chosen => Content.Rights.Count == 0 ? Subject
        : [.. Subject.Where(r => Content.Rights.Any(c => c.Kind == r.Kind))];

    /// <summary>The holder's certificates that attest any of these rights and have not been voided.</summary>
    public List<Certificate> Attesting(IReadOnlyCollection<RegisteredRight> rights)
        => [.. Certificates.Where(c => c.EncumbranceIds.Count == 0
        && c.Status is CertificateStatus.Valid or CertificateStatus.Suspended
        && rights.Any(r => c.RightIds.Contains(r.Id.Value) && c.HolderId == r.HolderId))];

    /// <summary>Who obtains something: the licensee, transferee, pledgee.</summary>
    public OrganizationId Gaining => Applicant == Holder ? Other ?? Applicant : Applicant;

    /// <summary>Registration was obtained for good; null for what is only filed.</summary>
    public List<Award> Awards { get; } = [];
    /// <summary>What becomes of the certificates of rights that this entry ends.</summary>
    public CertificateStep Ending { get; set; } = CertificateStep.Supersede;
    /// <summary>Every certificate of the touched rights has to be made anew.</summary>
    public bool Restates { get; set; }

    public IEnumerable<RegisteredRight> Made => made;
    public IEnumerable<Encumbrance> Burdened => burdened;
    /// <summary>The rights that this filing made or changed.</summary>
    public IEnumerable<RegisteredRight> Touched => Rights.Where(touched.Contains);
    public bool IsTouched(RegisteredRight right) => touched.Contains(right);
    public bool IsTouched(Encumbrance burden) => touched.Contains(burden);

    /// <summary>What the entry states: everything that this filing made or changed, as it is now.</summary>
    public IReadOnlyList<EntryLine> Lines =>
    [
        .. Touched.OrderBy(r => r.Id).Select(r => new EntryLine(r.State, null)),
        .. Encumbrances.Where(touched.Contains).OrderBy(e => e.Id).Select(e => new EntryLine(null, e.State)),
    ];

    public RegisteredRight Make(RightKind right, OrganizationId holder, RightId? parent, string scope, Reach reach)
    {
        var row = new RegisteredRight
        {
            Id = mint.Id<RightId>(), UnitId = unit.Id, Kind = right, ParentId = parent, From = Today, MadeBy = EntryId,
        };
        row.Set(holder, scope, reach);
        made.Add(row);
        Rights.Add(row);
        touched.Add(row);
        return row;
    }

    public void Set(RegisteredRight right, OrganizationId holder, string scope, Reach reach)
    {
        right.Set(holder, scope, reach);
        touched.Add(right);
    }

    /// <summary>The right is as it was; its certificates are not.</summary>
    public void Touch(RegisteredRight right) => touched.Add(right);

    /// <summary>Ends the right and everything that derives from it, with the burdens on them.</summary>
    public void End(RegisteredRight right)
    {
        foreach (var each in Descent.Of(right, Rights).Append(right).Where(r => r.Status is RightStatus.Standing).ToList())
        {
            each.End(EntryId);
            touched.Add(each);
            foreach (var burden in Encumbrances.Where(e => e.RightId == each.Id && e.Status is EncumbranceStatus.Standing).ToList())
                End(burden);
        }
    }

    public void Restore(RegisteredRight right)
    {
        right.Restore();
        touched.Add(right);
    }

    public Encumbrance Burden(EncumbranceKind burden, RightId? right, OrganizationId? inFavourOf, string ground, int? rank = null)
    {
        var row = new Encumbrance
        {
            Id = mint.Id<EncumbranceId>(), UnitId = unit.Id, RightId = right, Kind = burden, Ground = ground, From = Today,
                MadeBy = EntryId,
        };
        row.Set(inFavourOf, rank, Content.AmountFen is { } fen ? new Fen(fen) : null, Content.Until);
        burdened.Add(row);
        Encumbrances.Add(row);
        touched.Add(row);
        return row;
    }

    /// <summary>Ends it; the pledges behind it move up.</summary>
    public void End(Encumbrance burden)
    {
        burden.End(EntryId);
        touched.Add(burden);
        foreach (var later in Encumbrances.Where(e => e.RightId == burden.RightId && e.Status is EncumbranceStatus.Standing
            && e.Rank > burden.Rank))
        {
            later.Set(later.InFavourOf, later.Rank - 1, later.Amount, later.Until);
            touched.Add(later);
        }
    }

    public void HandOver(Encumbrance burden, OrganizationId to)
    {
        burden.Set(to, burden.Rank, burden.Amount, burden.Until);
        touched.Add(burden);
    }
}
