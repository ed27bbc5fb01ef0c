using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Yuanliu.Compute.Json;
using Yuanliu.Compute.Merkle;

namespace Yuanliu.Compute.Verification;

/// <summary>已封存的事实 — a fact read from a receipt that the log's key vouches for.</summary>
/// <param name="Size">Entries under the checkpoint that seals it.</param>
internal sealed record SealedFact(string Receipt, string Kind, JsonObject Fact, long Index, long Size)
{
    public JsonObject Body => Fact["body"] as JsonObject ?? [];

    /// <summary>Every SHA-256 in the fact's body with the field that holds it: the files it speaks of.</summary>
    public IEnumerable<(string Field, string Sha256)> Hashes() => Hashes("", Body);

    static IEnumerable<(string, string)> Hashes(string field, JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(p => Hashes(p.Key, p.Value)),
        JsonArray a => a.SelectMany(i => Hashes(field, i)),
        JsonValue v when v.TryGetValue<string>(out var text) && text.Length == 64 && text.All(char.IsAsciiHexDigitLower) => [(field, text)],
        _ => [],
    };

    /// <summary>Opens a receipt: the fact it carries must be the very one committed to, and the log must hold the commitment.</summary>
    public static SealedFact? Open(string name, ReadOnlySpan<byte> receipt, string vkey, out string why)
    {
        why = "";
        if (!TlogProof.TryParse(receipt, out var proof)) { why = "MalformedProof"; return null; }
        if (proof.Extra is not { } extra || !TryFact(extra.Span, out var fact, out var salt)) { why = "MalformedFact"; return null; }

        var entry = EntryOf(salt, CanonicalJson.Utf8(fact));
        var check = TlogProof.Verify(receipt, entry, vkey);
        if (!check.IsValid) { why = check.Verdict.ToString(); return null; }
        return new(name, (string?)fact["kind"] ?? "", fact, proof.Index, check.Checkpoint.Size);
    }

    /// <summary>The log entry of a fact: a version byte and SHA-256(salt ‖ canonical fact).</summary>
    static byte[] EntryOf(byte[] salt, byte[] canonical) => [1, .. SHA256.HashData([.. salt, .. canonical])];

    /// <remarks>Only the canonical form is accepted, so that no byte of a receipt can change unnoticed.</remarks>
    static bool TryFact(ReadOnlySpan<byte> extra, [NotNullWhen(true)] out JsonObject? fact, [NotNullWhen(true)] out byte[]? salt)
    {
        (fact, salt) = (null, null);
        if (!CanonicalJson.TryParse(extra, out var node) || node is not JsonObject { Count: 2 } envelope) return false;
        if (!CanonicalJson.Utf8(envelope).AsSpan().SequenceEqual(extra)) return false;
        if (envelope["fact"] is not JsonObject found || envelope["salt"] is not JsonValue value || !value.TryGetValue<string>(out var hex))
            return false;
        if (hex.Length != 64 || !hex.All(char.IsAsciiHexDigitLower)) return false;
        (fact, salt) = (found, Convert.FromHexString(hex));
        return true;
    }
}
