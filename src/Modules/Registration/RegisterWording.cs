using System.Globalization;
using Yuanliu.Registration.Encumbrances;
using Yuanliu.Registration.Rights;

namespace Yuanliu.Registration;

/// <summary>What stands in the register, in words.</summary>
internal static partial class Wording
{
    public static string Zh(CertificateStatus status) => status switch
    {
        CertificateStatus.Valid => "有效", CertificateStatus.Suspended => "已中止", CertificateStatus.Revoked => "已撤销",
        CertificateStatus.Expired => "已到期", CertificateStatus.Superseded => "已被新证取代", CertificateStatus.Cancelled => "已注销",
    };

    public static string Zh(Extent extent) => extent switch
    {
        Extent.Items => "数据项", Extent.Scenarios => "场景", Extent.Territory => "地域", Extent.Term => "期限", Extent.Share => "份额",
        Extent.Exclusive => "独占性",
    };

    public static string Zh(EncumbranceKind kind) => kind switch
    {
        EncumbranceKind.Pledge => "质押", EncumbranceKind.Freeze => "查封冻结", EncumbranceKind.Objection => "异议标识",
        EncumbranceKind.Trust => "信托", EncumbranceKind.Other => "他项权",
    };

    /// <summary>An encumbrance as a certificate notes it: what it is, not whose.</summary>
    public static string Of(Encumbrance e)
    {
        var rank = e.Rank is { } place ? string.Create(CultureInfo.InvariantCulture, $"（第 {place} 顺位）") : "";
        var until = e.Until is { } last ? string.Create(CultureInfo.InvariantCulture, $" 至 {last:yyyy-MM-dd}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{Zh(e.Kind)}{rank}，自 {e.From:yyyy-MM-dd}{until}");
    }
}
