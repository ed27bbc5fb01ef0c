using Yuanliu.Products.NegativeList;

namespace Yuanliu.Products.CleanRoom;

/// <summary>用途建议 — what each column may reasonably be opened for, from its level, its kind of personal data, its type and what the probe
/// saw of it.</summary>
/// <remarks>A proposal only: whoever drafts the product decides, and admission and negative list look again at what was decided.</remarks>
internal static class ProposeUses
{
    /// <param name="Closed">No product may open it, whatever anybody wishes.</param>
    /// <param name="Control">Bounds of a measure, where the probe saw its range.</param>
    /// <param name="Warning">What the bounds tell by themselves.</param>
    internal sealed record ColumnView(
        string Name, ColumnUse Use, Words Why, string? Basis, bool Closed, ColumnControl? Control = null, Words? Warning = null);
    /// <param name="Open">The source is silent: what is proposed is our default, for the <paramref name="Reason"/> given.</param>
    internal sealed record ReasonView(Words Why, string Basis, bool Open, string? Reason);
    /// <param name="RowsPerIdentityMax">Rows of one identity that shall count, where the probe saw how many there are.</param>
    /// <param name="Controls">By which doors and how much, by the highest level that is opened.</param>
    internal sealed record View(
        int MinGroup, IReadOnlyList<ColumnView> Columns, int? RowsPerIdentityMax, UseControls Controls, IReadOnlyList<ReasonView> Reasons);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/products/proposal", Handle)
        .OpenTo("products:read", Role.Steward).WithName(nameof(ProposeUses)).WithSummary("用途建议");

    static async Task<Results<Ok<View>, ProblemHttpResult>> Handle(
        Guid resource, HttpContext context, CallerBox box, ICatalog catalog, IProfiles profiles, Pack<ProductRules> pack,
        CancellationToken ct)
        => await catalog.Find(new(resource), ct) is { } card && card.Holder.Value == box.Known.OrganizationId
            ? TypedResults.Ok(Of(card.Fields, pack.Rules, await profiles.Of(card.Id, ct))) : Refusals.NoSuchResource.Problem(context);

    internal static View Of(IReadOnlyList<FieldCard> fields, ProductRules rules, ResourceProfile? profile = null)
    {
        var seen = new ProfileReading(profile, rules.GroupRowsMin.Value);
        var openable = fields.Where(f => IsOpenable(f, rules)).ToList();
        // Whose table it is: of people who have a number of their own, else of enterprises, else of whoever else can be told apart.
        var identity = openable.Find(f => f.Personal is People)
            ?? openable.Find(f => f.Personal is { } kind and not Places && rules.OrganizationIdentifiers.Contains(kind))
            ?? openable.Find(rules.IsPersonal) ?? seen.Identity(openable);
        var columns = fields.Select(f => Propose(f, identity, rules, seen)).ToList();
        var highest = fields.Where((_, i) => columns[i].Use is not ColumnUse.None).Select(f => f.Level).DefaultIfEmpty(1).Max();
        // The higher the level of what is opened, the larger the groups; and no smaller than the list asks where persons stand behind.
        var least = rules.GroupRowsMin.Value * highest;
        var listed = rules.Items.Where(i => i.Effect is NegativeEffect.Restricted).Max(i => i.GroupRowsMin) ?? 0;
        var opened = fields.Where((_, i) => columns[i].Use is not ColumnUse.None).ToList();
        var (openness, reasons) = Open(rules, highest, opened.Exists(rules.IsPersonal), identity is not null);
        var rows = identity is null ? null : seen.RowsPerIdentity(identity);
        var controls = openness.Controls(identity is not null, rows);
        if (controls.Allows(UseMode.ListOverlap))
            columns = columns.ConvertAll(c => c.Use is ColumnUse.Identity ? c with { Control = new() { Joinable = true } } : c);
        return new(fields.Any(f => f.Personal is not null) ? Math.Max(least, listed) : least, columns, rows, controls, reasons);
    }

