using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;

namespace Yuanliu.Compute.Merkle;

/// <summary>One signature line: whose it claims to be, and its bytes after the four of the key id.</summary>
public sealed record NoteSignature(string Name, uint KeyId, byte[] Bytes)
{
    internal bool ClaimsToBeBy(NoteKey key) => KeyId == key.Id && Name == key.Name;

    internal string Line
    {
        get
        {
            var coded = new byte[4 + Bytes.Length];
            BinaryPrimitives.WriteUInt32BigEndian(coded, KeyId);
            Bytes.CopyTo(coded, 4);
            return $"— {Name} {Convert.ToBase64String(coded)}\n";
        }
    }
}

public enum NoteVerdict { Trusted, NoKnownSignature, BadSignature }

/// <summary>Who of the keys asked about has signed, each with the time its cosignature claims (null for plain signatures).</summary>
public sealed record NoteCheck(NoteVerdict Verdict, IReadOnlyList<(NoteKey Key, long? Seconds)> Signers);

/// <summary>A text with signatures (C2SP signed-note v1). The text means nothing until <see cref="Check"/> trusts it.</summary>
public sealed class SignedNote
{
    /// <summary>The specification asks for at least 16; more than this is not a note but an attack.</summary>
    public const int SignaturesMax = 64;

    /// <summary>Room for <see cref="SignaturesMax"/> post-quantum signatures.</summary>
    public const int SizeBytesMax = 1 << 19;

    const string LineStart = "— ";

    readonly byte[] signedBytes;

    SignedNote(string text, IReadOnlyList<NoteSignature> signatures)
    {
        Text = text;
        Signatures = signatures;
        signedBytes = Encoding.UTF8.GetBytes(text);
    }

    /// <summary>The signed text, always ending in a newline.</summary>
    public string Text { get; }

    /// <summary>All signature lines in their order, whether their keys are known or not.</summary>
    public IReadOnlyList<NoteSignature> Signatures { get; }

    /// <summary>Signs a text, which must end in a newline and hold no other control characters.</summary>
    /// <param name="seconds">Seconds since 1970-01-01 UTC, for those of the signers that cosign.</param>
    public static SignedNote Sign(string text, IReadOnlyList<NoteSigner> signers, long seconds = 0)
    {
        if (!text.EndsWith('\n') || HasControl(text)) throw new ArgumentException("A note's text is plain lines.", nameof(text));
        var bytes = Encoding.UTF8.GetBytes(text);
        return new SignedNote(text, [.. signers.Select(s => s.Sign(bytes, seconds))]);
    }

    /// <summary>The same note signed by one more, in place of an earlier signature by the same key.</summary>
    public SignedNote With(NoteSigner signer, long seconds = 0) => With([signer.Sign(signedBytes, seconds)]);

    /// <summary>The same note with signature lines somebody else made, in place of earlier ones by the same keys.</summary>
    public SignedNote With(IReadOnlyList<NoteSignature> signatures)
        => new(Text, [.. Signatures.Where(old => !signatures.Any(s => s.KeyId == old.KeyId && s.Name == old.Name)), .. signatures]);

    /// <summary>Reads a note without trusting it; false for anything the format does not allow.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out SignedNote? note)
    {
        note = null;
        if (bytes.Length > SizeBytesMax || !Utf8.IsValid(bytes)) return false;
        var whole = Encoding.UTF8.GetString(bytes);
        if (HasControl(whole)) return false;

        // The text may hold empty lines of its own: the last one parts it from the signatures.
        var split = whole.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (split < 0 || !TryParseLines(whole[(split + 2)..], out var signatures) || signatures.Count == 0) return false;
        note = new SignedNote(whole[..(split + 1)], signatures);
        return true;
    }

    /// <summary>Reads signature lines alone, as a witness answers them; false if one is malformed or there are too many.</summary>
    public static bool TryParseLines(string lines, out IReadOnlyList<NoteSignature> signatures)
    {
        var read = new List<NoteSignature>();
        signatures = read;
        if (lines.Length == 0) return true;
        if (!lines.EndsWith('\n')) return false;
        foreach (var line in lines[..^1].Split('\n', SignaturesMax + 1))
        {
            if (read.Count == SignaturesMax || !TryParseLine(line, out var signature)) return false;
            read.Add(signature);
        }
        return true;
    }

    static bool TryParseLine(string line, [NotNullWhen(true)] out NoteSignature? signature)
    {
        signature = null;
        if (!line.StartsWith(LineStart, StringComparison.Ordinal)) return false;
        var parts = line[LineStart.Length..].Split(' ', 2);
        if (parts.Length != 2 || !NoteKey.IsName(parts[0])) return false;
        if (!StrictText.TryBase64(parts[1], out var coded) || coded.Length < 5) return false;
        signature = new NoteSignature(parts[0], BinaryPrimitives.ReadUInt32BigEndian(coded), coded[4..]);
        return true;
    }

    /// <summary>Whom of <paramref name="known"/> the note can be trusted from.</summary>
    /// <remarks>Signatures of unknown keys are ignored; one bad signature of a known key condemns the whole note.</remarks>
    public NoteCheck Check(params IReadOnlyList<NoteKey> known)
    {
        var signers = new List<(NoteKey, long?)>();
        foreach (var signature in Signatures)
        {
            if (known.FirstOrDefault(signature.ClaimsToBeBy) is not { } key) continue;
            if (!key.Verify(signedBytes, signature.Bytes)) return new NoteCheck(NoteVerdict.BadSignature, []);
            signers.Add((key, NoteKey.TryReadTime(signature.Bytes, out var seconds) ? seconds : null));
        }
        return new NoteCheck(signers.Count > 0 ? NoteVerdict.Trusted : NoteVerdict.NoKnownSignature, signers);
    }

    /// <summary>The note as UTF-8, byte for byte what <see cref="TryParse"/> read.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(ToString());

    public override string ToString() => $"{Text}\n{string.Concat(Signatures.Select(s => s.Line))}";

    static bool HasControl(string text) => text.AsSpan().ContainsAnyInRange('\0', '\t') || text.AsSpan().ContainsAnyInRange('\v', '\x1f');
}
