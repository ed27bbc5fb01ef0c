namespace Yuanliu.Compute.Watermark;

/// <summary>Values of a column that may stand for one another, taken from a sample of the file itself.</summary>
internal abstract class Neighbours;

/// <summary>Numbers in order, each as it is written.</summary>
internal sealed class NumberNeighbours(double mean, (double Value, byte[] Text)[] sorted) : Neighbours
{
    public double Mean => mean;

    /// <summary>One of the numbers from a value up to, not including, another; null when the sample has none.</summary>
    public (double Value, byte[] Text)? Pick(double from, double to, ulong chance)
    {
        var (first, last) = (IndexOf(from), IndexOf(to));
        return last > first ? sorted[first + (int)(chance % (ulong)(last - first))] : null;
    }

    int IndexOf(double value)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle].Value < value) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}

/// <summary>Categories as they occur beside each value of the column that tells most about them.</summary>
/// <param name="companion">The index of that column in the file; −1 when there is none.</param>
internal sealed class CategoryNeighbours(int companion, Dictionary<string, byte[][]> beside) : Neighbours
{
    public int Companion => companion;

    /// <summary>What stands beside the value, each as often as it does; empty when the sample does not know it.</summary>
    public byte[][] Beside(string value) => beside.GetValueOrDefault(value) ?? [];
}
