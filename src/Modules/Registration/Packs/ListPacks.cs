using Yuanliu.Registration.Filings;

namespace Yuanliu.Registration.Packs;

/// <summary>登记规则包列表 — under which rules one may file, with materials and clocks.</summary>
internal static class ListPacks
{
    internal sealed record MaterialView(string Key, string TitleZh, string TitleEn, bool Required, MaterialNeed When, string Basis);
    internal sealed record ClockView(Deadline Deadline, int Length, TermUnit Unit, string Basis, bool Open, string? Reason);
    internal sealed record View(
        string Id, string Title, string TitleEn, string Jurisdiction, string Source, PackStatus Status,
        DateOnly EffectiveFrom, DateOnly? EffectiveTo, string Sha256, IReadOnlyList<FilingKind> FilingKinds,
        IReadOnlyList<RightKind> Rights, IReadOnlyList<MaterialView> Materials,
        IReadOnlyList<ClockView> Clocks);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/packs", Handle).OpenToAnyone().WithName(nameof(ListPacks)).WithSummary("登记规则包");

    static Ok<List<View>> Handle(RegistrationPacks packs) => TypedResults.Ok(packs.All.Select(Of).ToList());

    static View Of(RegistrationPack pack)
    {
        var rules = pack.Rules;
        return new(
            pack.Id, rules.Title, rules.TitleEn, rules.Jurisdiction, rules.Source, rules.Status, rules.EffectiveFrom, rules.EffectiveTo,
            pack.Sha256, rules.FilingKinds, rules.Rights.Value,
            rules.Materials.ConvertAll(m => new MaterialView(m.Key, m.TitleZh, m.TitleEn, m.When is MaterialNeed.Always, m.When, m.Basis)),
            [.. rules.Deadlines.OrderBy(d => d.Key).Select(
                d => new ClockView(d.Key, d.Value.Length, d.Value.Unit, d.Value.Basis, d.Value.Open, d.Value.Reason))]);
    }
}
