namespace Yuanliu.Compute.Overlap;

/// <summary>Is told the runs of a result in ascending order, and may have seen enough.</summary>
public interface IRunVisitor
{
    /// <param name="end">The unit after the last of the run.</param>
    /// <returns>False to hear no more.</returns>
    bool Visit(uint start, uint end);
}

/// <summary>How two sets are laid over each other.</summary>
public enum Overlay { Both, OnlyFirst, EitherNotBoth, Any }

/// <summary>单元集合 — an immutable set of unit numbers, compressed in blocks as lists, runs or bits.</summary>
/// <remarks>
/// Everything is computed by walking runs, so that a question such as "do these differ in at least twenty?" ends after twenty.
/// Sets that follow the order of the table are a few runs and cost next to nothing.
/// </remarks>
public sealed class UnitSet : IEquatable<UnitSet>
{
    public static readonly UnitSet Empty = new([]);

    internal UnitSet(Container[] containers)
    {
        Containers = containers;
        foreach (var container in containers) Count += container.Count;
    }

    internal Container[] Containers { get; }

    public long Count { get; }
    public bool IsEmpty => Containers.Length == 0;

    /// <summary>Memory that the set holds, about.</summary>
    public long Bytes => 40 + Containers.Sum(c => 40L + c.Bytes);

    public static UnitSet Of(params IEnumerable<uint> units)
    {
        var builder = new UnitSetBuilder();
        foreach (var unit in units) builder.Add(unit, unit + 1);
        return builder.Build();
    }

    public static UnitSet Range(uint start, uint end)
    {
        var builder = new UnitSetBuilder();
        builder.Add(start, end);
        return builder.Build();
    }

    public bool Contains(uint unit)
    {
        foreach (var container in Containers)
            if (container.Key == unit >> 16) return container.Contains((int)(unit & 0xFFFF));
        return false;
    }

    public UnitSet Or(UnitSet other) => IsEmpty ? other : other.IsEmpty ? this : Overlaid(other, Overlay.Any);
    public UnitSet And(UnitSet other) => Overlaid(other, Overlay.Both);
    public UnitSet Except(UnitSet other) => other.IsEmpty ? this : Overlaid(other, Overlay.OnlyFirst);

    /// <summary>The units from one on; its cost does not depend on how large the numbers are.</summary>
    public UnitSet From(uint unit)
    {
        var rest = new UnitSet([.. Containers.SkipWhile(c => (uint)c.Key < unit >> 16)]);
        return (ushort)unit == 0 ? rest : rest.Except(Range(unit & 0xFFFF_0000, unit));
    }

    /// <summary>Tells the visitor the runs of this set.</summary>
    /// <returns>False when the visitor had seen enough.</returns>
    public bool Walk<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IRunVisitor
        => Overlaying.Walk(this, Empty, Overlay.Any, ref visitor);

    /// <summary>Tells the visitor the runs of the two sets laid over each other.</summary>
    /// <returns>False when the visitor had seen enough.</returns>
    public bool Walk<TVisitor>(UnitSet other, Overlay overlay, ref TVisitor visitor) where TVisitor : struct, IRunVisitor
        => Overlaying.Walk(this, other, overlay, ref visitor);

    UnitSet Overlaid(UnitSet other, Overlay overlay)
    {
        var collected = new Collecting(new UnitSetBuilder());
        Overlaying.Walk(this, other, overlay, ref collected);
        return collected.Builder.Build();
    }

    /// <summary>The units one by one, ascending.</summary>
    public IEnumerable<uint> Units()
    {
        foreach (var container in Containers)
            for (var runs = new Container.Runs(container); runs.Next();)
                for (var place = runs.Start; place < runs.End; place++)
                    yield return (uint)container.Key << 16 | (uint)place;
    }

    public bool Equals(UnitSet? other)
    {
        if (other is null || Count != other.Count) return false;
        var any = new AnyAtAll();
        return Overlaying.Walk(this, other, Overlay.EitherNotBoth, ref any);
    }

    public override bool Equals(object? obj) => Equals(obj as UnitSet);
    public override int GetHashCode() => HashCode.Combine(Count, Containers.Length);

    readonly struct Collecting(UnitSetBuilder builder) : IRunVisitor
    {
        public UnitSetBuilder Builder => builder;

        public bool Visit(uint start, uint end)
        {
            builder.Add(start, end);
            return true;
        }
    }

    readonly struct AnyAtAll : IRunVisitor
    {
        public bool Visit(uint start, uint end) => false;
    }
}
