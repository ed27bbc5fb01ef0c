using System.Numerics;

namespace Yuanliu.Compute.Overlap;

/// <summary>Walks two sets at once and tells the runs of the result.</summary>
internal static class Overlaying
{
    /// <returns>False when the visitor had seen enough.</returns>
    public static bool Walk<TVisitor>(UnitSet first, UnitSet second, Overlay overlay, ref TVisitor visitor)
        where TVisitor : struct, IRunVisitor
    {
        var (a, b) = (first.Containers, second.Containers);
        for (int i = 0, j = 0; i < a.Length || j < b.Length;)
        {
            if (j == b.Length || i < a.Length && a[i].Key < b[j].Key)
            {
                if (overlay != Overlay.Both && !Alone(a[i], ref visitor)) return false;
                i++;
            }
            else if (i == a.Length || b[j].Key < a[i].Key)
            {
                if (overlay is Overlay.EitherNotBoth or Overlay.Any && !Alone(b[j], ref visitor)) return false;
                j++;
            }
            else
            {
                if (!(a[i].Bits is { } x && b[j].Bits is { } y
                    ? Words(a[i].Key, x, y, overlay, ref visitor)
                    : Sweep(a[i], b[j], overlay, ref visitor))) return false;
                i++;
                j++;
            }
        }
        return true;
    }

    static bool Alone<TVisitor>(Container container, ref TVisitor visitor) where TVisitor : struct, IRunVisitor
    {
        var offset = (uint)container.Key << 16;
        for (var runs = new Container.Runs(container); runs.Next();)
            if (!visitor.Visit(offset + (uint)runs.Start, offset + (uint)runs.End)) return false;
        return true;
    }

    static bool Words<TVisitor>(ushort key, ulong[] a, ulong[] b, Overlay overlay, ref TVisitor visitor)
        where TVisitor : struct, IRunVisitor
    {
        var offset = (uint)key << 16;
        for (var word = 0; word < Container.Words; word++)
        {
            var bits = overlay switch
            {
                Overlay.Both => a[word] & b[word],
                Overlay.OnlyFirst => a[word] & ~b[word],
                Overlay.EitherNotBoth => a[word] ^ b[word],
                Overlay.Any => a[word] | b[word],
            };
            while (bits != 0)
            {
                var start = BitOperations.TrailingZeroCount(bits);
                var length = BitOperations.TrailingZeroCount(~(bits >> start));
                var from = offset + (uint)(word << 6) + (uint)start;
                if (!visitor.Visit(from, from + (uint)length)) return false;
                bits = start + length == 64 ? 0 : bits & ulong.MaxValue << (start + length);
            }
        }
        return true;
    }

    /// <summary>Steps from boundary to boundary of the runs on both sides.</summary>
    static bool Sweep<TVisitor>(Container first, Container second, Overlay overlay, ref TVisitor visitor)
        where TVisitor : struct, IRunVisitor
    {
        var offset = (uint)first.Key << 16;
        var (a, b) = (new Container.Runs(first), new Container.Runs(second));
        a.Next();
        b.Next();
        for (var place = 0; ;)
        {
            var (inA, inB) = (a.Start <= place && place < a.End, b.Start <= place && place < b.End);
            var next = Math.Min(inA ? a.End : a.Start, inB ? b.End : b.Start);
            if (inA || inB)
            {
                if (Belongs(overlay, inA, inB) && !visitor.Visit(offset + (uint)place, offset + (uint)next)) return false;
            }
            else if (next == Container.Places) return true;
            place = next;
            if (inA && place == a.End) a.Next();
            if (inB && place == b.End) b.Next();
            if (a.Start == Container.Places && b.Start == Container.Places) return true;
        }
    }

    static bool Belongs(Overlay overlay, bool inFirst, bool inSecond) => overlay switch
    {
        Overlay.Both => inFirst && inSecond,
        Overlay.OnlyFirst => inFirst && !inSecond,
        Overlay.EitherNotBoth => inFirst != inSecond,
        Overlay.Any => true,
    };
}
