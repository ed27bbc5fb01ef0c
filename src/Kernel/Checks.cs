namespace Yuanliu.Kernel;

/// <param name="Check">What was looked at, for example <c>journal</c>.</param>
/// <param name="What">What is wrong, and where.</param>
public sealed record IntegrityFinding(string Check, string What);

/// <summary>核对 — an area's own proof that its state is whole: called by <c>fsck</c>, changes nothing.</summary>
public interface IIntegrity
{
    string Name { get; }
    /// <returns>What is wrong; at most 1,000 findings.</returns>
    Task<IReadOnlyList<IntegrityFinding>> Check(CancellationToken ct);
}

/// <summary>Tells who may read what happened to a subject, beyond those who took part in it.</summary>
public interface ISubjectReaders
{
    /// <summary>The kind in the URNs it speaks for, for example <c>filing</c>.</summary>
    string SubjectKind { get; }
    Task<bool> MaySee(Guid subject, Caller caller, CancellationToken ct);
}
