using System.Security.Cryptography;
using System.Text;
using Yuanliu.Registration.Entries;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;
using Yuanliu.Registration.Units;

namespace Yuanliu.Registration.Certificates;

internal readonly record struct CertificateId(Guid Value) : ITypedId<CertificateId>
{
    public static CertificateId From(Guid value) => new(value);
    public int CompareTo(CertificateId other) => Value.CompareTo(other.Value);
}

/// <summary>证书载明事项 — rights and state of the data in detail, as certified; a later change elsewhere does not reach it.</summary>
internal sealed record CertifiedFacts(
    string Title, string TitleEn, string Basis, string Grounds, string HolderName, string HolderCode, string IssuerName, string ResourceUrn,
    ResourceCard Resource,
    IReadOnlyList<ClaimedRight> Rights, string FilingNumber, string PackTitle, string PackTitleEn, DateOnly? PublicFrom,
    DateOnly? PublicUntil)
{
    public FilingKind Kind { get; init; }
    /// <summary>What the pack calls the kind.</summary>
    public string KindTitle { get; init; } = "";
    public string KindTitleEn { get; init; } = "";
    /// <summary>Which contents the pack wants on it.</summary>
    public IReadOnlyList<CertificateContent> Contents { get; init; } = [];
    /// <summary>The holder is a natural person: its code is the number it has at this node.</summary>
    public bool OfPerson { get; init; }
    public string UnitNumber { get; init; } = "";
    /// <summary>匿名化公示 — neither side's name is shown to the public.</summary>
    public bool Anonymous { get; init; }
    /// <summary>As the public sees the holder.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string PublicHolder => Anonymous ? "（匿名）" : HolderName;
    /// <summary>唯一标识符（OID）; null where the pack gives none.</summary>
    public string? Oid { get; init; }
    /// <summary>Whether the paper behind the rules binds; a certificate under a draft says so.</summary>
    public PackStatus PackStatus { get; init; } = PackStatus.InForce;
    /// <summary>What else the pack wants stated, in the words of the form.</summary>
    public IReadOnlyList<CertifiedWords> Stated { get; init; } = [];
}

/// <param name="TitleZh">As the pack's form calls it.</param>
internal sealed record CertifiedWords(CertificateContent Content, string TitleZh, string TitleEn, string Words)
{
    /// <summary>Withheld from the public page.</summary>
    public bool Private { get; init; }
}

/// <summary>登记证书 — the register's word on who holds which right in which data. Its master is a signed credential; all else is
/// rendering.</summary>
internal sealed class Certificate : IWitnessed
{
    readonly List<Recorded> facts = [];

    public required CertificateId Id { get; init; }
    public required string Number { get; init; }
    /// <summary>The filing whose entry it attests.</summary>
    public required FilingId FilingId { get; init; }
    public required EntryId EntryId { get; init; }
    public required UnitId UnitId { get; init; }
    /// <summary>Which of the pack's certificates it is.</summary>
    public required string Form { get; init; }
    /// <summary>The rights it attests.</summary>
    public required IReadOnlyList<Guid> RightIds { get; init; }
    /// <summary>The encumbrances it attests; none for a certificate of rights.</summary>
    public required IReadOnlyList<Guid> EncumbranceIds { get; init; }
    /// <summary>The certificate it takes the place of.</summary>
    public string? Replaces { get; init; }
    public required OrganizationId HolderId { get; init; }
    public required ResourceId ResourceId { get; init; }
    public required string PackId { get; init; }
    public required string PackSha256 { get; init; }
    public required CertifiedFacts Facts { get; init; }
    public required DateTime IssuedAt { get; init; }
    /// <summary>The last legal day; null for one without a term.</summary>
    public required DateOnly? ValidUntil { get; init; }
    /// <summary>The bit that stands for it in both status lists.</summary>
    public required int StatusIndex { get; init; }
    /// <summary>The signed credential as canonical JSON: the very bytes that are handed out.</summary>
    public required string Credential { get; init; }
    public required string CredentialSha256 { get; init; }
    /// <summary>The rendering, made once when the log had sealed the issue.</summary>
    public string? PdfSha256 { get; private set; }
    public CertificateStatus Status { get; private set; }
    /// <summary>Why the status is what it is; null while it never changed.</summary>
    public string? StatusReason { get; private set; }
    /// <summary>注销或撤销之日; null while it has not come to that.</summary>
    public DateOnly? EndedOn { get; private set; }
    /// <summary>It is suspended because its rights are frozen, and comes back when they are not.</summary>
    public bool IsFrozen { get; set; }
    public int Version { get; private set; }

    public DateOnly IssuedOn => LegalDay.Of(IssuedAt);

    /// <summary>The status on a day: a term that has ended counts at once, before time has taken its step.</summary>
    public CertificateStatus On(DateOnly day)
        => Status is CertificateStatus.Valid or CertificateStatus.Suspended && day > ValidUntil ? CertificateStatus.Expired : Status;

