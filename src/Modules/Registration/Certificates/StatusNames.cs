using Yuanliu.Compute.Credentials;

namespace Yuanliu.Registration.Certificates;

/// <summary>What the two status lists are called in addresses.</summary>
internal static class StatusNames
{
    public static string Of(StatusPurpose purpose) => purpose switch
    {
        StatusPurpose.Revocation => "revocation",
        StatusPurpose.Suspension => "suspension",
    };

    public static StatusPurpose? Find(string name)
        => Enum.GetValues<StatusPurpose>().Where(p => Of(p) == name).Select(p => (StatusPurpose?)p).FirstOrDefault();

    /// <summary>The statuses that set a list's bit. What is over for good counts as revoked, whatever ended it.</summary>
    public static IReadOnlyList<CertificateStatus> Meaning(StatusPurpose purpose) => purpose switch
    {
        StatusPurpose.Revocation => [CertificateStatus.Revoked, CertificateStatus.Superseded, CertificateStatus.Cancelled],
        StatusPurpose.Suspension => [CertificateStatus.Suspended],
    };
}
