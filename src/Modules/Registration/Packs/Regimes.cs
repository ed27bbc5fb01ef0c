using System.Text;

namespace Yuanliu.Registration.Packs;

/// <summary>登记制度比较 — the regimes side by side: one row for each thing that papers set differently, one cell for each pack.</summary>
internal static class Regimes
{
    /// <param name="Value">In the packs' own vocabulary; empty where the regime does not know the thing.</param>
    /// <param name="Open">The source is silent; the value is our default.</param>
    /// <param name="ValueEn">The same in English, where the value is the pack's own words.</param>
    internal sealed record Cell(string Value, string? Basis, bool Open, string? ValueEn = null);
    internal sealed record Row(string Key, string Zh, string En, IReadOnlyList<Cell> Cells);
    internal sealed record Column(string Id, string Title, string TitleEn, PackStatus Status, DateOnly From, DateOnly? To, bool Ended);
    internal sealed record View(IReadOnlyList<Column> Packs, IReadOnlyList<Row> Rows);

    static readonly Cell None = new("", null, false);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/regimes", Handle).OpenToAnyone().WithName(nameof(Regimes)).WithSummary("登记制度比较");

    static Ok<View> Handle(RegistrationPacks packs, IClock clock) => TypedResults.Ok(Of(packs, LegalDay.Of(clock.Now)));

    public static View Of(RegistrationPacks packs, DateOnly? today = null)
    {
        var all = packs.All.ToList();
        return new(
            [.. all.Select(p => new Column(
                p.Id, p.Rules.Title, p.Rules.TitleEn, p.Rules.Status, p.Rules.EffectiveFrom, p.Rules.EffectiveTo,
                p.Rules.EffectiveTo < today))],
            [.. RegimeRows.All.Select(r => new Row(r.Key, r.Zh, r.En, [.. all.Select(p => r.Read(p.Rules) ?? None)]))
                .Where(r => r.Cells.Any(c => c.Value.Length > 0))]);
    }

    /// <summary>The table as a document; † marks what the source leaves open.</summary>
    public static string Markdown(View view)
    {
        var text = new StringBuilder("# 登记制度比较 · Registration regimes side by side\n\n"
            + "Written from the packs in `rules/registration`; a test fails when it is stale. "
            + "† the source is silent: our default. An empty cell: the regime does not know it.\n\n");
        text.Append($"| | {string.Join(" | ", view.Packs.Select(p => $"{p.Title}<br>{p.Id}"))} |\n");
        text.Append($"|---|{string.Concat(view.Packs.Select(_ => "---|"))}\n");
        foreach (var row in view.Rows)
            text.Append($"| {row.Zh}<br>{row.En} | {string.Join(" | ", row.Cells.Select(Shown))} |\n");
        return text.ToString();
    }

    static string Shown(Cell cell) => cell.Value.Length == 0 ? ""
        : $"{cell.Value}{(cell.Open ? " †" : "")}{(cell.Basis is { } basis ? $"<br>{basis}" : "")}"
            .Replace("|", "\\|", StringComparison.Ordinal);
}
