using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Yuanliu.Compute.Signing;

namespace Yuanliu.Compute.Merkle;

/// <summary>What a note key signs with (C2SP signed-note and tlog-cosignature); the values are on the wire.</summary>
public enum NoteAlgorithm : byte
{
    /// <summary>Ed25519 over the note's text: a log's own signature.</summary>
    Ed25519 = 0x01,

    /// <summary>Ed25519 over a time and the note's text: a witness's cosignature.</summary>
    Cosignature = 0x04,
}

/// <summary>A public key with its name, as logs and witnesses publish it (the "vkey" text of C2SP signed-note).</summary>
public sealed class NoteKey
{
    const int TimeBytes = 8;

    readonly byte[] publicKey;

    NoteKey(string name, NoteAlgorithm algorithm, byte[] publicKey)
    {
        Name = name;
        Algorithm = algorithm;
        this.publicKey = publicKey;
        Id = IdOf(name, [(byte)algorithm, .. publicKey]);
    }

    /// <summary>Name of the signer; for a log, its origin.</summary>
    public string Name { get; }

    public NoteAlgorithm Algorithm { get; }

    /// <summary>First four bytes of SHA-256(name ‖ LF ‖ algorithm ‖ public key), big-endian. An address, not a proof.</summary>
    public uint Id { get; }

    /// <summary>The 32-byte Ed25519 public key.</summary>
    public ReadOnlyMemory<byte> PublicKey => publicKey;

    /// <summary>A key from its parts. A name that <see cref="IsName"/> refuses or a key of the wrong length throws.</summary>
    public static NoteKey Of(string name, ReadOnlySpan<byte> publicKey, NoteAlgorithm algorithm = NoteAlgorithm.Ed25519)
    {
        if (!IsName(name)) throw new ArgumentException($"'{name}' cannot name a note key.", nameof(name));
        ArgumentOutOfRangeException.ThrowIfNotEqual(publicKey.Length, Ed25519.PublicKeyBytes);
        return new NoteKey(name, algorithm, publicKey.ToArray());
    }

    /// <summary>Reads <c>name+hex8(id)+base64(algorithm ‖ public key)</c>; false when malformed, unknown or the id does not fit.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out NoteKey? key)
    {
        key = null;
        var parts = text.Split('+', 3);     // base64 may hold a plus of its own
        if (parts.Length != 3 || !IsName(parts[0]) || !StrictText.TryBase64(parts[2], out var coded)) return false;
        if (coded.Length != 1 + Ed25519.PublicKeyBytes) return false;
        if ((NoteAlgorithm)coded[0] is not (NoteAlgorithm.Ed25519 or NoteAlgorithm.Cosignature)) return false;

        var read = new NoteKey(parts[0], (NoteAlgorithm)coded[0], coded[1..]);
        if (!string.Equals(parts[1], $"{read.Id:x8}", StringComparison.Ordinal)) return false;
        key = read;
        return true;
    }

    /// <summary>Not empty, no white space, no plus sign, whole characters only.</summary>
    public static bool IsName(string name)
        => name.Length > 0 && !name.Contains('+') && name.EnumerateRunes().All(r => !Rune.IsWhiteSpace(r) && r != Rune.ReplacementChar);

    /// <summary>The published text, which <see cref="TryParse"/> reads back.</summary>
    public override string ToString() => $"{Name}+{Id:x8}+{Convert.ToBase64String([(byte)Algorithm, .. publicKey])}";

    /// <summary>Did this key sign <paramref name="text"/>? A signature of the wrong length is simply false.</summary>
    internal bool Verify(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature)
    {
        if (Algorithm is NoteAlgorithm.Ed25519) return Ed25519.Verify(publicKey, text, signature);
        if (!TryReadTime(signature, out var seconds)) return false;
        return Ed25519.Verify(publicKey, CosignedBytes(text, seconds), signature[TimeBytes..]);
    }

    /// <summary>The time a cosignature claims, in seconds since 1970-01-01 UTC.</summary>
    internal static bool TryReadTime(ReadOnlySpan<byte> signature, out long seconds)
    {
        seconds = 0;
        if (signature.Length != TimeBytes + Ed25519.SignatureBytes) return false;
        seconds = BinaryPrimitives.ReadInt64BigEndian(signature);
        return seconds >= 0;
    }

    internal static byte[] CosignedBytes(ReadOnlySpan<byte> text, long seconds)
        => [.. Encoding.UTF8.GetBytes($"cosignature/v1\ntime {seconds}\n"), .. text];

    static uint IdOf(string name, ReadOnlySpan<byte> coded)
        => BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData([.. Encoding.UTF8.GetBytes(name), (byte)'\n', .. coded]));
}

/// <summary>A private key with its name: signs notes as a log, or cosigns them as a witness.</summary>
public sealed class NoteSigner(string name, Ed25519Key key, NoteAlgorithm algorithm = NoteAlgorithm.Ed25519)
{
    /// <summary>The public half, to give to whoever verifies.</summary>
    public NoteKey Key { get; } = NoteKey.Of(name, key.PublicKey.Span, algorithm);

    /// <summary>The signature line for a note's text.</summary>
    /// <param name="text">UTF-8 bytes of the text with its final newline.</param>
    /// <param name="seconds">Seconds since 1970-01-01 UTC; only a cosignature carries them.</param>
    internal NoteSignature Sign(ReadOnlySpan<byte> text, long seconds)
    {
        if (algorithm is NoteAlgorithm.Ed25519) return new NoteSignature(Key.Name, Key.Id, key.Sign(text));

        ArgumentOutOfRangeException.ThrowIfNegative(seconds);
        var time = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(time, seconds);
        return new NoteSignature(Key.Name, Key.Id, [.. time, .. key.Sign(NoteKey.CosignedBytes(text, seconds))]);
    }
}
