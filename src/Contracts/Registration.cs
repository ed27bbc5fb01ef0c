using Yuanliu.Kernel;

namespace Yuanliu.Contracts;

public readonly record struct FilingId(Guid Value) : ITypedId<FilingId>
{
    public static FilingId From(Guid value) => new(value);
    public int CompareTo(FilingId other) => Value.CompareTo(other.Value);
}

/// <summary>数据权利 — the three separable rights of BJ-OPIN-2023 §4, and those that other registers know: intellectual property in data
/// (BJ-IP-2023) and usufruct of data (GZ-ELREG-2023).</summary>
public enum RightKind { Holding, ProcessingAndUse, ProductOperation, IntellectualProperty, Usufruct }

/// <summary>证书状态 — whether the register still stands behind a certificate. Superseded: a newer one states what holds; cancelled: its
/// rights were given up or are gone.</summary>
public enum CertificateStatus { Valid, Suspended, Revoked, Expired, Superseded, Cancelled }

/// <summary>登记证书 — as other modules may know it.</summary>
public sealed record CertificateCard(
    string Number, ResourceId Resource, OrganizationId Holder, IReadOnlyList<RightKind> Rights, DateOnly IssuedOn, DateOnly? ValidUntil,
    CertificateStatus Status);

/// <summary>登记簿 — what other modules may ask the register.</summary>
public interface IRegister
{
    /// <summary>The valid certificate under which this party holds the right in the resource; null when there is none.</summary>
    /// <remarks>Its last day is that of the right, where the right ends before the certificate.</remarks>
    Task<CertificateCard?> Holds(OrganizationId party, ResourceId resource, RightKind right, CancellationToken ct);
    Task<CertificateCard?> Find(string certificateNumber, CancellationToken ct);
    /// <summary>The provisions in force that let this begin only after registration; null where registration is nobody's duty.</summary>
    string? DutyBefore(Activity activity);
}

/// <summary>登记前置活动 — what may not begin before its data is registered.</summary>
public enum Activity { AuthorizedOperation, VenueTrading }

/// <summary>权利已登记 — a certificate was issued; catalog and market may rely on it.</summary>
public sealed record CertificateIssued(
    string Number, Guid Filing, Guid Resource, Guid Holder, IReadOnlyList<RightKind> Rights, DateOnly IssuedOn, DateOnly? ValidUntil,
    string CredentialSha256, string PackId, string PackSha256) : Fact
{
    public override string Kind => "registration.certificate-issued/1";
}

/// <summary>登记簿摘录已出具 — the registry told somebody what stood in its register.</summary>
public sealed record RegisterExtractIssued(Guid Extract, string Unit, Guid Organization, string Sha256) : Fact
{
    public override string Kind => "registration.extract-issued/1";
}

/// <summary>证书状态已变更 — a certificate was suspended, restored, revoked, or has expired; what rests on it must look again.</summary>
/// <param name="ReasonSha256">Over the reason's UTF-8 bytes; null when time ended it.</param>
public sealed record CertificateStatusChanged(
    string Number, Guid Resource, Guid Holder, CertificateStatus From, CertificateStatus To, string? ReasonSha256) : Fact
{
    public override string Kind => "registration.certificate-status-changed/1";
}
