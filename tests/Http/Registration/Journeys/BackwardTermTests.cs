using System.Globalization;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Registration;

/// <summary>Terms that are counted backwards on the shipped packs, over HTTP, days counted by hand: ten working days before the subject
/// goes to the market regulator, over New Year, the Spring Festival and National Day; before a certificate's last day is over.</summary>
public sealed class BackwardTermTests
{
    static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    static DateOnly Now(Journey journey) => LegalDay.Of(journey.App.Clock.Now);

    static Task To(Journey journey, DateOnly day) => journey.LetPass(day.DayNumber - Now(journey).DayNumber);

    const string Article = "GD-REG-2023 art. 20（向市场监管部门申请前至少 10 个工作日）";

    static Task<PackForm> Form(Journey journey) => journey.Form("Cancellation", "SubjectEnded");

    static async Task<HttpResponseMessage> Cancel(Journey journey, Registered on, string? planned)
    {
        var form = await Form(journey);
        var (applicant, filled) = await journey.Fill(form, on.Resource, on,
            f => f["events"] = planned is null ? new JsonObject() : new JsonObject { ["MarketRegulatorFiling"] = planned });
        return await journey.Try(form, applicant, filled);
    }

    /// <summary>GD-REG-2023 art. 20 (向市场监管部门申请前至少 10 个工作日): the last day is the one after which ten working days lie, the day of
    /// going there the tenth.</summary>
    [Theory]
    [InlineData("2026-01-13", "2025-12-29")]    // 30, 31, Sunday the 4th, 5 to 9, 12, 13
    [InlineData("2026-03-04", "2026-02-12")]    // 13, Saturday the 14th, 24 to 27, Saturday the 28th, 2 to 4
    [InlineData("2026-10-14", "2026-09-23")]    // 24, 28 to 30, 8, 9, Saturday the 10th, 12 to 14
    public async Task A_subject_that_is_to_end_cancels_ten_working_days_before_and_what_comes_later_is_noted(string planned, string lastDay)
    {
        var last = Day(lastDay);
        await using var journey = await Journey.Start("cn-guangdong", today: $"{last.AddDays(-60):yyyy-MM-dd}");
        var on = new Queue<Registered>(await journey.Registrations(3));
        foreach (var day in new[] { -1, 0, 1 }.Select(last.AddDays))
        {
            await To(journey, day);
            var before = (await journey.Registry.Facts("registration.filed-late/1")).Count;
            var filed = await Cancel(journey, on.Dequeue(), planned);
            var facts = (await journey.Registry.Facts("registration.filed-late/1")).Skip(before).ToList();
            if (day <= last) facts.ShouldBeEmpty($"{day} is in time");
            else ((string?)facts.Single()["event"], (string?)facts[0]["eventOn"], (string?)facts[0]["lastDay"], (int)facts[0]["late"]!,
                (string?)facts[0]["basis"]).ShouldBe(("MarketRegulatorFiling", planned, lastDay, 1, Article));
            (await journey.Finish((string)(await TestApp.Body(filed))["id"]!, await Form(journey), Cast.Holder))["stage"]
                .ShouldBeText("Registered", "late bars nothing: the paper does not say so");
        }
        await journey.App.ShouldBeWhole();
    }

    [Fact]
    public async Task Without_the_day_it_is_counted_from_nothing_is_filed()
    {
        await using var journey = await Journey.Start("cn-guangdong");
        var on = (await journey.Registrations(1))[0];
        var before = (await journey.Unit(on.Unit)).ToJsonString();
        var refused = await Cancel(journey, on, null).ShouldBeRefused(400, "registration.event-missing");
        ((string?)refused["basis"]).ShouldBe(Article);
        (await journey.Unit(on.Unit)).ToJsonString().ShouldBe(before);
    }

    [Fact]
    public async Task A_certificate_is_renewed_before_its_last_day_is_over_and_not_after()
    {
        await using var journey = await Journey.Start("cn-beijing-social");
        var on = (await journey.Registrations(1))[0];
        await To(journey, Day((string)(await journey.Certificate(on.Certificate))!["validUntil"]!).AddDays(1));
        var form = await journey.Form("Renewal");
        var (applicant, filled) = await journey.Fill(form, on.Resource, on);
        var refused = await journey.Try(form, applicant, filled).ShouldBeRefused(409, "registration.filed-late");
        ((string?)refused["basis"]).ShouldBe("BJ-OPIN-2023 §6");
        (await journey.Registry.Facts("registration.attempt-refused/1")).ShouldHaveSingleItem()["code"]
            .ShouldBeText("registration.filed-late");
    }
}
