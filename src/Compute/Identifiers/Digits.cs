using System.Text;

namespace Yuanliu.Compute.Identifiers;

/// <summary>ASCII digits; digits of other scripts, which <see cref="char.IsDigit(char)"/> takes too, are none here.</summary>
internal static class Digits
{
    public static bool Only(ReadOnlySpan<byte> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    /// <summary>The value of up to nine digits.</summary>
    public static int Number(ReadOnlySpan<byte> digits)
    {
        var number = 0;
        foreach (var digit in digits) number = number * 10 + (digit - '0');
        return number;
    }

    /// <summary>Recognizers work on bytes; text in UTF-16 comes to them this way.</summary>
    /// <returns>The text as ASCII in <paramref name="room"/>; empty when it has other characters or does not fit.</returns>
    public static ReadOnlySpan<byte> Narrow(ReadOnlySpan<char> text, Span<byte> room)
        => text.Length <= room.Length && Ascii.FromUtf16(text, room, out var length) == System.Buffers.OperationStatus.Done
            ? room[..length] : default;
}
