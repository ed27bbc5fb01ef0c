namespace Yuanliu.Registration.Certificates;

internal enum CertificateStep { Suspend, Restore, Revoke, Expire, Supersede, Cancel }

/// <summary>None: a certificate's term stands in it from the day of issue, and no step starts another.</summary>
internal enum CertificateDeadline;

/// <summary>证书状态变更 — what may become of a certificate after it was issued. What the platform takes follows from an entry in the
/// register: no person changes a certificate, a registration does, with its ground and with whom it takes to decide it.</summary>
internal static class CertificateProcedure
{
    public static readonly Workflow<CertificateStatus, CertificateStep, CertificateDeadline> Steps = new("certificate")
    {
        // step                      from                         to                            taken by
        { CertificateStep.Expire,    CertificateStatus.Valid,     CertificateStatus.Expired,    Actor.Time },
        { CertificateStep.Expire,    CertificateStatus.Suspended, CertificateStatus.Expired,    Actor.Time },
        { CertificateStep.Suspend,   CertificateStatus.Valid,     CertificateStatus.Suspended,  Actor.Platform },
        { CertificateStep.Restore,   CertificateStatus.Suspended, CertificateStatus.Valid,      Actor.Platform },
        { CertificateStep.Revoke,    CertificateStatus.Valid,     CertificateStatus.Revoked,    Actor.Platform },
        { CertificateStep.Revoke,    CertificateStatus.Suspended, CertificateStatus.Revoked,    Actor.Platform },
        { CertificateStep.Revoke,    CertificateStatus.Expired,   CertificateStatus.Revoked,    Actor.Platform },
        { CertificateStep.Supersede, CertificateStatus.Valid,     CertificateStatus.Superseded, Actor.Platform },
        { CertificateStep.Supersede, CertificateStatus.Suspended, CertificateStatus.Superseded, Actor.Platform },
        { CertificateStep.Supersede, CertificateStatus.Expired,   CertificateStatus.Superseded, Actor.Platform },
        { CertificateStep.Cancel,    CertificateStatus.Valid,     CertificateStatus.Cancelled,  Actor.Platform },
        { CertificateStep.Cancel,    CertificateStatus.Suspended, CertificateStatus.Cancelled,  Actor.Platform },
        { CertificateStep.Cancel,    CertificateStatus.Expired,   CertificateStatus.Cancelled,  Actor.Platform },
    };
}
