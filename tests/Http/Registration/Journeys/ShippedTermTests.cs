using System.Globalization;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Tests.Registration;

/// <summary>How long what is issued holds, when it may be renewed, and until when a change or a contract is filed: under every shipped pack
/// that says so, over HTTP, the day before, the day, the day after.</summary>
public sealed class ShippedTermTests
{
    static RegistrationRules Rules(string pack) => ShippedClock.Packs.Single(p => p.Id == pack).Rules;

    static DateOnly Now(Journey journey) => LegalDay.Of(journey.App.Clock.Now);

    static Task To(Journey journey, DateOnly day) => journey.LetPass(day.DayNumber - Now(journey).DayNumber);

    static FilingTerm? Renewal(RegistrationRules rules) => rules.Filings.GetValueOrDefault(FilingKind.Renewal)?.Within
        .Find(t => t.From is FilingEvent.CertificateExpiry);

    public static TheoryData<string> PacksWithYears => [.. ShippedClock.Packs.Where(p => Years(p.Rules) is not null).Select(p => p.Id)];

    static int? Years(RegistrationRules rules) => rules.Filings.ContainsKey(FilingKind.Initial)
        ? rules.CertificateOf(FilingKind.Initial)?.Valid.Value.Years : null;

    [Theory]
    [MemberData(nameof(PacksWithYears))]
    public async Task A_certificate_is_valid_on_its_last_day_and_has_expired_on_the_next_and_is_renewed_when_the_pack_says(string pack)
    {
        await using var journey = await Journey.Start(pack);
        var on = (await journey.Registrations(2))[0];
        var last = Now(journey).AddYears(Years(Rules(pack))!.Value).AddDays(-1);
        var renewal = Renewal(Rules(pack));
        if (renewal is { Opens: true })
        {
            renewal.Unit.ShouldBe(TermUnit.CalendarMonths);
            await To(journey, last.AddMonths(-renewal.Length).AddDays(-1));
            await Renew(journey, on).ShouldBeRefused(409, "registration.filed-early");
            await journey.LetPass(1);
            await TestApp.Done(await Renew(journey, on));
        }
        foreach (var (day, status) in new[] { (last.AddDays(-1), "Valid"), (last, "Valid"), (last.AddDays(1), "Expired") })
        {
            await To(journey, day);
            (await journey.Certificate(on.Certificate))!["status"].ShouldBeText(status, $"{pack} on {day}");
            // Rules that have ended since renew nothing.
            if (day == last && renewal is { Bars: true } && Rules(pack).IsEffective(day)) await TestApp.Done(await Renew(journey, on));
        }
        await journey.App.ShouldBeWhole();
    }

    static async Task<HttpResponseMessage> Renew(Journey journey, Registered on)
    {
        var form = await journey.Form("Renewal");
        var (applicant, filled) = await journey.Fill(form, on.Resource, on);
        return await journey.Try(form, applicant, filled);
    }

    sealed record Term(FilingKind Kind, FilingTerm Rule)
    {
        public string Key => $"{Kind} {Rule.From}";
    }

    static List<Term> Terms(RegistrationRules rules) => [..
        from kind in rules.Filings.Keys.Order()
        from rule in rules.Of(kind).Within
        where rule.From is FilingEvent.Contract or FilingEvent.Occurrence or FilingEvent.MarketRegulatorApproval
            && !rule.Before && !rule.Opens && !rule.AfterRegistration && kind is not (FilingKind.Release or FilingKind.Renewal)
        select new Term(kind, rule)];

    public static TheoryData<string> PacksWithTerms => [.. ShippedClock.Packs.Where(p => Terms(p.Rules).Count > 0).Select(p => p.Id)];

    /// <summary>The event is on the Monday before New Year.</summary>
    [Theory]
    [MemberData(nameof(PacksWithTerms))]
    public async Task What_is_filed_on_the_last_day_is_in_time_and_on_the_next_day_late_by_one(string pack)
    {
        var happened = new DateOnly(2025, 12, 29);
        await using var journey = await Journey.Start(pack, today: "2025-11-03");
        var terms = Terms(Rules(pack)).DistinctBy(t => t.Key).ToList();
        var on = new Queue<Registered>(await journey.Registrations(terms.Count * 2));
        foreach (var day in terms.SelectMany(t => new[] { Last(t, happened), Last(t, happened).AddDays(1) }).Distinct().Order())
        {
            await To(journey, day);
            foreach (var term in terms.Where(t => day.DayNumber - Last(t, happened).DayNumber is 0 or 1))
            {
                var before = (await journey.Registry.Facts("registration.filed-late/1")).Count;
                await File(journey, term, on.Dequeue(), happened);
                var facts = (await journey.Registry.Facts("registration.filed-late/1")).Skip(before).ToList();
                if (day == Last(term, happened)) facts.ShouldBeEmpty($"{pack} {term.Key} on {day}");
                else (facts.Single()["late"]!.GetValue<int>(), (string?)facts.Single()["lastDay"]).ShouldBe(
                    (CountedDays.Between(day.AddDays(-1), day), Last(term, happened).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
            }
        }
        await journey.App.ShouldBeWhole();
    }

    static DateOnly Last(Term term, DateOnly happened) => CountedDays.Last(happened, new()
    {
        Length = term.Rule.Length, Unit = term.Rule.Unit, Basis = term.Rule.Basis,
    });

    static async Task File(Journey journey, Term term, Registered on, DateOnly happened)
    {
        var form = await journey.Form($"{term.Kind}", [.. term.Rule.When.Take(1).Select(w => $"{w}")]);
        var (applicant, filled) = await journey.Fill(form, on.Resource, on, f =>
            f["events"] = new JsonObject { [$"{term.Rule.From}"] = happened.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) });
        await TestApp.Done(await journey.Try(form, applicant, filled));
    }
}
