using System.Security.Cryptography;
using Yuanliu.Compute.Signing;

namespace Yuanliu.Kernel;

/// <summary>The node's own keys, made when they are first needed and kept in the data folder where only its owner may read them.</summary>
public sealed class NodeKeys
{
    readonly Lazy<RSA> seal;

    public NodeKeys(string folder, IEntropy entropy)
    {
        PrivateFolder.Close(PrivateFolder.Make(folder));
        (Log, Registry) = (Seeded(folder, "log.ed25519", entropy), Seeded(folder, "registry.ed25519", entropy));
        seal = new(() => SealKey(folder));
    }

    /// <summary>Signs checkpoints of the transparency log.</summary>
    public Ed25519Key Log { get; }

    /// <summary>Signs registration credentials and agreements as the registry and venue.</summary>
    public Ed25519Key Registry { get; }

    /// <summary>Signs PDF renderings (PAdES). RSA with 3,072 bits, so that the same input gives the same bytes.</summary>
    /// <remarks>Looking for its primes takes up to a second, so it is made when the node is set up and its certificate is.</remarks>
    public RSA Seal => seal.Value;

    static Ed25519Key Seeded(string folder, string name, IEntropy entropy)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
        {
            var seed = new byte[32];
            entropy.Fill(seed);
            PrivateFolder.Write(path, Convert.ToHexStringLower(seed));
        }
        return Ed25519Key.FromSeed(Convert.FromHexString(File.ReadAllText(path).Trim()));
    }

    static RSA SealKey(string folder)
    {
        var path = Path.Combine(folder, "seal.pem");
        if (!File.Exists(path))
        {
            using var made = RSA.Create(3072);
            PrivateFolder.Write(path, made.ExportPkcs8PrivateKeyPem());
        }
        var key = RSA.Create();
        key.ImportFromPem(File.ReadAllText(path));
        return key;
    }
}
