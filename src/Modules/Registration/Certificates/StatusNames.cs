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

    /// <summary>The status that sets a list's bit.</summary>
    public static CertificateStatus Meaning(StatusPurpose purpose) => purpose switch
    {
        StatusPurpose.Revocation => CertificateStatus.Revoked,
        StatusPurpose.Suspension => CertificateStatus.Suspended,
    };
}
