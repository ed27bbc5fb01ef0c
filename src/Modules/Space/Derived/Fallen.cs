using Yuanliu.Space.Gate;

namespace Yuanliu.Space.Derived;

/// <summary>派生表失效 — a policy that was replaced takes with it what stood on it. It is told from definitions and policies alone, so that
/// it is told again of those that were kept.</summary>
/// <param name="By">The agreement whose policy is another.</param>
internal readonly record struct Fallen(Denial Denial, Guid By)
{
    /// <param name="policyOf">The hash of the policy under which an agreement stands in the room; null where it does not.</param>
    /// <returns>Where the definition is no longer allowed, why; null where all stand.</returns>
    public static Fallen? Of(
        IEnumerable<KeptTable> named, Func<Guid, string?> policyOf, IReadOnlyList<RoomTable> tables, bool isPrivate, QueryReader reader)
    {
        foreach (var kept in named.Where(k => k.Orphaned is null).SelectMany(k => k.Whole).DistinctBy(k => k.Id))
            if (kept.Policies.FirstOrDefault(p => policyOf(p.Agreement) != p.Sha256) is { } replaced)
                return new(reader.Unreadable(kept, tables, isPrivate) ?? Refusals.DerivedPolicy(kept.Name), replaced.Agreement);
        return null;
    }
}
