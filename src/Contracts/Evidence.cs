using Yuanliu.Kernel;

namespace Yuanliu.Contracts;

/// <summary>事实 — as other modules may know it.</summary>
/// <param name="LeafIndex">Place in the log; null while the fact waits for its checkpoint.</param>
public sealed record FactCard(Guid Id, string Kind, string Subject, DateTime At, long? LeafIndex);

/// <summary>存证 — what other modules may ask about evidence.</summary>
public interface IEvidence
{
    /// <summary>The offline receipt (.tlog-proof) of a fact; null while it is not sealed.</summary>
    Task<string?> Receipt(Guid factId, CancellationToken ct);
    /// <summary>The newest fact of one kind about one subject.</summary>
    Task<FactCard?> Newest(string subject, string kind, CancellationToken ct);
}

/// <summary>封存 — lets the host and the tests wait until what has happened is in the log.</summary>
public interface ISealing
{
    /// <summary>Seals whatever waits. Returns how many facts were appended.</summary>
    Task<int> Seal(CancellationToken ct);
}

/// <summary>签章 — the seal that PDF renderings are signed with; its fingerprint stands in the log.</summary>
public interface INodeSeal
{
    /// <summary>The certificate with its private key (RSA). The caller disposes it.</summary>
    Task<System.Security.Cryptography.X509Certificates.X509Certificate2> Certificate(CancellationToken ct);
    /// <summary>What the fact that publishes the node's keys (<c>evidence.keys-published/1</c>) is about;
    /// its receipt belongs beside every document.</summary>
    string Subject { get; }
}

/// <summary>封存中 — what every module says while a fact waits for its checkpoint.</summary>
public static class EvidenceRefusals
{
    public static Refusal Sealing
        => new(RefusalKind.Conflict, "evidence.sealing", "该条存证正在封存，稍后即可下载凭据。", "This fact is being sealed; its receipt follows shortly.");
}
