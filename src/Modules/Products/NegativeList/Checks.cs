using System.Globalization;
using Yuanliu.Products.CleanRoom;

namespace Yuanliu.Products.NegativeList;

/// <summary>What the check looks at: a product and the resource it is made from, as its steward confirmed it.</summary>
internal sealed record Checked(Product Product, ResourceCard Resource)
{
    /// <summary>The fields that the product opens, with what they are opened for.</summary>
    public IEnumerable<(FieldCard Field, ColumnUse Use)> Opened =>
        from column in Product.Columns
        where column.Use != ColumnUse.None
        join described in Resource.Fields on column.Name equals described.Name
        select (described, column.Use);
}

/// <summary>What one item of the list said of one product.</summary>
/// <param name="Passed">The item does not stand against trading this product.</param>
/// <param name="Restricted">It passes only because it keeps to the strict limit of the item.</param>
internal sealed record Finding(NegativeItem Item, bool Passed, bool Restricted, string NoteZh, string NoteEn);

/// <summary>负面清单检查 — every item of the list is looked for; the answer to each is kept and shown.</summary>
internal static class Checks
{
    public static List<Finding> Run(ProductRules rules, Checked subject) => rules.Items.ConvertAll(item => Find(item, rules, subject));

    static Finding Find(NegativeItem item, ProductRules rules, Checked subject)
    {
        var (met, zh, en) = Look(item, rules, subject);
        if (!met) return new(item, Passed: true, Restricted: false, "未发现。", "Not found.");
        if (item.Effect == NegativeEffect.Banned) return new(item, Passed: false, Restricted: false, zh, en);

        var kept = subject.Product.MinGroup >= item.GroupRowsMin!.Value;
        var limit = item.GroupRowsMin.Value.ToString(CultureInfo.InvariantCulture);
        return new(item, kept, Restricted: kept,
            $"{zh}严格限制：每组不少于 {limit}，本产品为 {subject.Product.MinGroup}。",
            $"{en} Strictly limited: groups of at least {limit}; this product has {subject.Product.MinGroup}.");
    }

    static (bool Met, string Zh, string En) Look(NegativeItem item, ProductRules rules, Checked subject) => item.Check switch
    {
        NegativeCheck.MarkedWords => Listed(MarkedWords(item.Words, subject), "含标记", "Marked"),
        NegativeCheck.IdentifierReleased => Listed(subject.Opened.Where(o => rules.IsPersonal(o.Field) && o.Use != ColumnUse.Identity)
            .Select(o => o.Field.Title), "个人信息列被用作输出", "Personal columns used as output"),
        NegativeCheck.RawRowsReleased => RawRows(rules, subject),
        NegativeCheck.LevelTooHigh => Listed(subject.Opened.Where(o => o.Field.Level > rules.LevelOpenableMax.Value)
            .Select(o => $"{o.Field.Title}({o.Field.Level})"), "级别过高的列", "Columns graded too high"),
        NegativeCheck.PersonalDataBehind => Listed(subject.Resource.Fields.Where(rules.IsPersonal)
            .Select(f => f.Title), "资源含个人信息列", "The resource holds personal columns"),
    };

    /// <summary>By too small a group, or by a door through which rows leave whose level forbids it.</summary>
    static (bool Met, string Zh, string En) RawRows(ProductRules rules, Checked subject)
    {
        if (subject.Product.MinGroup < rules.GroupRowsMin.Value)
            return (true, $"最小组 {subject.Product.MinGroup} 低于下限 {rules.GroupRowsMin.Value}。",
                $"The smallest group {subject.Product.MinGroup} is below the floor of {rules.GroupRowsMin.Value}.");
        return Listed(Doors.LetsRowsOut(subject.Product.Controls)
            ? subject.Opened.Where(o => o.Use is ColumnUse.Dimension or ColumnUse.Measure && o.Field.Level > rules.LevelReleasableMax.Value)
                .Select(o => $"{o.Field.Title}({o.Field.Level})") : [],
            "逐行提供的列级别过高", "Columns that would leave row by row are graded too high");
    }

    static IEnumerable<string> MarkedWords(List<string> words, Checked subject)
        => MarkedWords(words, [subject.Product.Name, subject.Product.Description, .. Texts(subject.Resource)]);

    static IEnumerable<string> MarkedWords(List<string> words, IReadOnlyList<string> texts)
        => words.Where(word => texts.Any(text => text.Contains(word, StringComparison.Ordinal)));

    static IReadOnlyList<string> Texts(ResourceCard resource)
        => [resource.Title, resource.Description, .. resource.Fields.SelectMany(f => new[] { f.Title, f.Class })];

    /// <summary>What stands against the data itself; the other items look at how a product opens it.</summary>
    public static IReadOnlyList<BannedData> Banned(ProductRules rules, ResourceCard resource) =>
    [
        .. from item in rules.Items
           where item is { Check: NegativeCheck.MarkedWords, Effect: NegativeEffect.Banned }
           let found = MarkedWords(item.Words, Texts(resource)).ToList()
           where found.Count > 0
           select new BannedData(item.Key, item.Zh, item.En, found),
    ];

    static (bool, string, string) Listed(IEnumerable<string> found, string zh, string en)
    {
        var names = found.Distinct().ToList();
        return (names.Count > 0, $"{zh}：{string.Join("、", names)}。", $"{en}: {string.Join(", ", names)}.");
    }
}

/// <summary>Answers other areas from the list that products are checked by.</summary>
internal sealed class ListedData(Pack<ProductRules> pack) : INegativeList
{
    public IReadOnlyList<BannedData> In(ResourceCard resource) => Checks.Banned(pack.Rules, resource);
}
