using Yuanliu.Compute.Signing;

namespace Yuanliu.Compute.Credentials;

/// <summary>公钥文本 — an Ed25519 public key as W3C Multikey: base58btc (z) over 0xed01 and the 32 bytes, hence always z6Mk….</summary>
public static class Multikey
{
    static ReadOnlySpan<byte> Ed25519Public => [0xed, 0x01];

    /// <param name="publicKey">32 bytes.</param>
    public static string Encode(ReadOnlySpan<byte> publicKey)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(publicKey.Length, Ed25519.PublicKeyBytes);
        return "z" + Base58.Encode([.. Ed25519Public, .. publicKey]);
    }

    /// <summary>False for anything but an Ed25519 public key in exactly the form <see cref="Encode"/> writes.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, out byte[] publicKey)
    {
        publicKey = [];
        if (text is not ['z', ..] || !Base58.TryDecode(text[1..], out var bytes)) return false;
        if (bytes.Length != 2 + Ed25519.PublicKeyBytes || !bytes.AsSpan().StartsWith(Ed25519Public)) return false;

        publicKey = bytes[2..];
        return true;
    }
}

/// <summary>验证方法 — the registry's key by its own name (did:key), so that verifying offline needs nothing but that key.</summary>
public static class VerificationMethods
{
    const string Prefix = "did:key:";

    /// <summary><c>did:key:z6Mk…</c></summary>
    public static string Did(ReadOnlySpan<byte> publicKey) => Prefix + Multikey.Encode(publicKey);

    /// <summary><c>did:key:z6Mk…#z6Mk…</c></summary>
    public static string Of(ReadOnlySpan<byte> publicKey)
    {
        var key = Multikey.Encode(publicKey);
        return $"{Prefix}{key}#{key}";
    }

    /// <summary>The key a did:key method (or the bare DID) names; false for other methods and malformed keys.</summary>
    public static bool TryPublicKey(string method, out byte[] publicKey)
    {
        publicKey = [];
        if (!method.StartsWith(Prefix, StringComparison.Ordinal)) return false;

        var key = method.AsSpan(Prefix.Length);
        var hash = key.IndexOf('#');
        if (hash >= 0 && !key[(hash + 1)..].SequenceEqual(key[..hash])) return false;
        return Multikey.TryDecode(hash < 0 ? key : key[..hash], out publicKey);
    }
}