    public void Issue(HostSettings node) => facts.Add(new(node.Urn("certificate", Id.Value), new CertificateIssued(
        Number, FilingId.Value, ResourceId.Value, HolderId.Value, [.. Facts.Rights.Select(r => r.Kind)], IssuedOn, ValidUntil,
        CredentialSha256, PackId, PackSha256)));

    /// <summary>The only way the status changes.</summary>
    public Result<CertificateStatus> Take(CertificateStep step, Actor by, string? reason, DateTime at, HostSettings node)
    {
        var found = CertificateProcedure.Steps.Find(Status, step, by);
        if (found.Refusal is { } refusal) return refusal;

        var from = Status;
        (Status, StatusReason) = (found.Value!.To, reason?.Trim());
        EndedOn = Status is CertificateStatus.Revoked or CertificateStatus.Cancelled ? LegalDay.Of(at) : null;
        Version++;
        facts.Add(new(node.Urn("certificate", Id.Value), new CertificateStatusChanged(Number, ResourceId.Value, HolderId.Value, from,
            Status, StatusReason is { } text ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))) : null)));
        return Status;
    }

    /// <summary>他项权益 — what its holder lets others use is a burden that it names too, where its pack says so.</summary>
    public bool NamesGrants => EncumbranceIds.Count == 0 && Facts.Contents.Contains(CertificateContent.OtherRights);

    /// <summary>他项权益记载 — what burdens the rights has changed: the rendering that does not say so is given up.</summary>
    public void Annotate(HostSettings node)
    {
        PdfSha256 = null;
        Version++;
        facts.Add(new(node.Urn("certificate", Id.Value), new CertificateAnnotated(Number, CredentialSha256)));
    }

    /// <summary>Remembers the rendering.</summary>
    public void Printed(string pdfSha256, HostSettings node)
    {
        if (PdfSha256 is not null) throw new InvalidOperationException($"{Number} is printed already.");
        PdfSha256 = pdfSha256;
        Version++;
        facts.Add(new(node.Urn("certificate", Id.Value), new CertificatePrinted(Number, CredentialSha256, pdfSha256)));
    }

    IEnumerable<Recorded> IWitnessed.TakeFacts()
    {
        var taken = facts.ToList();
        facts.Clear();
        return taken;
    }

    public static void Map(EntityTypeBuilder<Certificate> e)
    {
        e.ToTable("registration_certificate");
        e.Property(x => x.Id).HasConversion<TypedIdConverter<CertificateId>>();
        e.Property(x => x.FilingId).HasConversion<TypedIdConverter<FilingId>>();
        e.Property(x => x.HolderId).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.ResourceId).HasConversion<TypedIdConverter<ResourceId>>();
        e.Property(x => x.EntryId).HasConversion<TypedIdConverter<EntryId>>();
        e.Property(x => x.UnitId).HasConversion<TypedIdConverter<UnitId>>();
        e.Property(x => x.Form).HasMaxLength(60);
        e.Property(x => x.EncumbranceIds).KeepAsJson();
        e.Property(x => x.RightIds).KeepAsJson();
        e.Property(x => x.Replaces).HasMaxLength(60);
        e.Property(x => x.Number).HasMaxLength(60);
        e.Property(x => x.PackId).HasMaxLength(60);
        e.Property(x => x.PackSha256).HasMaxLength(64);
        e.Property(x => x.CredentialSha256).HasMaxLength(64);
        e.Property(x => x.PdfSha256).HasMaxLength(64);
        e.Property(x => x.StatusReason).HasMaxLength(FilingAct.ReasonMax);
        e.Property(x => x.Facts).KeepAsJson();
        e.Property(x => x.Version).IsConcurrencyToken();
        e.Ignore(x => x.IssuedOn);
        e.Ignore(x => x.NamesGrants);
        e.HasIndex(x => x.Number).IsUnique();
        e.HasIndex(x => x.FilingId);
        e.HasIndex(x => new { x.UnitId, x.Status });
        e.HasIndex(x => x.StatusIndex).IsUnique();
        e.HasIndex(x => new { x.HolderId, x.ResourceId });
        e.HasIndex(x => x.ResourceId);
        e.HasIndex(x => new { x.Status, x.ValidUntil });
        e.HasIndex(x => new { x.EndedOn, x.Id }).HasFilter("\"EndedOn\" IS NOT NULL");
    }
}

/// <summary>证书已打印 — the sealed PDF of a certificate was made.</summary>
internal sealed record CertificatePrinted(string Number, string CredentialSha256, string PdfSha256) : Fact
{
    public override string Kind => "registration.certificate-printed/1";
}

/// <summary>证书已加注 — what burdens the certified rights has changed.</summary>
internal sealed record CertificateAnnotated(string Number, string CredentialSha256) : Fact
{
    public override string Kind => "registration.certificate-annotated/1";
}
