using Yuanliu.Compute.Finder.Tables;
using Yuanliu.Compute.Identifiers;

namespace Yuanliu.Compute.Finder;

/// <summary>Travel documents and plates of vehicles.</summary>
public ref partial struct TextScanner
{
    /// <summary>
    /// Passports of China, Hong Kong and Macao; permits to and from Hong Kong, Macao and Taiwan. None has a check character in print.
    /// </summary>
    bool TryDocument(int start, int end, ReadOnlySpan<byte> token)
    {
        var letters = 0;
        while (letters < token.Length && char.IsAsciiLetterUpper((char)token[letters])) letters++;
        var digits = token.Length - letters;
        if (letters > 2 || !Digits.Only(token[letters..])) return false;
        var (kind, bare) = (letters, digits, token[0]) switch
        {
            (1, 8, (byte)'E') => (IdentifierKind.PassportNumber, 0.6),
            (1, 8, (byte)'G') => (IdentifierKind.PassportNumber, 0.5),
            (1, 8, (byte)'D' or (byte)'S' or (byte)'P' or (byte)'K') => (IdentifierKind.PassportNumber, 0.2),
            (2, 7, (byte)'E') when token[1] is not ((byte)'I' or (byte)'O') => (IdentifierKind.PassportNumber, 0.55),
            (2, 7, (byte)'D' or (byte)'S' or (byte)'P') when token[1] == 'E' => (IdentifierKind.PassportNumber, 0.3),
            (2, 7, (byte)'M') when token[1] == 'A' => (IdentifierKind.PassportNumber, 0.3),
            (2, 7, (byte)'H' or (byte)'K') when token[1] == 'J' => (IdentifierKind.PassportNumber, 0.3),
            (1, 10, (byte)'H' or (byte)'M') => (IdentifierKind.TravelPermit, 0.5),
            (1, 8, (byte)'C' or (byte)'L') => (IdentifierKind.TravelPermit, 0.3),
            (1, 8, (byte)'H' or (byte)'M' or (byte)'W' or (byte)'T') => (IdentifierKind.TravelPermit, 0.2),
            (2, 7, (byte)'C') => (IdentifierKind.TravelPermit, 0.3),
            (0, 8, _) => (IdentifierKind.TravelPermit, 0.01),
            _ => (default, 0.0),
        };
        if (bare == 0) return false;
        // H and eight digits is a passport of Hong Kong too: the word decides.
        if (token[0] == 'H' && digits == 8 && IsNearest(start, IdentifierKind.PassportNumber)) kind = IdentifierKind.PassportNumber;
        return Offer(kind, start, end, Grounds.Form, bare, 0.95);
    }

    readonly bool IsDocumentSpokenOf(int start)
        => IsNearest(start, IdentifierKind.PassportNumber) || IsNearest(start, IdentifierKind.TravelPermit);

    /// <summary>Whether the nearest word, or else the column, speaks of the kind and no other word came after it.</summary>
    readonly bool IsNearest(int start, IdentifierKind kind)
    {
        var near = hints.NewestWithin(start - HintReach);
        var latin = LatinBefore(start);
        return ((latin != 0 ? latin : near != 0 ? near : assumed) & Lexicon.Bit(kind)) != 0;
    }

    /// <summary>Foreigners' cards before 2023: three letters of the nationality and twelve digits.</summary>
    bool TryOldResidenceCard(int start, int end, ReadOnlySpan<byte> token)
    {
        foreach (var letter in token[..3])
            if (!char.IsAsciiLetterUpper((char)letter)) return false;
        return Digits.Only(token[3..]) && Offer(IdentifierKind.TravelPermit, start, end, Grounds.Form, 0.4, 0.93);
    }

    /// <summary>
    /// 京A12345, 京AD12345, 京A1234警, 粤ZF023港, 使014578, WJ京12345 (GA 36-2018, GA 1493): the province stands right before the token, or one
    /// letter and a separator do.
    /// </summary>
    bool TryPlate(int start, int end)
    {
        var (from, body) = (start, start);
        var province = Han.Before(text, start);
        if (province == 0 && end - start is >= 4 and <= 6 && LetterBefore(start) is > 0 and var letter)
            (from, province) = (letter, Han.Before(text, letter));
        else if (Han.Is(province, HanUse.Plate)) body++;
        if (province == '使') return TryEmbassyPlate(start, end);
        if (!Han.Is(province, HanUse.Plate)) return false;

        var head = from - Han.Bytes;
        if (head < floor) return false;
        if (from == start && end - start == 5 && head >= 2 && text[(head - 2)..head].SequenceEqual("WJ"u8) && IsPlateBody(text[start..end]))
            return Offer(IdentifierKind.PlateNumber, head - 2, end, Grounds.Form | Grounds.Table, Sure, 0.99);
        if (!char.IsAsciiLetterUpper((char)text[from]) || text[from] is (byte)'I' or (byte)'O') return false;
        var plate = text[body..end];
        var ending = Han.Is(Han.At(text, end), HanUse.PlateEnd) ? Han.Bytes : 0;
        var fits = plate.Length switch
        {
            4 => ending > 0 && IsPlateBody(plate),
            5 => IsPlateBody(plate),
            6 => IsNewEnergy(plate),
            _ => false,
        };
        if (!fits) return false;
        return Offer(IdentifierKind.PlateNumber, head, plate.Length == 4 ? end + ending : end, Grounds.Form | Grounds.Table, Sure, 0.99);
    }

    /// <summary>The place of a letter that stands before a separator: 京A·12345, 京A-12345, 京A 12345; 0 when there is none.</summary>
    readonly int LetterBefore(int start)
    {
        var separator = ByteAt(start - 1) is (byte)' ' or (byte)'-' or (byte)'.' ? 1
            : start >= 2 && text[start - 1] == 0xB7 && text[start - 2] == 0xC2 ? 2
            : start >= 3 && text[(start - 3)..start].SequenceEqual("•"u8) ? 3 : 0;
        var at = start - separator - 1;
        return separator > 0 && at >= Han.Bytes && char.IsAsciiLetterUpper((char)text[at]) ? at : 0;
    }

    bool TryEmbassyPlate(int start, int end)
        => end - start == 6 && Digits.Only(text[start..end]) && start - Han.Bytes >= floor
            && Offer(IdentifierKind.PlateNumber, start - Han.Bytes, end, Grounds.Form, 0.6, 0.97);

    /// <summary>Digits and at most two letters, no I and no O.</summary>
    static bool IsPlateBody(ReadOnlySpan<byte> body)
    {
        var letters = 0;
        foreach (var character in body)
        {
            if (char.IsAsciiDigit((char)character)) continue;
            if (!char.IsAsciiLetterUpper((char)character) || character is (byte)'I' or (byte)'O' || ++letters > 2) return false;
        }
        return true;
    }

    /// <summary>Small vehicles begin with a letter of the drive, perhaps a second letter; large ones end with it.</summary>
    static bool IsNewEnergy(ReadOnlySpan<byte> body)
    {
        var drives = "ABCDEFGHJK"u8;
        if (Digits.Only(body[..5])) return drives.Contains(body[5]);
        return drives.Contains(body[0]) && Digits.Only(body[2..])
            && char.IsAsciiLetterOrDigit((char)body[1]) && !char.IsAsciiLetterLower((char)body[1])
            && body[1] is not ((byte)'I' or (byte)'O');
    }
}
