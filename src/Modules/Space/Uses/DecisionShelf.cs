using System.Text;
using Yuanliu.Compute.Json;
using Yuanliu.Space.Policies;
using Yuanliu.Space.Rooms;

namespace Yuanliu.Space.Uses;

/// <summary>决定留存 — what a decision rested on stays among the blobs as long as its uses, so that they can be decided again.</summary>
internal sealed class DecisionShelf(Blobs blobs)
{
    public async Task Keep(CompiledPolicy policy, CancellationToken ct)
    {
        if (policy.Sha256.Length > 0 && !File.Exists(blobs.PathOf(policy.Sha256)))
            await blobs.Store(CanonicalJson.Utf8(CanonicalJson.Parse(Encoding.UTF8.GetBytes(policy.Agreement.Odrl))), ct);
    }

    /// <summary>The room of a question over several tables, with every policy that had a say.</summary>
    /// <returns>The hash by which it is found; null where only the agreement's own table stood there.</returns>
    public async Task<string?> Keep(Remembered? room, CancellationToken ct)
    {
        if (room is null) return null;
        foreach (var judged in room.Judged) await Keep(judged.Policy, ct);
        return (await blobs.Store(room.Record.ToUtf8(), ct)).Sha256;
    }

    /// <summary>The policy as it was then, with what the agreement says besides.</summary>
    /// <returns>Null when it is not there as it was.</returns>
    public async Task<CompiledPolicy?> Policy(string sha256, AgreementCard agreement, CancellationToken ct)
    {
        if (sha256.Length == 0 || !File.Exists(blobs.PathOf(sha256))) return null;
        var policy = CompiledPolicy.Of(agreement with { Odrl = Encoding.UTF8.GetString(await blobs.Read(sha256, ct)) });
        return policy.Sha256 == sha256 ? policy : null;
    }

    /// <returns>Null when it is not there as it was.</returns>
    public async Task<RoomRecord?> Room(string sha256, CancellationToken ct)
        => File.Exists(blobs.PathOf(sha256)) && await blobs.Read(sha256, ct) is var utf8
            && Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(utf8)) == sha256 ? RoomRecord.Of(utf8) : null;
}
