using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Yuanliu.Compute.Json;

namespace Yuanliu.Compute.Watermark;

/// <summary>标记列 — a column whose values may be exchanged for neighbours.</summary>
/// <param name="Quantum">Numbers of one step of this width carry one bit; 0 for a column of categories.</param>
/// <param name="Spread">The standard deviation of the numbers; 0 for categories.</param>
public sealed record MarkColumn(string Name, double Quantum, double Spread);

/// <summary>可用性界限 — how far marking may change a file.</summary>
/// <param name="ChangedShareMax">Of all cells.</param>
/// <param name="MeanShiftMax">Of a column's mean, in its standard deviations.</param>
/// <param name="VarianceShiftMax">Of a column's variance, as a part of it.</param>
public sealed record UsabilityLimits(double ChangedShareMax = 0.005, double MeanShiftMax = 0.001, double VarianceShiftMax = 0.002);

/// <summary>标记方案 — everything but the key that marking and finding the recipient need; it holds no value of the file.</summary>
/// <param name="File">What is marked: an agreement and version; another name gives other marks.</param>
/// <param name="Keys">Sets of columns, each of which tells rows apart: a primary key, or a virtual one of stable columns.</param>
/// <param name="RowShare">Rows that carry a mark.</param>
/// <param name="Rows">Rows of the file, about.</param>
/// <param name="Columns">Of the whole file, in number.</param>
/// <param name="Colluders">The code is made for so many recipients who lay their copies together: two, or three to five. 0 in a plan that
/// was kept before there was a code for two: it is of three to five, and is written as it was then, without a word of it.</param>
public sealed record MarkPlan(
    string File, IReadOnlyList<IReadOnlyList<string>> Keys, IReadOnlyList<MarkColumn> Marked, double RowShare, long Rows, int Columns,
    UsabilityLimits Limits, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Colluders)
{
    /// <summary>
    /// The code that stands up to three needs about a thousand places to name one of them. A shorter file cannot have that, and would
    /// be worse at naming the one who leaked alone: it gets the code for two, whose bits are even. One is named from some thirty places
    /// on, one of two from some two hundred.
    /// </summary>
    public static int ColludersOf(long places) => places < 1_000 ? 2 : 5;

    /// <summary>
    /// 参数承诺 — SHA-256 over the plan and the key's own hash, for the evidence of a delivery: whoever later shows plan and key can prove
    /// that both were fixed then, and neither can be learnt from it.
    /// </summary>
    public byte[] Commitment(MarkKey key)
        => SHA256.HashData([.. "yuanliu/watermark/plan/1\n"u8, .. key.Fingerprint, .. CanonicalJson.Utf8(this)]);
}

/// <summary>标记密钥 — the owner's secret; all marks and every recipient's code follow from it.</summary>
public sealed class MarkKey
{
    public const int Bytes = 32;

    readonly byte[] secret;

    /// <param name="secret">32 bytes of a cryptographic source.</param>
    public MarkKey(ReadOnlySpan<byte> secret)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(secret.Length, Bytes);
        this.secret = secret.ToArray();
    }

    internal byte[] Fingerprint => Derive("fingerprint", "");

    /// <summary>The keyed function for one purpose in one file.</summary>
    internal SipHash For(string purpose, string of) => SipHash.Of(Derive(purpose, of));

    byte[] Derive(string purpose, string of)
        => HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"yuanliu/watermark/1\n{purpose}\n{of}"));
}
