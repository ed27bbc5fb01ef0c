using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Yuanliu.Tests.Registration;

/// <summary>核查项 — what packs let the platform find out itself about the data: banned, core data, components that are not
/// registered.</summary>
public sealed class DataCheckTests
{
    [Theory]
    [InlineData("cn-guangdong", "核心数据目录", "registration.core-data", "GD-REG-2023 art. 23(2)")]
    [InlineData("cn-guangdong", "涉密工程台账", "registration.negative-list", "GD-REG-2023 art. 23(1)")]
    [InlineData("cn-anhui", "核心数据目录", "registration.core-data", "AH-REG-2023 art. 18(4)")]
    [InlineData("cn-anhui", "涉密工程台账", "registration.negative-list", "AH-REG-2023 art. 18(1)")]
    [InlineData("cn-shenzhen", "核心数据目录", "registration.core-data", "SZ-REG-2023 art. 21(1)")]
    [InlineData("cn-beijing-social", "绝密资料", "registration.negative-list", "BJ-OPIN-2023 §20")]
    [InlineData("cn-beijing-ip", "绝密资料", "registration.negative-list", "BJ-IP-2023 art. 34(4)")]
    [InlineData("cn-dali", "核心数据目录", "registration.negative-list", "DL-REG-2023 art. 20(6)")]
    [InlineData("cn-guizhou", "绝密资料", "registration.negative-list", "GZ-ELREG-2023 art. 14(4)")]
    public async Task Data_that_is_marked_as_what_nobody_may_trade_is_not_registered(string pack, string title, string code, string basis)
    {
        await using var journey = await Journey.Start(pack);
        var form = await journey.Form("Initial");
        var resource = journey.Registry.Catalog.Add(await journey.Cast.IdOf(Cast.Holder), title);
        var (applicant, filled) = await journey.Fill(form, resource, null);
        ((string?)(await journey.Try(form, applicant, filled).ShouldBeRefused(409, code))["basis"]).ShouldBe(basis);
        (await journey.Registry.Facts("registration.step/1")).ShouldBeEmpty();
    }

    /// <summary>GZ-ELREG-2023 art. 27: 如所含数据资源已登记的，提供登记凭证即可。</summary>
    [Fact]
    public async Task A_product_whose_parts_are_said_to_be_registered_names_certificates_that_stand()
    {
        await using var journey = await Journey.Start("cn-guizhou");
        var part = (await journey.Registrations(1))[0];
        var form = await journey.Form("Initial", "ProductObject", "ComponentsRegistered");
        var (applicant, filled) = await journey.Fill(form, await journey.Resource(), null);
        async Task<HttpResponseMessage> Named(string numbers)
        {
            filled["fields"]!["components"] = numbers;
            return await journey.Try(form, applicant, filled);
        }
        var refusal = await Named($"{part.Certificate}、GZ-NOWHERE-1").ShouldBeRefused(409, "registration.component-not-certified");
        ((string?)refusal["basis"], ((string)refusal["detail"]!).Contains("GZ-NOWHERE-1", StringComparison.Ordinal))
            .ShouldBe(("GZ-ELREG-2023 art. 27", true));
        await Named("，、").ShouldBeRefused(400, "registration.components-unnamed");
        await TestApp.Done(await Named($"{part.Certificate}"));

        await journey.Whole(await journey.Form("Cancellation"), part.Resource, part);
        (applicant, filled) = await journey.Fill(form, await journey.Resource(), null);
        await Named(part.Certificate!).ShouldBeRefused(409, "registration.component-not-certified");
    }
}
