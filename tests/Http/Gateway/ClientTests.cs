using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using Yuanliu.Client;
using Yuanliu.Contracts;

namespace Yuanliu.Tests.Gateway;

/// <summary>The client against the real host.</summary>
public sealed class ClientTests
{
    static VerificationItem Item(int person, string name) => new(
        new Dictionary<string, string> { ["id_no"] = GatewayTest.IdOf(person) }, new Dictionary<string, string> { ["name"] = name });

    [Fact]
    public async Task A_program_verifies_reads_rows_and_fetches_a_file_with_its_key()
    {
        await using var test = await GatewayTest.Start(uses: 100);
        var (_, _, secret) = await test.Key();
        using var agreement = new Agreement(test.App.Anyone, test.Agreement, secret);

        (await agreement.Verify(Item(3, "姓名3"))).Outcome.ShouldBe(Outcome.Matched);
        (await agreement.VerifyAll([Item(3, "别人"), Item(99_999, "姓名")])).Answers.Select(a => a.Outcome)
            .ShouldBe([Outcome.Differs, Outcome.Unknown]);
        var page = await agreement.Page(["district", "price"], [Condition.Is("trade", "业3"), Condition.AtLeast("price", 1_500_000)],
            take: 10);
        page.Columns.Select(c => c.Name).ShouldBe(["district", "price"]);
        page.Rows.ShouldAllBe(r => r[1].GetInt64() >= 1_500_000);
        var rows = 0;
        await foreach (var row in agreement.Rows(["district"], take: 1000)) rows += row.Count;
        rows.ShouldBe(GatewayTest.People);
        using var file = new MemoryStream();
        var delivery = await agreement.Fetch(FileKind.Csv, file);
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file.ToArray())).ShouldBe(delivery.FileSha256);
    }

    [Fact]
    public async Task Two_agreements_share_a_client_and_each_goes_with_its_own_key()
    {
        await using var test = await GatewayTest.Start(withIndex: false);
        using var agreement = new Agreement(test.App.Anyone, test.Agreement, (await test.Key()).Secret);
        using var other = new Agreement(test.App.Anyone, Guid.AllBitsSet, "yl_nobody");
        (await agreement.Page(["district"], take: 1)).Rows.Count.ShouldBe(1);
        await Should.ThrowAsync<RefusedException>(other.Page(["district"], take: 1));
        test.App.Anyone.DefaultRequestHeaders.Authorization.ShouldBeNull();
    }

    [Fact]
    public async Task A_refusal_comes_with_its_code_and_clause()
    {
        await using var test = await GatewayTest.Start(withIndex: false);
        using var agreement = new Agreement(test.App.Anyone, test.Agreement, (await test.Key()).Secret);
        var refused = await Should.ThrowAsync<RefusedException>(agreement.Page(["id_no"]));
        (refused.Status, refused.Code, refused.Clause).ShouldBe((403, "space.column", "4"));
    }

    [Fact]
    public async Task The_description_names_the_open_doors_and_agreed_columns_and_nothing_else()
    {
        await using var test = await GatewayTest.Start(controls: GatewayTest.Open with { Modes = [UseMode.Verification, UseMode.Api] },
            withIndex: false);
        var page = JsonNode.Parse(await test.Developer.GetStringAsync($"/api/space/agreements/{test.Agreement}/openapi.json"))!;
        page["openapi"].ShouldBeText("3.1.0");
        page["paths"]!.AsObject().Select(p => p.Key.Split('/').Last()).ShouldBe(["verifications", "rows"]);
        var rows = page["paths"]!["/api/space/agreements/{id}/rows"]!["get"]!["parameters"]!.AsArray();
        rows[1]!["schema"]!["items"]!["enum"]!.AsArray().Select(n => (string)n!).ShouldBe(["district", "trade", "price", "area", "sold"]);
        page.ToJsonString().ShouldContain("area: eq ne in");
    }

    [Fact]
    public async Task The_description_tells_of_keys_that_make_a_write_happen_once_of_waiting_and_of_what_a_use_says_of_itself()
    {
        await using var test = await GatewayTest.Start(
            controls: GatewayTest.Open with { Modes = [UseMode.Verification, UseMode.Api, UseMode.File] }, withIndex: false);
        var page = JsonNode.Parse(await test.Developer.GetStringAsync($"/api/space/agreements/{test.Agreement}/openapi.json"))!;
        JsonNode Act(string door, string verb) => page["paths"]![$"/api/space/agreements/{{id}}/{door}"]![verb]!;
        IEnumerable<string?> Asked(JsonNode act) => act["parameters"]!.AsArray().Select(p => (string?)p!["name"]);
        Asked(Act("verifications", "post")).ShouldBe(["id", "Idempotency-Key"]);
        Asked(Act("files", "post")).ShouldBe(["id", "Idempotency-Key", "Prefer"]);
        Act("files", "post")["responses"]!["202"]!["headers"]!["Preference-Applied"].ShouldNotBeNull();
        Act("rows", "get")["responses"]!["200"]!["headers"]!.AsObject().Select(h => h.Key)
            .ShouldBe(["Yuanliu-Use", "Yuanliu-Use-Number", "Yuanliu-Uses-Left", "Yuanliu-Price-Fen", "Yuanliu-Repeat"]);

        var read = await test.Developer.GetAsync($"/api/space/agreements/{test.Agreement}/rows?take=1");
        read.Headers.Select(h => h.Key).Where(h => h.StartsWith("Yuanliu-", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .ShouldBe(["Yuanliu-Price-Fen", "Yuanliu-Repeat", "Yuanliu-Use", "Yuanliu-Use-Number", "Yuanliu-Uses-Left"]);
    }
}