    /// <summary>By the highest level that is opened; where persons stand behind, as for one level more.</summary>
    static (Openness Openness, IReadOnlyList<ReasonView> Reasons) Open(ProductRules rules, int highest, bool isPersonal, bool hasIdentity)
    {
        var openness = rules.Openness[Math.Min(highest + (isPersonal ? 1 : 0), rules.Openness.Count) - 1];
        var reasons = new List<ReasonView>
        {
            new(new($"开放的数据项最高为 {highest} 级：级别越高，建议的方式越少、额度越小。",
                $"The highest level that is opened is {highest}: the higher, the fewer ways and the smaller quotas are proposed."),
                openness.Basis, openness.Open, openness.Reason),
        };
        if (isPersonal && openness.Level > highest)
            reasons.Add(new(new($"涉及个人，按高一级（{openness.Level} 级）从严建议。",
                $"Persons stand behind it: proposed as for level {openness.Level}."), "BJ-OPIN-2023 §4", true,
                "（四）允许在个人授权范围内使用而未定额度；本平台按高一级从严建议。"));
        if (!hasIdentity && openness.Modes.Contains(UseMode.Private))
            reasons.Add(new(new("没有身份列：无法按主体加噪，也无法比对名单，故不建议。",
                "No column tells identities: noise and lists have nobody to count by, and are not proposed."),
                openness.Basis, true, "加噪统计与名单比对都按主体计。"));
        return (openness, reasons);
    }

    const string People = "ResidentNumber", Places = "Coordinates";

    static bool IsOpenable(FieldCard field, ProductRules rules) => field.Level <= rules.LevelOpenableMax.Value;

    static ColumnView Propose(FieldCard f, FieldCard? identity, ProductRules rules, ProfileReading seen)
    {
        if (!IsOpenable(f, rules))
            return new(f.Name, ColumnUse.None, new($"{f.Level} 级，高于可开放的 {rules.LevelOpenableMax.Value} 级。",
                $"Level {f.Level} is above {rules.LevelOpenableMax.Value}, the highest that may be opened."),
                rules.LevelOpenableMax.Basis, true);
        if (f == identity)
            return new(f.Name, ColumnUse.Identity, new("能区分主体：只计数，门槛按它计。",
                "Tells identities apart: counted only, and groups are measured by it."), null, false);
        if (f.Personal is not null)
            return new(f.Name, ColumnUse.None, new("含标识信息，不作身份列即不开放。",
                "Identifying: unless it is the identity, it stays closed."), "BJ-OPIN-2023 §4", false);
        if (seen.IsKey(f))
            return new(f.Name, ColumnUse.None, new("编号：几乎逐行不同，可用来认出具体记录，默认不开放。",
                "A number by which records are told apart; closed by default."), null, false);
        if (IsNumber(f.Type) && !IsPeriod(f) && !(seen.IsCategory(f) && f.Level < rules.LevelOpenableMax.Value))
            return new(f.Name, ColumnUse.Measure,
                new("数值：可统计，不能逐值查看。", "A number: may be measured, not looked at one by one."), null, false,
                seen.Bounds(f), seen.Bounds(f) is null ? null : ProfileReading.BoundsTell);
        if (seen.IsScattered(f, identity))
            return new(f.Name, ColumnUse.None, new("取值过于分散，分组后几乎都不足最小分组，默认不开放。",
                "Its values are so scattered that hardly a group would be large enough; closed by default."), null, false);
        return f.Level >= rules.LevelOpenableMax.Value
            ? new(f.Name, ColumnUse.None, new($"{f.Level} 级：级别越高开放越少，默认不开放。",
                $"Level {f.Level}: the higher the level, the less is open; closed by default."), null, false)
            : new(f.Name, ColumnUse.Dimension, new("类别或时间：可分组与筛选。", "A category or a time: may group and filter."), null, false);
    }

    static bool IsNumber(string type) => type.Contains("INT", StringComparison.OrdinalIgnoreCase)
        || type.StartsWith("DECIMAL", StringComparison.OrdinalIgnoreCase) || type is "DOUBLE" or "FLOAT" or "REAL";

    static readonly string[] Periods =
        ["year", "month", "day", "hour", "quarter", "week", "年", "月", "日", "时", "季", "周", "年份", "月份", "小时"];

    /// <summary>Parts of a date are numbers that one groups by.</summary>
    static bool IsPeriod(FieldCard field)
        => Periods.Contains(field.Name, StringComparer.OrdinalIgnoreCase) || Periods.Contains(field.Title);
}
