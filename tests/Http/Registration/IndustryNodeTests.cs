using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using Yuanliu.Registration.Certificates;
using Yuanliu.Registration.Entries;

namespace Yuanliu.Tests.Registration;

/// <summary>BJ-OPIN-2023 §6: 组织建设行业数据资产登记节点，推进工业、交通、金融等行业数据登记. No paper says what a node is. Here it is the same
/// program run by another body, with a register and a key of its own; the city's register lists it by that key, with how far it counts, and
/// takes in what it has registered as recognized.</summary>
public sealed class IndustryNodeTests
{
    const string Basis = "BJ-OPIN-2023 §6（行业数据资产登记节点）", Limits = "交通行业数据";

    static async Task<Guid> List(RegistryApp city, RegistryApp node) => (Guid)(await TestApp.Body(
        await (await city.App.Administrator()).PostAsJsonAsync("/api/registration/known-nodes",
            new { name = "某市交通行业数据资产登记节点", did = Foreign.Did(node.App), basis = Basis, limits = Limits })))["id"]!;

    [Fact]
    public async Task An_industry_node_registers_by_its_own_key_and_the_citys_register_knows_what_it_registered()
    {
        await using var node = await RegistryApp.Start();
        await using var city = await RegistryApp.Start();
        var certificate = await node.Register("公交到站数据");
        await Foreign.Meet("2026-03-20", node, city);
        var register = await Foreign.ExportBytes(node.Registrar, RegistryApp.Pack);
        await Foreign.Import(city.Registrar, register).ShouldBeRefused(403, "registration.unknown-issuer");

        await List(city, node);
        var taken = await TestApp.Body(await Foreign.Import(city.Registrar, register));
        ((string?)taken["nodeName"], (int)taken["recognized"]!).ShouldBe(("某市交通行业数据资产登记节点", 1));
        var known = (await TestApp.Body(await city.Registrar.GetAsync("/api/registration/recognized")))["items"]!.AsArray().Single()!;
        ((string?)known["number"], (string?)known["holderName"], (string?)known["limits"]).ShouldBe(
            (certificate, RegistryApp.Company, Limits));
        (await city.App.Db(db => db.Set<Entry>().CountAsync())).ShouldBe(0, "it is registered there, and not once more here");
        (await city.App.Db(db => db.Set<Certificate>().CountAsync())).ShouldBe(0);
        await city.App.ShouldBeWhole();
    }

    [Fact]
    public async Task Registers_at_the_node_follow_and_what_ended_there_or_a_node_that_left_counts_no_more()
    {
        await using var node = await RegistryApp.Start();
        await using var city = await RegistryApp.Start();
        var revoked = await node.Register("公交到站数据");
        await node.Register("地铁客流数据");
        await node.OfItsOwnAccord("Revocation", revoked);
        await Foreign.Meet("2026-04-20", node, city);
        var id = await List(city, node);
        var taken = await TestApp.Body(await Foreign.Import(city.Registrar, await Foreign.ExportBytes(node.Registrar, RegistryApp.Pack)));
        ((int)taken["recognized"]!, (int)taken["notStanding"]!).ShouldBe((1, 1));

        await node.Register("停车场数据");
        await Foreign.Meet("2026-05-20", node, city);
        var later = await Foreign.ExportBytes(node.Registrar, RegistryApp.Pack);
        taken = await TestApp.Body(await Foreign.Import(city.Registrar, later));
        ((int)taken["recognized"]!, (int)taken["alreadyKnown"]!).ShouldBe((1, 1));

        await TestApp.Done(await (await city.App.Administrator()).PostAsJsonAsync($"/api/registration/known-nodes/{id}/end", new { }));
        await Foreign.Import(city.Registrar, later).ShouldBeRefused(403, "registration.unknown-issuer");
        (await city.Facts("registration.node-recognition-ended/1")).Count.ShouldBe(1);
        await city.App.ShouldBeWhole();
    }
}
