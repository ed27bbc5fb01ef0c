using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;

namespace Yuanliu.Compute.Merkle;

/// <summary>存证回执 — an offline receipt that an entry is in a log (C2SP tlog-proof v1, file extension <c>.tlog-proof</c>).</summary>
/// <param name="Index">Zero-based index of the entry in the log.</param>
/// <param name="Path">Inclusion proof, leaf's sibling first.</param>
/// <param name="Checkpoint">The signed checkpoint, byte for byte.</param>
/// <param name="Extra">Bytes that help the reader and that nothing vouches for; null when there is no such line.</param>
public sealed record TlogProof(
    long Index, IReadOnlyList<TreeHash> Path, ReadOnlyMemory<byte> Checkpoint, ReadOnlyMemory<byte>? Extra = null)
{
    /// <summary>A tree of 2^63 entries is 63 levels high.</summary>
    public const int PathLengthMax = 63;

    const string Header = "c2sp.org/tlog-proof@v1";

    /// <summary>The file's bytes.</summary>
    public byte[] ToBytes()
    {
        var head = new StringBuilder(Header).Append('\n');
        if (Extra is { } extra) head.Append("extra ").Append(Convert.ToBase64String(extra.Span)).Append('\n');
        head.Append("index ").Append(Index).Append('\n');
        foreach (var hash in Path) head.Append(hash).Append('\n');
        head.Append('\n');
        return [.. Encoding.UTF8.GetBytes(head.ToString()), .. Checkpoint.Span];
    }

    /// <summary>Reads the file's form. What it claims is not checked yet.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out TlogProof? proof)
    {
        proof = null;
        var end = bytes.IndexOf("\n\n"u8);
        if (end < 0 || !Utf8.IsValid(bytes[..end])) return false;

        var lines = new Queue<string>(Encoding.UTF8.GetString(bytes[..end]).Split('\n'));
        if (lines.Dequeue() != Header) return false;

        byte[]? extra = null;
        if (TakeAfter("extra ", lines, out var coded) && !StrictText.TryBase64(coded, out extra)) return false;
        if (!TakeAfter("index ", lines, out var number) || !StrictText.TryDecimal(number, out var index)) return false;
        if (lines.Count > PathLengthMax) return false;

        var path = new List<TreeHash>(lines.Count);
        foreach (var line in lines)
        {
            if (!TreeHash.TryParse(line, out var hash)) return false;
            path.Add(hash);
        }
        proof = new TlogProof(index, path, bytes[(end + 2)..].ToArray(), extra is null ? null : (ReadOnlyMemory<byte>?)extra);
        return true;
    }

    static bool TakeAfter(string keyword, Queue<string> lines, out string rest)
    {
        rest = "";
        if (!lines.TryPeek(out var line) || !line.StartsWith(keyword, StringComparison.Ordinal)) return false;
        rest = lines.Dequeue()[keyword.Length..];
        return true;
    }

    /// <summary>Checks a receipt with nothing but the entry and the log's public key.</summary>
    /// <param name="proof">The receipt file.</param>
    /// <param name="entry">The very bytes that were logged.</param>
    /// <param name="logVkey">The log's published key; its name must be the checkpoint's origin.</param>
    /// <param name="witnesses">Keys whose cosignatures the caller wants named in the answer; a bad one condemns the receipt.</param>
    public static TlogProofCheck Verify(
        ReadOnlySpan<byte> proof, ReadOnlySpan<byte> entry, string logVkey, params IReadOnlyList<NoteKey> witnesses)
    {
        if (!NoteKey.TryParse(logVkey, out var log)) return new(TlogProofVerdict.MalformedKey);
        if (!TryParse(proof, out var parsed)) return new(TlogProofVerdict.MalformedProof);

        var opening = Merkle.Checkpoint.Open(parsed.Checkpoint.Span, log);
        if (!opening.Trusted) return new(OfCheckpoint(opening.Verdict));

        var cosigned = opening.Note.Check(witnesses);
        if (cosigned.Verdict is NoteVerdict.BadSignature) return new(TlogProofVerdict.BadWitnessSignature);

        var (size, root) = (opening.Checkpoint.Size, opening.Checkpoint.Root);
        return Proofs.VerifyInclusion(parsed.Index, size, TreeHash.OfLeaf(entry), [.. parsed.Path], root)
            ? new(TlogProofVerdict.Valid, parsed, opening.Checkpoint, cosigned.Signers)
            : new(TlogProofVerdict.NotInTree);
    }

    static TlogProofVerdict OfCheckpoint(CheckpointVerdict verdict) => verdict switch
    {
        CheckpointVerdict.Malformed => TlogProofVerdict.MalformedCheckpoint,
        CheckpointVerdict.OtherLog => TlogProofVerdict.OtherLog,
        CheckpointVerdict.NotSigned => TlogProofVerdict.NotSignedByLog,
        CheckpointVerdict.BadSignature => TlogProofVerdict.BadLogSignature,
        CheckpointVerdict.Trusted => TlogProofVerdict.Valid,
    };
}

/// <summary>Why a receipt is good, or the first reason why it is not.</summary>
public enum TlogProofVerdict
{
    Valid,
    MalformedKey,
    MalformedProof,
    MalformedCheckpoint,
    OtherLog,
    NotSignedByLog,
    BadLogSignature,
    BadWitnessSignature,
    NotInTree,
}

/// <summary>The outcome of checking a receipt; the contents are there only when it is valid.</summary>
/// <param name="Witnesses">Who of the witnesses asked about has cosigned, and when (seconds since 1970-01-01 UTC).</param>
public sealed record TlogProofCheck(
    TlogProofVerdict Verdict,
    TlogProof? Proof = null,
    Checkpoint? Checkpoint = null,
    IReadOnlyList<(NoteKey Key, long? Seconds)>? Witnesses = null)
{
    [MemberNotNullWhen(true, nameof(Proof), nameof(Checkpoint), nameof(Witnesses))]
    public bool IsValid => Verdict is TlogProofVerdict.Valid;
}
