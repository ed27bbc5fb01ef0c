using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Parameters;
using Curve = Org.BouncyCastle.Math.EC.Rfc8032.Ed25519;

namespace Yuanliu.Compute.Signing;

/// <summary>Ed25519 signatures (RFC 8032 §5.1, pure, without context or pre-hash). The base library has none.</summary>
public static class Ed25519
{
    public const int SeedBytes = 32;
    public const int PublicKeyBytes = 32;
    public const int SignatureBytes = 64;

    /// <summary>True only if <paramref name="signature"/> (64 bytes) is the holder's over exactly these message bytes.</summary>
    /// <remarks>Keys or signatures of another length, and points not on the curve, are false and never an exception.</remarks>
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (publicKey.Length != PublicKeyBytes || signature.Length != SignatureBytes) return false;
        return Curve.Verify(signature.ToArray(), 0, publicKey.ToArray(), 0, message.ToArray(), 0, message.Length);
    }
}

/// <summary>A private Ed25519 key: the 32-byte seed of RFC 8032 §5.1.5 and the public key that follows from it.</summary>
public sealed class Ed25519Key
{
    readonly byte[] seed;
    readonly byte[] publicKey;

    Ed25519Key(byte[] seed)
    {
        this.seed = seed;
        publicKey = new Ed25519PrivateKeyParameters(seed, 0).GeneratePublicKey().GetEncoded();
    }

    /// <summary>The 32-byte public key.</summary>
    public ReadOnlyMemory<byte> PublicKey => publicKey;

    /// <summary>The key of a 32-byte secret seed. Any other length is a bug of the caller and throws.</summary>
    public static Ed25519Key FromSeed(ReadOnlySpan<byte> seed)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(seed.Length, Ed25519.SeedBytes);
        return new Ed25519Key(seed.ToArray());
    }

    /// <summary>A fresh key from the operating system's secure generator; its seed is written once to <paramref name="seed"/>.</summary>
    public static Ed25519Key Create(Span<byte> seed)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(seed.Length, Ed25519.SeedBytes);
        RandomNumberGenerator.Fill(seed);
        return FromSeed(seed);
    }

    /// <summary>The 64-byte signature. Deterministic: the same message gives the same bytes.</summary>
    public byte[] Sign(ReadOnlySpan<byte> message)
    {
        var signature = new byte[Ed25519.SignatureBytes];
        Curve.Sign(seed, 0, publicKey, 0, null, message.ToArray(), 0, message.Length, signature, 0);
        return signature;
    }
}
