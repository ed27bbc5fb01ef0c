using Yuanliu.Products.NegativeList;

namespace Yuanliu.Products.CleanRoom;

/// <summary>用途建议 — what each column may reasonably be opened for, from its level, its kind of personal data and its type.</summary>
/// <remarks>A proposal only: whoever drafts the product decides, and admission and negative list look again at what was decided.</remarks>
internal static class ProposeUses
{
    /// <param name="Closed">No product may open it, whatever anybody wishes.</param>
    internal sealed record ColumnView(string Name, ColumnUse Use, Words Why, string? Basis, bool Closed);
    internal sealed record View(int MinGroup, IReadOnlyList<ColumnView> Columns);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/products/proposal", Handle)
        .OpenTo("products:read", Role.Steward).WithName(nameof(ProposeUses)).WithSummary("用途建议");

    static async Task<Results<Ok<View>, ProblemHttpResult>> Handle(
        Guid resource, HttpContext context, CallerBox box, ICatalog catalog, Pack<ProductRules> pack, CancellationToken ct)
        => await catalog.Find(new(resource), ct) is { } card && card.Holder.Value == box.Known.OrganizationId
            ? TypedResults.Ok(Of(card.Fields, pack.Rules)) : Refusals.NoSuchResource.Problem(context);

    internal static View Of(IReadOnlyList<FieldCard> fields, ProductRules rules)
    {
        var identity = fields.FirstOrDefault(f => IsOpenable(f, rules) && rules.IsPersonal(f))
            ?? fields.FirstOrDefault(f => IsOpenable(f, rules) && f.Personal is { } kind && rules.OrganizationIdentifiers.Contains(kind)
                && kind != Places);
        var columns = fields.Select(f => Propose(f, f == identity, rules)).ToList();
        var highest = fields.Where((_, i) => columns[i].Use is not ColumnUse.None).Select(f => f.Level).DefaultIfEmpty(1).Max();
        // The higher the level of what is opened, the larger the groups; and no smaller than the list asks where persons stand behind.
        var least = rules.GroupRowsMin.Value * highest;
        var listed = rules.Items.Where(i => i.Effect is NegativeEffect.Restricted).Max(i => i.GroupRowsMin) ?? 0;
        return new(fields.Any(f => f.Personal is not null) ? Math.Max(least, listed) : least, columns);
    }

    const string Places = "Coordinates";

    static bool IsOpenable(FieldCard field, ProductRules rules) => field.Level <= rules.LevelOpenableMax.Value;

    static ColumnView Propose(FieldCard f, bool isIdentity, ProductRules rules)
    {
        if (!IsOpenable(f, rules))
            return new(f.Name, ColumnUse.None, new($"{f.Level} 级，高于可开放的 {rules.LevelOpenableMax.Value} 级。",
                $"Level {f.Level} is above {rules.LevelOpenableMax.Value}, the highest that may be opened."),
                rules.LevelOpenableMax.Basis, true);
        if (isIdentity)
            return new(f.Name, ColumnUse.Identity, new("能区分主体：只计数，门槛按它计。",
                "Tells identities apart: counted only, and groups are measured by it."), null, false);
        if (f.Personal is not null)
            return new(f.Name, ColumnUse.None, new("含标识信息，不作身份列即不开放。",
                "Identifying: unless it is the identity, it stays closed."), "BJ-OPIN-2023 §4", false);
        if (IsNumber(f.Type) && !IsPeriod(f))
            return new(f.Name, ColumnUse.Measure,
                new("数值：可统计，不能逐值查看。", "A number: may be measured, not looked at one by one."), null, false);
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
