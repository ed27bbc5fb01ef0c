using System.Globalization;
using Yuanliu.Compute.Odrl;
using Yuanliu.Compute.Sizes;

namespace Yuanliu.Trading.Policies;

/// <summary>条款细目 — one term of the policy as a sentence of its own, with how it is kept.</summary>
/// <param name="Term">As the ODRL calls it.</param>
internal sealed record TermSentence(string Term, ClauseClass Class, string Zh, string En);

/// <summary>条款细目文本 — the terms that no clause says in its own words: each stands below the clause that the profile names for it.</summary>
internal static class TermSentences
{
    public static Sentence With(this Sentence sentence, UsagePolicy policy)
        => sentence with { Terms = [.. Of(policy).Where(t => Profile.FindTerm(t.Term)!.Clause == (int)sentence.Number)] };

    public static IEnumerable<TermSentence> Of(UsagePolicy policy)
        => Sizes(policy.Controls).Concat(Columns(policy)).Concat(Identities(policy.Controls)).Concat(Counts(policy.Controls))
            .Concat(Place(policy.Controls));

    /// <summary>What leaves at once, and when.</summary>
    static IEnumerable<TermSentence> Sizes(UseControls controls)
    {
        yield return Told("yl:rowsMax", $"每次结果不超过 {Whole(controls.RowsMax)} 行。", $"A result has {Whole(controls.RowsMax)} rows at most.");
        yield return Told("yl:cellsMax", $"每次结果不超过 {Whole(controls.CellsMax)} 个单元格。",
            $"A result has {Whole(controls.CellsMax)} cells at most.");
        yield return Told("yl:bytesMax", $"每次结果不超过 {ByteSize.Zh(controls.BytesMax)}。",
            $"A result is {ByteSize.En(controls.BytesMax)} at most.");
        if (controls.Templates.Count > 0)
        {
            var (zh, en) = (Quoted(controls.Templates.Select(t => t.Title)), string.Join(", ", controls.Templates.Select(t => t.Title)));
            yield return Told("yl:template", $"模板只有{zh}，签署后不得改动。", $"The templates are {en}, and do not change after signing.");
        }
        if (controls.SlotSeconds is { } slot)
            yield return Told("yl:releaseSlot", $"结果等到每 {Whole(slot)} 秒一个的时隙结束才发布。",
                $"An answer waits for the end of its slot of {Whole(slot)} seconds.");
        if (controls.ListMin is { } list)
            yield return Told("yl:listMin", $"买方自带的名单不少于 {Whole(list)} 行。", $"A list of the buyer's own has {Whole(list)} rows at least.");
    }

    /// <summary>How columns are narrowed.</summary>
    static IEnumerable<TermSentence> Columns(UsagePolicy policy)
    {
        var columns = policy.Columns;
        if (columns.Where(Sentences.IsJoined).Select(c => c.Title).ToList() is { Count: > 0 } joined)
            yield return Told("yl:joinKey", $"可按{Quoted(joined)}与买方自有的表或其他合约的表连接。",
                $"May be joined with tables of the buyer's own or of other agreements on {string.Join(", ", joined)}.");
        foreach (var c in columns.Where(c => c.Control?.Comparisons is not null))
        {
            var ways = c.Control!.Comparisons!;
            yield return Told("yl:comparable", ways.Count == 0 ? $"“{c.Title}”不得比较。" : $"“{c.Title}”只可这样比较：{Zh(ways)}。",
                ways.Count == 0 ? $"{c.Title} is not compared." : $"{c.Title} is compared only {En(ways)}.");
        }
        foreach (var c in columns.Where(c => c.Control is { Low: not null } or { High: not null }))
            yield return Told("yl:bounds", $"“{c.Title}”的值收进 {Bound(c.Control!.Low)}～{Bound(c.Control.High)} 再统计。",
                $"Values of {c.Title} are drawn into {Bound(c.Control.Low)} to {Bound(c.Control.High)} first.");
        foreach (var c in columns.Where(c => c is { Use: ColumnUse.Dimension, Control.PublicValues.Count: > 0 }))
            yield return Told("yl:publicValues", $"加噪统计只按“{c.Title}”的公开分组给出：{string.Join('、', c.Control!.PublicValues!)}。",
                $"Statistics with noise are given for the public groups of {c.Title} alone: {string.Join(", ", c.Control.PublicValues!)}.");
    }

