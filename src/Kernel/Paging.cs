using System.Globalization;

namespace Yuanliu.Kernel;

/// <summary>One page of a list, newest first unless said otherwise.</summary>
/// <param name="Next">Pass as <c>after</c> to get the page that follows; null on the last one.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Paging by key: a page costs the same wherever it lies.</summary>
public static class Paging
{
    public const int TakeMax = 100, TakeDefault = 20;

    public static int Size(int? take) => Math.Clamp(take ?? TakeDefault, 1, TakeMax);

    /// <summary>Cuts the one row that was asked for beyond the page: it only tells whether there is a next one.</summary>
    public static Page<T> Cut<T>(List<T> rowsPlusOne, int size, Func<T, string> key)
        => rowsPlusOne.Count > size ? new(rowsPlusOne[..size], key(rowsPlusOne[size - 1])) : new(rowsPlusOne, null);

    public static TId? After<TId>(string? cursor) where TId : struct, ITypedId<TId>
        => Guid.TryParse(cursor, CultureInfo.InvariantCulture, out var id) ? TId.From(id) : null;
}
