namespace Yuanliu.Registration.Certificates;

internal enum CertificateStep { Suspend, Restore, Revoke, Expire }

/// <summary>None: a certificate's term stands in it from the day of issue, and no step starts another.</summary>
internal enum CertificateDeadline;

/// <summary>证书状态变更 — what may become of a certificate after it was issued.</summary>
internal static class CertificateProcedure
{
    public static readonly Workflow<CertificateStatus, CertificateStep, CertificateDeadline> Steps = new("certificate")
    {
        // step                    from                         to                           taken by
        { CertificateStep.Suspend, CertificateStatus.Valid,     CertificateStatus.Suspended, Actor.Registrar },
        { CertificateStep.Restore, CertificateStatus.Suspended, CertificateStatus.Valid,     Actor.Registrar },
        { CertificateStep.Revoke,  CertificateStatus.Valid,     CertificateStatus.Revoked,   Actor.Registrar },
        { CertificateStep.Revoke,  CertificateStatus.Suspended, CertificateStatus.Revoked,   Actor.Registrar },
        { CertificateStep.Expire,  CertificateStatus.Valid,     CertificateStatus.Expired,   Actor.Time },
        { CertificateStep.Expire,  CertificateStatus.Suspended, CertificateStatus.Expired,   Actor.Time },
    };
}
