using System.Security.Cryptography;
using System.Text;

namespace Yuanliu.Compute.Privacy;

/// <summary>贡献上限 — how much of one identity goes into one answer: groups in all, and rows in each of them.</summary>
public sealed record ContributionBounds
{
    public ContributionBounds(int groupsMax, int rowsMax)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(groupsMax);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rowsMax);
        (GroupsMax, RowsMax) = (groupsMax, rowsMax);
    }

    public int GroupsMax { get; }
    public int RowsMax { get; }
}

/// <summary>
/// 取样密钥 — decides which contributions of an identity are kept when there are more than the bounds allow. The choice depends on the
/// dataset's secret and on the identity's own data alone: asking again keeps the same, and nobody without the
/// secret can aim at what is kept.
/// </summary>
public sealed class ContributionKey
{
    static readonly byte[] Label = "yuanliu contribution sampling 1"u8.ToArray();

    ContributionKey(string hex) => Hex = hex;

    /// <summary>What stands before every hashed text, and the parameter of the SQL. As secret as the dataset's secret.</summary>
    public string Hex { get; }

    public static ContributionKey Derive(ReadOnlySpan<byte> datasetSecret)
    {
        if (datasetSecret.Length < 16) throw new ArgumentException("A dataset's secret has at least 16 bytes.", nameof(datasetSecret));
        return new(Convert.ToHexStringLower(HMACSHA256.HashData(datasetSecret, Label)));
    }

    /// <summary>
    /// Small ranks are kept. SHA-256 over the key and the fields, each preceded by its length so that no two lists read the same.
    /// </summary>
    internal string Rank(params ReadOnlySpan<string?> fields)
    {
        var text = new StringBuilder(Hex);
        foreach (var field in fields)
            if (field is null) text.Append('-');
            else text.Append(Encoding.UTF8.GetByteCount(field)).Append(':').Append(field);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
