using Yuanliu.Registration.Filings;

namespace Yuanliu.Registration.Packs;

/// <summary>登记规则包列表 — under which rules one may file, with materials and clocks.</summary>
internal static class ListPacks
{
    internal sealed record KindView(FilingKind Kind, KindRules Rules);
    /// <param name="Ended">Its last day is over: while nothing has followed it, only what <paramref name="AfterEnd"/> names is
    /// filed.</param>
    /// <param name="Drafts">The papers among those it rests on that do not bind: every page under these rules names them.</param>
    /// <param name="Opening">What it takes to open an account where that is reviewed; null where it is opened at once.</param>
    internal sealed record View(
        string Id, string Title, string TitleEn, string Jurisdiction, string Source, PackStatus Status,
        IReadOnlyList<string> Drafts, DateOnly EffectiveFrom, DateOnly? EffectiveTo, bool Ended, Ruled<List<FilingKind>>? AfterEnd,
        string Sha256, IReadOnlyList<AssetForm> Forms,
        IReadOnlyList<RightRules> Rights, IReadOnlyList<KindView> Filings, IReadOnlyDictionary<Deadline, Term> Clocks,
        OpeningRules? Opening);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/packs", Handle).OpenToAnyone().WithName(nameof(ListPacks)).WithSummary("登记规则包");

    static Ok<List<View>> Handle(RegistrationPacks packs, LawIndex law, IClock clock)
        => TypedResults.Ok(packs.All.Select(p => Of(p, law, LegalDay.Of(clock.Now))).ToList());

    static View Of(RegistrationPack pack, LawIndex law, DateOnly today)
    {
        var rules = pack.Rules;
        return new(
            pack.Id, rules.Title, rules.TitleEn, rules.Jurisdiction, rules.Source, rules.Status,
            law.DraftsIn(PackTree.FileOf(pack.Id)), rules.EffectiveFrom, rules.EffectiveTo, rules.EffectiveTo < today, rules.AfterEnd,
            pack.Sha256,
            rules.Forms.Value, rules.Rights, [.. rules.Filings.OrderBy(f => f.Key).Select(f => new KindView(f.Key, f.Value))],
            rules.Deadlines, rules.Accounts?.Opening);
    }
}
