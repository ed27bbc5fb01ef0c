using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;

namespace Yuanliu.Tests.Registration;

/// <summary>DL-REG-2023 art. 29, 30 on the shipped pack: a certificate is void on any change of its account, and where the two differ the
/// account prevails.</summary>
public sealed class AccountPrevailsTests
{
    static async Task<string?> StatusOf(Journey journey, string? number) => (string?)(await journey.Certificate(number))!["status"];

    static async Task<CertificateCard?> Holds(Journey journey, Registered on)
    {
        await using var scope = journey.App.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IRegister>().Holds(new(await journey.Cast.IdOf(Cast.Holder)),
            new(on.Resource), RightKind.Holding, default);
    }

    [Fact]
    public async Task A_change_of_the_account_voids_the_certificate_and_another_says_what_the_account_says()
    {
        await using var journey = await Journey.Start("cn-dali");
        var on = (await journey.Registrations(1))[0];
        var changed = await journey.Whole(await journey.Form("Change"), on.Resource, on);
        (await StatusOf(journey, on.Certificate)).ShouldBe("Superseded");
        var now = (string?)changed["certificateNumber"];
        (await StatusOf(journey, now)).ShouldBe("Valid");
        ((string?)(await journey.Certificate(on.Certificate))!["replacedBy"]).ShouldBe(now);
        (await Holds(journey, on))!.Number.ShouldBe(now);
    }

    [Theory]
    [InlineData("cn-dali", 1, "Expired", "Standing", true)]
    // GZ-ELREG-2023 art. 35: 期满未办理续证手续的，由登记服务机构进行注销登记.
    [InlineData("cn-guizhou", 2, "Cancelled", "Ended", false)]
    [InlineData("cn-beijing-social", 3, "Expired", "Lapsed", false)]
    public async Task The_right_outlives_its_certificate_only_where_the_account_prevails(
        string pack, int years, string certificate, string status, bool holds)
    {
        await using var journey = await Journey.Start(pack);
        var on = (await journey.Registrations(1))[0];
        (await Holds(journey, on))!.Number.ShouldBe(on.Certificate);
        await journey.LetPass(years * 366 + 1);
        (await StatusOf(journey, on.Certificate)).ShouldBe(certificate);
        ((string?)(await journey.Unit(on.Unit))["rights"]!.AsArray().Single()!["status"]).ShouldBe(status);
        (await Holds(journey, on))?.Number.ShouldBe(on.Unit, "the account itself");
        (await Holds(journey, on) is not null).ShouldBe(holds);
    }
}
