using Yuanliu.Compute.Finder.Tables;
using Yuanliu.Compute.Identifiers;

namespace Yuanliu.Compute.Finder;

/// <summary>Runs of ASCII letters and digits that are an identifier by themselves.</summary>
public ref partial struct TextScanner
{
    /// <summary>No identifier without separators is longer.</summary>
    const int TokenMax = 20;

    /// <summary>A run of letters and digits around the digit at <see cref="position"/>.</summary>
    bool TryToken()
    {
        if (TrySkip()) return false;
        var (start, digit, end) = (position, position, DigitsEnd(position));
        while (start > floor && char.IsAsciiLetter((char)text[start - 1]) && digit - start < TokenMax) start--;
        if (IsAlnum(end))
            while (IsAlnum(end)) end++;
        var isMail = ByteAt(end) == '@' || ByteAt(end) is (byte)'.' or (byte)'_' or (byte)'-' or (byte)'+' && IsMailAhead(end);
        position = end;
        if (isMail) return false;
        if (TryToken(start, end)) return true;
        // "tel13800138000": a word of the lexicon is no part of the number.
        if (digit - start >= 3 && Lexicon.OfLatin(text[start..digit]) is not 0 and var hint)
        {
            hints.Add(hint, digit, floor);
            if (TryToken(digit, end)) return true;
        }
        // A fraction is no number of its own.
        if (ByteAt(end) == '.' && IsDigit(end + 1) && start == digit && DigitsEnd(start) == end) position = DigitsEnd(end + 1);
        return false;
    }

    /// <summary>
    /// Passes over a cell of a table that holds a short number and nothing else: every identifier that is written in groups, with letters
    /// or with a fraction goes on beside it. Two decimals on either side may be coordinates.
    /// </summary>
    bool TrySkip()
    {
        if (!IsCellEdge(ByteAt(position - 1))) return false;
        var end = DigitsEnd(position);
        if (end - position > 7) return false;
        if (ByteAt(end) == '.')
        {
            var (whole, point) = (end - position, end);
            end = DigitsEnd(point + 1);
            if (end == point + 1 || whole <= 3 && end - point > 2) return false;
        }
        if (!IsCellEdge(ByteAt(end))) return false;
        position = end;
        return true;
    }

    /// <summary>What separates cells and belongs to no identifier; 0 is the end of the text.</summary>
    static bool IsCellEdge(byte character)
        => character is 0 or (byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'"' or (byte)',' or (byte)';';

    bool TryToken(int start, int end)
    {
        var token = text[start..end];
        return token.Length switch
        {
            > TokenMax => false,
            >= 15 => TryLong(start, end, token),
            >= 8 => TryMiddle(start, end, token),
            _ => TryShort(start, end, token),
        };
    }

    /// <summary>15 to 20 characters: numbers of persons, organizations, cards, devices and vehicles.</summary>
    bool TryLong(int start, int end, ReadOnlySpan<byte> token)
    {
        if (token.Length == 18)
        {
            if (ResidentNumber.IsValid(token))
                return Regions.Knows(token[..6])
                    ? Offer(IdentifierKind.ResidentNumber, start, end, Grounds.Form | Grounds.Checksum | Grounds.Table, 0.99, 0.99)
                    : Offer(IdentifierKind.ResidentNumber, start, end, Grounds.Form | Grounds.Checksum, 0.95, 0.99);
            if (IsPermanentResident(token))
                return Offer(IdentifierKind.ResidentNumber, start, end, Grounds.Form | Grounds.Checksum, 0.9, 0.98);
            if (Digits.Only(token) && BankCardNumber.IsValid(token) && Numbering.KnowsBank(token)) return TryCard(start, end, token);
            if (TryCreditCode(start, end, token)) return true;
        }
        if (token.Length == 17 && TryVehicle(start, end, token)) return true;
        if (!Digits.Only(token)) return token.Length == 15 && TryOldResidenceCard(start, end, token);
        if (token.Length == 15)
        {
            if (MobileNumber.IsNational(token[4..]) && token.StartsWith("0086"u8)) return TryMobile(start + 4, end, start, 0.97);
            if (ResidentNumber.IsOldForm(token) && Regions.Knows(token[..6])
                && Offer(IdentifierKind.ResidentNumber, start, end, Grounds.Form | Grounds.Table, 0.7, 0.96)) return true;
            if (Imei.IsValid(token) && TryImei(start, end, token)) return true;
        }
        return BankCardNumber.IsValid(token) && TryCard(start, end, token);
    }

    /// <summary>Foreigners' cards of 2023: 9, region of issue, nationality, year of birth …, with the check of resident numbers.</summary>
    static bool IsPermanentResident(ReadOnlySpan<byte> token)
    {
        if (token[0] != '9' || !Digits.Only(token[..17])) return false;
        Span<char> body = stackalloc char[17];
        for (var i = 0; i < body.Length; i++) body[i] = (char)token[i];
        var year = Digits.Number(token[6..10]);
        return year is >= 1900 and <= 2099
            && Digits.Number(token[10..12]) is >= 1 and <= 12 && Digits.Number(token[12..14]) is >= 1 and <= 31
            && ResidentNumber.CheckCharacter(body) == char.ToUpperInvariant((char)token[17]);
    }

    bool TryCreditCode(int start, int end, ReadOnlySpan<byte> token)
    {
        if (!UnifiedCreditCode.IsValid(token)) return false;
        var (department, organization) = (UnifiedCreditCode.HasDepartment(token), UnifiedCreditCode.HoldsOrganizationCode(token));
        var bare = (department, organization) switch
        {
            (true, true) => Digits.Only(token) ? 0.8 : 0.99,
            (false, false) => 0.03,
            _ => 0.45,
        };
        var grounds = Grounds.Form | Grounds.Checksum | (department ? Grounds.Table : 0);
        return Offer(IdentifierKind.UnifiedCreditCode, start, end, grounds, bare, Math.Max(bare, 0.9));
    }

    bool TryVehicle(int start, int end, ReadOnlySpan<byte> token)
    {
        if (!VehicleNumber.HasForm(token)) return false;
        var holds = VehicleNumber.CheckCharacter(token) == token[8];
        return Offer(IdentifierKind.VehicleNumber, start, end, holds ? Grounds.Form | Grounds.Checksum : Grounds.Form,
            holds ? token[0] == 'L' ? 0.97 : 0.85 : 0.1, holds ? 0.99 : 0.8);
    }

    bool TryImei(int start, int end, ReadOnlySpan<byte> token)
    {
        var known = Imei.HasBody(token);
        var grounds = Grounds.Form | Grounds.Checksum | (known ? Grounds.Table : 0);
        return Offer(IdentifierKind.Imei, start, end, grounds, known ? 0.55 : 0.2, 0.97);
    }

    bool TryCard(int start, int end, scoped ReadOnlySpan<byte> digits)
    {
        var known = Numbering.KnowsBank(digits);
        if (!known && digits.Length < 16) return false;
        return Offer(IdentifierKind.BankCardNumber, start, end, Grounds.Form | Grounds.Checksum | (known ? Grounds.Table : 0),
            known ? 0.94 : digits.StartsWith("62"u8) ? 0.4 : 0.15, known ? 0.99 : 0.9);
    }

    /// <param name="number">Where the eleven digits begin.</param>
    /// <param name="bare">Confidence of a number whose segment was given out.</param>
    bool TryMobile(int number, int end, int start, double bare)
    {
        var known = Numbering.KnowsMobile(text[number..]);
        return Offer(IdentifierKind.MobileNumber, start, end, Grounds.Form | (known ? Grounds.Table : 0), known ? bare : 0.35,
            known ? 0.98 : 0.75);
    }

    /// <summary>8 to 14 characters: telephones, documents, organization codes, plates with their ending.</summary>
    bool TryMiddle(int start, int end, ReadOnlySpan<byte> token)
    {
        var isNumber = Digits.Only(token);
        if (isNumber && MobileNumber.IsNational(token))
        {
            var plus = ByteAt(start - 1) == '+' ? start - 1 : start;
            return TryMobile(start, end, plus, 0.9);
        }
        if (isNumber && token.Length == 13 && token.StartsWith("86"u8) && MobileNumber.IsNational(token[2..]))
        {
            var hasPlus = start > floor && text[start - 1] == '+';
            return TryMobile(start + 2, end, hasPlus ? start - 1 : start, hasPlus ? 0.97 : 0.85);
        }
        if (isNumber && token[0] == '0' && TryLandline(start, end)) return true;
        if (token.Length == 8 && (TryHyphenCode(start, end) || isNumber && TryGroups(start, end))) return true;
        if (token.Length == 9 && OrganizationCode.IsValid(token) && !IsDocumentSpokenOf(start)
            && Offer(IdentifierKind.OrganizationCode, start, end, Grounds.Form | Grounds.Checksum, 0.2, 0.93)) return true;
        if (token.Length == 12 && !isNumber && TryPlainMac(start, end, token)) return true;
        return TryDocument(start, end, token);
    }

    /// <summary>12345678-9: the only form in which an organization code has a shape of its own.</summary>
    bool TryHyphenCode(int start, int end)
    {
        if (ByteAt(end) != '-' || !IsAlnum(end + 1) || IsAlnum(end + 2) || ByteAt(end + 2) == '-') return false;
        if (OrganizationCode.CheckCharacter(text[start..end]) != text[end + 1]) return false;
        return Offer(IdentifierKind.OrganizationCode, start, end + 2, Grounds.Form | Grounds.Checksum, 0.6, 0.97);
    }
}
