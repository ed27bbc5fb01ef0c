using System.Collections.Concurrent;
using System.Text;
using Yuanliu.Compute.Json;

namespace Yuanliu.Space.Verification;

/// <summary>An index that is open, and how questions to it are hashed.</summary>
internal sealed record OpenIndex(IndexFile File, Fingerprint Fingerprint);

/// <summary>核验索引库 — one index for each version of a resource and set of columns, kept open.</summary>
internal sealed class Indexes(HostSettings node, SpaceKeys keys)
{
    readonly ConcurrentDictionary<string, OpenIndex> open = new();

    /// <summary>Null while it has not been built.</summary>
    public OpenIndex? Find(ResourceCard resource, VerificationTerms terms)
    {
        var path = PathOf(resource, terms);
        if (open.TryGetValue(path, out var found)) return found;
        if (!File.Exists(path)) return null;
        lock (open)
            return open.GetOrAdd(path, _ => new(IndexFile.Open(path), Of(resource, terms)));
    }

    public Fingerprint Of(ResourceCard resource, VerificationTerms terms) => new(keys.Index, Name(resource, terms), terms);

    public string PathOf(ResourceCard resource, VerificationTerms terms)
        => Path.Combine(node.Folder("space"), "verification", resource.Id.Value.ToString("N"), Name(resource, terms) + ".idx");

    static string Name(ResourceCard resource, VerificationTerms terms)
    {
        var columns = CanonicalJson.Utf8(new { terms.Keys, terms.Compared });
        return $"{resource.Sha256[..16]}-{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(columns))[..16]}";
    }

    /// <summary>A question as hashes: whose record, what is to be compared, and a name for it that tells nothing.</summary>
    public static Asked? Hash(Fingerprint fingerprint, VerificationTerms terms, IReadOnlyDictionary<string, string> keys,
        IReadOnlyDictionary<string, string> values)
    {
        Span<byte> whose = stackalloc byte[4 * 1025];
        Span<byte> value = stackalloc byte[1024];
        var length = 0;
        foreach (var key in terms.Keys)
        {
            var written = Fingerprint.Canonical(Encoding.UTF8.GetBytes(keys[key]), value);
            if ((length = Fingerprint.Join(whose, length, value[..written])) == 0) return null;
        }
        var (place, tag) = fingerprint.Of(whose[..length]);
        var wanted = new ulong[terms.Compared.Count];
        for (var i = 0; i < wanted.Length; i++)
            if (values.TryGetValue(terms.Compared[i], out var said))
                wanted[i] = fingerprint.Column(i, tag, value[..Fingerprint.Canonical(Encoding.UTF8.GetBytes(said), value)]);
        return new(place, tag, wanted);
    }
}

/// <summary>A verification as hashes.</summary>
internal sealed record Asked(ulong Place, ulong Tag, ulong[] Wanted)
{
    /// <summary>What is kept of the question: it names nobody without the node's key.</summary>
    public string Text(VerificationTerms terms, string? consentSha256)
    {
        var columns = terms.Compared.Select((c, i) => (Name: c, Hash: Wanted[i])).Where(c => c.Hash != 0).Select(c
            => $"{c.Name}:{c.Hash:x16}");
        return $"verify {Place:x16}{Tag:x16} {string.Join(' ', columns)}{(consentSha256 is null ? "" : $" consent:{consentSha256}")}";
    }
}
