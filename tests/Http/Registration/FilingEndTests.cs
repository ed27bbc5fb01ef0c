using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Yuanliu.Tests.Registration;

/// <summary>What follows from the end of a filing on shipped packs.</summary>
public sealed class FilingEndTests
{
    /// <summary>GD-REG-2023 art. 9, 10, 15: 自作出决定之日起 3 个工作日内通知登记主体，并说明原因.</summary>
    [Fact]
    public async Task A_refusal_is_told_with_its_reason_at_once_and_says_by_when_it_had_to_be()
    {
        await using var journey = await Journey.Start("cn-guangdong");
        var form = await journey.Form("Initial");
        var (applicant, filled) = await journey.Fill(form, await journey.Resource(), null);
        var id = (string)(await TestApp.Body(await journey.Try(form, applicant, filled)))["id"]!;
        var registrar = await journey.Cast.Registrar();
        await RegistryApp.Try(registrar, id, "fail-review", " ").ShouldBeRefused(400, "registration.reason-required");
        await RegistryApp.Take(registrar, id, "fail-review", "来源不明");

        var told = await journey.Registry.Filing(id, await journey.Cast.Steward(Cast.Holder));
        ((string?)told["stage"], (string?)told["acts"]!.AsArray()[^1]!["reason"]).ShouldBe(("Refused", "来源不明"));
        var end = told["end"]!;
        // Monday 4 March 2024: 5, 6, 7.
        ((string?)end["on"], (string?)end["toldBy"]).ShouldBe(("2024-03-04", "2024-03-07"));
        ((string?)end["toldBasis"])!.ShouldStartWith("GD-REG-2023 art. 9, 10, 15");
        ((string?)end["keptUntil"]).ShouldBe("2054-03-04");
    }

    /// <summary>SZ-REG-2023 art. 10: 不得少于三十年; it has no term for telling.</summary>
    [Fact]
    public async Task A_file_is_kept_as_long_as_its_paper_says()
    {
        await using var journey = await Journey.Start("cn-shenzhen");
        var form = await journey.Form("Initial");
        var (applicant, filled) = await journey.Fill(form, await journey.Resource(), null);
        var id = (string)(await TestApp.Body(await journey.Try(form, applicant, filled)))["id"]!;
        var holder = await journey.Cast.Steward(Cast.Holder);
        (await journey.Registry.Filing(id, holder)).ContainsKey("end").ShouldBeFalse("it runs");
        await RegistryApp.Take(holder, id, "withdraw", "另行申请");
        JsonNode end = (await journey.Registry.Filing(id, holder))["end"]!;
        ((string?)end["keptUntil"], end["toldBy"]).ShouldBe(("2054-03-04", null));
        ((string?)end["keptBasis"])!.ShouldStartWith("SZ-REG-2023 art. 10");
    }
}
