using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using Yuanliu.Registration.Certificates;

namespace Yuanliu.Tests.Registration;

/// <summary>批量核验 — a list as people keep it, answered line by line; what is no list is refused before anything is looked up.</summary>
public sealed class VerifyManyTests
{
    static Task<HttpResponseMessage> Ask(RegistryApp app, byte[] list, string? format = null, string? address = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post,
            "/api/public/certificates/verify-many" + (format is null ? "" : $"?format={format}")) { Content = new ByteArrayContent(list) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        if (address is not null) request.Headers.Add(AddressFromHeader.Header, address);
        return app.App.Anyone.SendAsync(request);
    }

    static Task<HttpResponseMessage> Ask(RegistryApp app, string list, string? format = null)
        => Ask(app, Encoding.UTF8.GetBytes(list), format);

    [Fact]
    public async Task Every_line_of_the_list_is_answered_in_its_order_known_or_not()
    {
        await using var app = await RegistryApp.Start();
        var (stands, revoked) = (await app.Register("充电桩运行数据"), await app.Register("另一资源"));
        await app.OfItsOwnAccord("Revocation", revoked);

        var list = $"\uFEFF证书编号,单位\n\"{revoked}\",甲公司\r\n\r\n{stands};x\n  {stands}\t备注\nBJSD-ZS-1999-000001\n";
        var reply = await TestApp.Body(await Ask(app, list));
        ((int)reply["asked"]!, (int)reply["valid"]!, (int)reply["unknown"]!).ShouldBe((4, 2, 1));
        reply["items"]!.AsArray().Select(i => ((string?)i!["number"], (string?)i["status"], (string?)i["resourceTitle"])).ShouldBe(
        [
            (revoked, "Revoked", "另一资源"), (stands, "Valid", "充电桩运行数据"), (stands, "Valid", "充电桩运行数据"),
            ("BJSD-ZS-1999-000001", null, null),
        ]);
        reply["items"]![0]!["holderName"].ShouldBeText(RegistryApp.Company);
    }

    [Fact]
    public async Task The_answer_is_to_be_had_as_a_file_in_which_no_cell_is_a_formula()
    {
        await using var app = await RegistryApp.Start();
        var number = await app.Register("=HYPERLINK(1)");
        var reply = await Ask(app, $"{number}\n没有的编号\n", "csv");
        (reply.Content.Headers.ContentType!.MediaType, reply.Content.Headers.ContentDisposition!.FileName)
            .ShouldBe(("text/csv", "certificates.csv"));
        var lines = (await reply.Content.ReadAsStringAsync()).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines[0].ShouldBe("证书编号,状态,证书,持有人,数据,发证日期,有效期至");
        lines[1].ShouldStartWith($"{number},有效,数据资产登记证书,{RegistryApp.Company},");
        lines[1].ShouldNotContain(",=HYPERLINK");
        lines[2].ShouldBe("没有的编号,无此证书,,,,,");
    }

    [Fact]
    public async Task Too_many_numbers_too_many_bytes_nothing_and_what_is_no_text_are_refused()
    {
        await using var app = await RegistryApp.Start();
        var numbers = string.Join('\n', Enumerable.Range(0, VerifyMany.NumbersMax).Select(n => $"N-{n}"));
        ((int)(await TestApp.Body(await Ask(app, numbers)))["unknown"]!).ShouldBe(VerifyMany.NumbersMax);
        await Ask(app, numbers + "\nN-x").ShouldBeRefused(400, "registration.number-list");
        await Ask(app, new string('9', (1 << 20) + 1)).ShouldBeRefused(400, "registration.number-list");
        await Ask(app, " \r\n,\n").ShouldBeRefused(400, "registration.number-list");
        await Ask(app, "").ShouldBeRefused(400, "registration.number-list");
        await Ask(app, [0x50, 0x4B, 0x03, 0x04, 0x00, 0x00, 0x31, 0x0A]).ShouldBeRefused(400, "registration.number-list");
    }

    [Fact]
    public async Task One_address_asks_thirty_times_in_ten_minutes_and_keeps_no_other_from_asking()
    {
        await using var app = await RegistryApp.Start();
        var list = Encoding.UTF8.GetBytes("N-1");
        for (var i = 0; i < 30; i++) await TestApp.Done(await Ask(app, list, address: "192.0.2.1"));
        var refused = await Ask(app, list, address: "192.0.2.1");
        (await JsonNode.ParseAsync(await refused.Content.ReadAsStreamAsync()))!["code"].ShouldBeText("request.too-many");
        refused.Headers.RetryAfter.ShouldNotBeNull();
        await TestApp.Done(await Ask(app, list, address: "192.0.2.2"));
    }
}
