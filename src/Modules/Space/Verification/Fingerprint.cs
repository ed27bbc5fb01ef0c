using System.Security.Cryptography;
using System.Text;
using Yuanliu.Compute.Watermark;

namespace Yuanliu.Space.Verification;

/// <summary>核验指纹 — who is asked about, and what was said of them, as keyed hashes: without the node's key they tell nothing.</summary>
/// <remarks>
/// Two hashes of 64 bits find a record, so that among 10⁹ records a stranger is taken for somebody else once in 10²⁰ questions. What is
/// compared is hashed together with whose it is: equal names of two people do not look alike in the index.
/// </remarks>
internal sealed class Fingerprint
{
    const int TextMax = 1024;
    const byte Between = 0x1F;

    readonly SipHash place, tag;
    readonly SipHash[] columns;

    /// <param name="secret">The node's; with the name of the index it gives keys of its own.</param>
    public Fingerprint(ReadOnlySpan<byte> secret, string index, VerificationTerms terms)
    {
        byte[] Derive(ReadOnlySpan<byte> secret, string purpose)
            => HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"yuanliu/verification/1\n{index}\n{purpose}"));
        (place, tag) = (SipHash.Of(Derive(secret, "place")), SipHash.Of(Derive(secret, "tag")));
        columns = new SipHash[terms.Compared.Count];
        for (var i = 0; i < columns.Length; i++) columns[i] = SipHash.Of(Derive(secret, "column\n" + terms.Compared[i]));
    }

    public int Columns => columns.Length;

    /// <summary>Whose record: all key columns in their order, as they were made canonical and joined.</summary>
    public (ulong Place, ulong Tag) Of(ReadOnlySpan<byte> keys) => (place.Hash(keys), NeverNone(tag.Hash(keys)));

    /// <param name="value">Canonical.</param>
    public ulong Column(int column, ulong whose, ReadOnlySpan<byte> value)
    {
        Span<byte> both = stackalloc byte[8 + TextMax];
        BitConverter.TryWriteBytes(both, whose);
        value.CopyTo(both[8..]);
        return NeverNone(columns[column].Hash(both[..(8 + value.Length)]));
    }

    /// <summary>Nothing and zero are the same in the index: what is there is never zero.</summary>
    static ulong NeverNone(ulong hash) => hash == 0 ? 1 : hash;

    /// <summary>
    /// As people mean the same: full-width and half-width alike, no spaces, capitals. What is longer than a kilobyte counts to there.
    /// </summary>
    /// <returns>The length written.</returns>
    public static int Canonical(ReadOnlySpan<byte> utf8, Span<byte> target)
    {
        var (length, most) = (0, Math.Min(TextMax, target.Length));
        for (var i = 0; i < utf8.Length && length < most; i++)
        {
            var each = utf8[i];
            if (i + 2 < utf8.Length && Narrow(each, utf8[i + 1], utf8[i + 2]) is var narrow and not 0) (each, i) = (narrow, i + 2);
            if (each is <= (byte)' ') continue;
            target[length++] = each is >= (byte)'a' and <= (byte)'z' ? (byte)(each - 32) : each;
        }
        return length;
    }

    /// <summary>The half-width form of a full-width sign in UTF-8 (U+FF01 … U+FF5E, U+3000); 0 for any other.</summary>
    static byte Narrow(byte first, byte second, byte third) => (first, second) switch
    {
        (0xEF, 0xBC) when third is >= 0x81 and <= 0xBF => (byte)(third - 0x60),
        (0xEF, 0xBD) when third is >= 0x80 and <= 0x9E => (byte)(third - 0x20),
        (0xE3, 0x80) when third is 0x80 => (byte)' ',
        _ => 0,
    };

    /// <summary>Joins the canonical keys of a record.</summary>
    /// <returns>The length written; 0 when a key is empty: such a record is nobody's.</returns>
    public static int Join(Span<byte> target, int length, ReadOnlySpan<byte> canonical)
    {
        if (canonical.IsEmpty || length + canonical.Length + 1 > target.Length) return 0;
        canonical.CopyTo(target[length..]);
        target[length + canonical.Length] = Between;
        return length + canonical.Length + 1;
    }
}
