using System.Text;
using Yuanliu.Compute.Identifiers;

namespace Yuanliu.Engines.DuckDb.Profiling;

/// <summary>Looks for identifiers among the values of one column.</summary>
internal sealed class IdentifierSearch(string name)
{
    /// <summary>No identifier is longer, in bytes.</summary>
    const int BytesMax = 256;

    /// <summary>The share of random text of the right form that passes, and the words in names that give a kind away.</summary>
    static readonly (IdentifierKind Kind, double Chance, string[] Words)[] Kinds =
    [
        (IdentifierKind.ResidentNumber, 0.0001, ["身份证", "公民身份", "证件号", "idcard", "idno", "idnumber", "sfz", "sfzh", "certno"]),
        (IdentifierKind.MobileNumber, 0.07, ["手机", "电话", "联系方式", "mobile", "phone", "telephone", "sjh", "lxdh"]),
        (IdentifierKind.BankCardNumber, 0.1, ["银行卡", "卡号", "银行账号", "bankcard", "cardno", "cardnumber", "bankaccount"]),
        (IdentifierKind.UnifiedCreditCode, 0.03, ["信用代码", "uscc", "creditcode", "tyshxydm"]),
        (IdentifierKind.EmailAddress, 0.0001, ["邮箱", "电子邮件", "email", "mailbox"]),
        (IdentifierKind.PersonName, 1, ["姓名", "联系人", "法人代表", "法定代表人", "realname", "fullname", "personname", "xm"]),
        (IdentifierKind.Address, 1, ["地址", "住址", "户籍", "住所", "address", "addr"]),
    ];

    readonly int[] hits = new int[Kinds.Length], formed = new int[Kinds.Length];
    int seen;

    public void Look(ReadOnlySpan<byte> utf8)
    {
        seen++;
        if (utf8.Length is 0 or > BytesMax) return;
        Span<char> buffer = stackalloc char[BytesMax];
        var text = buffer[..Encoding.UTF8.GetChars(utf8, buffer)].Trim();
        if (!text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9'))
        {
            if (text.Length == 11) formed[(int)IdentifierKind.MobileNumber]++;
            if (text.Length is >= 13 and <= 19) formed[(int)IdentifierKind.BankCardNumber]++;
        }
        if (KindOf(text) is { } kind) hits[(int)kind]++;
    }

    /// <summary>The most telling kind first: a resident number may pass as a card number, not the other way round.</summary>
    static IdentifierKind? KindOf(ReadOnlySpan<char> text) =>
        text.Length < 5 ? null
        : ResidentNumber.IsValid(text) ? IdentifierKind.ResidentNumber
        : UnifiedCreditCode.IsValid(text) && !text[2..8].ContainsAnyExceptInRange('0', '9') ? IdentifierKind.UnifiedCreditCode
        : MobileNumber.IsValid(text) ? IdentifierKind.MobileNumber
        : BankCardNumber.IsValid(text) ? IdentifierKind.BankCardNumber
        : EmailAddress.IsValid(text) ? IdentifierKind.EmailAddress
        : null;

    /// <summary>What was found; a few hits count only where chance does not explain them.</summary>
    public IReadOnlyList<Detection> Findings()
    {
        var plain = string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
        var findings = new List<Detection>();
        foreach (var (kind, chance, words) in Kinds)
        {
            var count = hits[(int)kind];
            var isNamed = words.Any(word => IsIn(plain, word));
            var accidents = chance * Math.Max(count, formed[(int)kind]);
            var isFound = count > 3 * accidents && (count >= 3 || count * 2 >= seen);
            if (!isFound && !isNamed) continue;
            var confidence = isFound ? (count - accidents) / (count + 2) : 0;
            var share = seen == 0 ? 0 : (double)count / seen;
            findings.Add(new(kind, share, seen, isNamed ? confidence + (1 - confidence) / 2 : confidence, isNamed));
        }
        return [.. findings.OrderByDescending(finding => finding.Confidence)];
    }

    /// <summary>A short word of Latin letters must be the whole name, or it would be found in half of all names.</summary>
    static bool IsIn(string name, string word)
        => word.Length <= 4 && char.IsAscii(word[0]) ? name == word : name.Contains(word, StringComparison.Ordinal);

    /// <summary>Whether values must be masked: everything but the codes of organizations tells of a person.</summary>
    public static bool TellsOfPersons(IReadOnlyList<Detection> findings)
        => findings.Any(finding => finding.Kind != IdentifierKind.UnifiedCreditCode);
}
