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