    static IEnumerable<TermSentence> Identities(UseControls controls)
    {
        if (controls.RowsPerIdentityMax is { } rows)
            yield return Told("yl:rowsPerIdentity", $"每个主体最多计 {Whole(rows)} 行，其余不计。",
                $"Of one identity {Whole(rows)} rows at most are counted.");
        if (controls.Privacy is { } privacy)
            yield return Told("yl:groupsPerIdentity", $"加噪统计中每个主体最多计入 {privacy.GroupsPerIdentity} 组。",
                $"In statistics with noise one identity goes into {privacy.GroupsPerIdentity} groups at most.");
    }

    /// <summary>What is counted by the day and by the month.</summary>
    static IEnumerable<TermSentence> Counts(UseControls controls)
    {
        if (controls.UsesPerDayMax is { } daily)
            yield return Told("yl:usesPerDay", $"每日（北京时间）最多使用 {Whole(daily)} 次。", $"At most {Whole(daily)} uses on one day, Beijing time.");
        yield return Told("yl:refusalsPerDay", $"一日内被拒绝满 {Whole(controls.RefusalsPerDayMax)} 次，当日不再受理。",
            $"After {Whole(controls.RefusalsPerDayMax)} refusals on one day nothing more is answered on it.");
        yield return Told("yl:probesPerDay", $"每日最多比对 {Whole(controls.ProbesPerDayMax)} 条买方自己提出的记录。",
            $"At most {Whole(controls.ProbesPerDayMax)} records that the buyer brings are matched on one day.");
        if (controls.Privacy is not { } privacy) yield break;
        yield return Told("yl:privacyPerMonth", $"隐私预算每个自然月为 ρ {Rho(privacy.PerMonth)}，未用完的不结转。",
            $"The privacy budget of a calendar month is ρ {Rho(privacy.PerMonth)}; what is left is not carried on.");
        yield return Told("yl:privacyPerUse", $"每次加噪统计耗用隐私预算 ρ {Rho(privacy.PerUse)}。",
            $"One answer with noise costs ρ {Rho(privacy.PerUse)} of the privacy budget.");
    }

    static IEnumerable<TermSentence> Place(UseControls controls)
    {
        if (controls.Place is { } place)
            yield return Told("spatial", $"只能在行政区划代码 {place} 的地域内使用。", $"Used only within the division {place} (GB/T 2260).");
    }

    static TermSentence Told(string term, string zh, string en) => new(term, Profile.FindTerm(term)!.Class, zh, en);

    static string Zh(IReadOnlyList<Comparing> ways) => string.Join('、', ways.Select(w => Way(w).Zh));
    static string En(IReadOnlyList<Comparing> ways) => string.Join(", ", ways.Select(w => Way(w).En));

    static (string Zh, string En) Way(Comparing way) => way switch
    {
        Comparing.Equality => ("与值相等", "with a value"),
        Comparing.Range => ("与范围", "with a range"),
        Comparing.Pattern => ("与模式", "with a pattern"),
        Comparing.Column => ("与另一列", "with another column"),
    };

    static string Rho(int millionths) => (millionths / 1_000_000m).ToString("0.######", CultureInfo.InvariantCulture);
    static string Whole(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);
    static string Bound(decimal? value) => value?.ToString("#,0.##########", CultureInfo.InvariantCulture) ?? "…";
    static string Quoted(IEnumerable<string> titles) => string.Join('、', titles.Select(t => $"“{t}”"));
}
