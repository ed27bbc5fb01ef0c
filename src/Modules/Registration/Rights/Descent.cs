namespace Yuanliu.Registration.Rights;

/// <summary>权利链 — from a right up to the source that gave it, and down to all that was made out of it.</summary>
internal static class Descent
{
    /// <summary>The rights it derives from, the nearest first; the last is the source's own.</summary>
    public static IEnumerable<RegisteredRight> ToSource(RegisteredRight right, IReadOnlyCollection<RegisteredRight> all)
    {
        for (var parent = right.ParentId; parent is { } id;)
        {
            var found = all.FirstOrDefault(r => r.Id == id)
                ?? throw new InvalidOperationException($"{right.Id} derives from {id}, which its unit does not have.");
            yield return found;
            parent = found.ParentId;
        }
    }

    /// <summary>Everything made out of it, directly or not.</summary>
    public static IEnumerable<RegisteredRight> Of(RegisteredRight right, IReadOnlyCollection<RegisteredRight> all)
    {
        foreach (var child in all.Where(r => r.ParentId == right.Id))
        {
            yield return child;
            foreach (var further in Of(child, all)) yield return further;
        }
    }

    public static bool IsAkin(RegisteredRight one, RegisteredRight other, IReadOnlyCollection<RegisteredRight> all)
        => one == other || ToSource(one, all).Contains(other) || ToSource(other, all).Contains(one);
}
