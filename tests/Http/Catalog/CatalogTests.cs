using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Identifiers;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Catalog;

public sealed class CatalogTests
{
    [Fact]
    public async Task A_file_is_profiled_where_it_lies_and_its_columns_are_named_classed_and_graded()
    {
        await using var app = await TestApp.Start();
        var steward = await app.SignIn("环境监测站", Role.Steward);
        var resource = await Profiled(steward, Contacts(40));

        ((string?)resource["stage"]).ShouldBe("Proposed", resource["refusal"]?.ToJsonString());
        resource["rows"]!.GetValue<long>().ShouldBe(40);
        var fields = resource["fields"]!.AsArray().ToDictionary(f => (string)f!["name"]!, f => f!);
        fields["联系电话"]["personal"].ShouldBeText("MobileNumber");
        fields["联系电话"]["level"]!.GetValue<int>().ShouldBe(3);
        fields["用电量"]["level"]!.GetValue<int>().ShouldBe(1);
        fields["行政区"]["title"].ShouldBeText("行政区");
        resource["openSteps"]!.AsArray().Select(s => (string)s!["step"]!).ShouldBe(["Confirm"]);

        var profile = await TestApp.Body(await steward.GetAsync($"/api/catalog/resources/{resource["id"]}/profile"));
        profile.ToJsonString().ShouldNotContain("1390000");                 // no contact's number leaves the domain
        profile["columns"]!.AsArray().Count.ShouldBe(5);
        var found = profile["columns"]!.AsArray().Single(c => (string)c!["name"]! == "联系电话")!["detected"]![0]!;
        found["grounds"]!.AsArray().Select(g => (string)g!).ShouldBe(["Form", "Table", "Name", "Variety"]);
        fields["联系电话"]["why"]!["zh"]!.ToString().ShouldContain("列名相符");
    }

    [Fact]
    public async Task The_steward_confirms_and_the_fact_says_what_was_confirmed()
    {
        await using var app = await TestApp.Start();
        var steward = await app.SignIn("环境监测站", Role.Steward);
        var resource = await Profiled(steward, Contacts(40));

        await TestApp.Done(await Confirm(steward, resource, _ => { }));
        (await Get(steward, resource))["stage"].ShouldBeText("Confirmed");
        (await app.FactKinds()).ShouldContain("catalog.resource-confirmed/1");
        await Confirm(steward, resource, _ => { }).ShouldBeRefused(409, "catalog.step-not-open");
    }

    [Fact]
    public async Task A_personal_column_cannot_be_graded_below_its_floor_and_a_lower_level_needs_a_reason()
    {
        await using var app = await TestApp.Start();
        var steward = await app.SignIn("环境监测站", Role.Steward);
        var resource = await Profiled(steward, "姓名,区县\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"张{i},东城区\n")));
        await Confirm(steward, resource, f => f[0]!["level"] = 1).ShouldBeRefused(403, "catalog.personal-level");
        await Confirm(steward, resource, f => f[0]!["level"] = 2).ShouldBeRefused(400, "catalog.reason-needed");
        await Confirm(steward, resource, f => f.RemoveAt(1)).ShouldBeRefused(400, "catalog.fields-differ");
        await Confirm(steward, resource, f => f[1]!["level"] = 9).ShouldBeRefused(400, "catalog.level-unknown");
        await TestApp.Done(await Confirm(steward, resource, f => f[0]!["level"] = 2, reason: "仅含姓氏缩写"));
    }

    public static TheoryData<string, byte[]> BadFiles => new()
    {
        { "catalog.file-empty", [] },
        { "catalog.file-binary", [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0] },
        { "catalog.file-binary", new byte[1 << 20] },
        { "catalog.ragged-row", Encoding.UTF8.GetBytes("a,b\n1,2\n3,4,5\n") },
        { "catalog.too-many-columns", Encoding.UTF8.GetBytes(string.Join(',', Enumerable.Range(0, 5000).Select(i => "c" + i)) + "\n") },
        { "catalog.archive-refused", "PK\u0003\u0004"u8.ToArray() },
        { "catalog.archive-bomb", Bomb() },
        { "catalog.nested-values", Encoding.UTF8.GetBytes("""[{"a":{"b":1}}]""") },
        { "catalog.mixed-types", Encoding.UTF8.GetBytes("{\"a\":1}\n{\"a\":\"x\"}\n") },
    };

    [Theory, MemberData(nameof(BadFiles))]
    public async Task A_file_that_is_no_table_is_refused_with_its_reason_and_can_be_looked_at(string code, byte[] content)
    {
        await using var app = await TestApp.Start();
        var steward = await app.SignIn("环境监测站", Role.Steward);
        var resource = await Profiled(steward, content);
        resource["stage"].ShouldBeText("ProfileFailed");
        resource["refusal"]!["code"].ShouldBeText(code);
        resource["refusal"]!["zh"]!.GetValue<string>().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_JSON_file_is_a_table_like_any_other()
    {
        await using var app = await TestApp.Start();
        var steward = await app.SignIn("环境监测站", Role.Steward);
        var rows = Enumerable.Range(0, 40).Select(i => $$"""{"联系电话":"1390000{{i:D4}}","用电量":{{1000 + i}}}""");
        foreach (var text in (string[])[$"[{string.Join(',', rows)}]", string.Join('\n', rows)])
        {
            var resource = await Profiled(steward, text);
            ((string?)resource["stage"]).ShouldBe("Proposed", resource["refusal"]?.ToJsonString());
            resource["rows"]!.GetValue<long>().ShouldBe(40);
            resource["fields"]!.AsArray().Select(f => $"{f!["name"]} {f["type"]} {f["personal"]}")
                .ShouldBe(["联系电话 VARCHAR MobileNumber", "用电量 BIGINT "]);
            await TestApp.Done(await Confirm(steward, resource, _ => { }));
        }
    }

    [Fact]
    public async Task A_file_in_GB18030_is_read_as_what_it_is()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        await using var app = await TestApp.Start();
        var steward = await app.SignIn("环境监测站", Role.Steward);
        var resource = await Profiled(steward, Encoding.GetEncoding("GB18030").GetBytes(Contacts(30)));
        resource["fields"]!.AsArray().Select(f => (string)f!["name"]!).ShouldContain("行政区");
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("..")]
    [InlineData("C:\\a.csv")]
    [InlineData("a\u0000.csv")]
    public async Task A_name_that_is_a_path_is_refused(string name)
    {
        await using var app = await TestApp.Start();
        var steward = await app.SignIn("环境监测站", Role.Steward);
        await steward.PostAsync($"/api/catalog/uploads?name={Uri.EscapeDataString(name)}", new StringContent("a\n1\n"))
            .ShouldBeRefused(400, "catalog.file-name");
    }

    [Fact]
    public async Task Nobody_else_sees_a_holders_resource_or_takes_its_files()
    {
        await using var app = await TestApp.Start();
        var (steward, other, analyst) =
            (await app.SignIn("环境监测站", Role.Steward), await app.SignIn("乙公司", Role.Steward), await app.SignIn("环境监测站", Role.Analyst));
        var resource = await Profiled(steward, Contacts(30));

        await other.GetAsync($"/api/catalog/resources/{resource["id"]}").ShouldBeRefused(404, "catalog.no-such-resource");
        await other.GetAsync($"/api/catalog/resources/{resource["id"]}/profile").ShouldBeRefused(404, "catalog.no-profile");
        await Confirm(other, resource, _ => { }).ShouldBeRefused(404, "catalog.no-such-resource");
        await Confirm(analyst, resource, _ => { }).ShouldBeRefused(403, "session.role");
        (await TestApp.Body(await other.GetAsync("/api/catalog/resources")))["items"]!.AsArray().Count.ShouldBe(0);

        var upload = await Upload(steward, Encoding.UTF8.GetBytes("a\n1\n"));
        await other.PostAsJsonAsync("/api/catalog/resources", new { title = "窃取", description = "", uploadIds = new[] { upload } })
            .ShouldBeRefused(404, "catalog.no-such-upload");
        (await app.Anyone.GetFromJsonAsync<JsonObject>("/api/public/resources"))!["items"]!.AsArray().Count.ShouldBe(0);
    }

    [Fact]
    public async Task The_slower_of_two_who_confirm_is_told()
    {
        var pause = new PauseBeforeFirstUpdate();
        await using var app = await TestApp.Start(configure: s => s.ConfigureDbContext<AppDb>(o => o.AddInterceptors(pause)));
        var steward = await app.SignIn("环境监测站", Role.Steward);
        var resource = await Profiled(steward, Contacts(30));
        pause.Then = async () => await TestApp.Done(await Confirm(steward, resource, _ => { }));
        await Confirm(steward, resource, _ => { }).ShouldBeRefused(409, "changed-meanwhile");
        (await app.FactKinds()).Count(k => k == "catalog.resource-confirmed/1").ShouldBe(1);
    }

    static string Contacts(int rows)
    {
        var text = new StringBuilder("统一社会信用代码,联系电话,行政区,月份,用电量\n");
        for (var i = 0; i < rows; i++)
            text.Append($"{TestCodes.Of(i)},1390000{i:D4},{(i % 2 == 0 ? "东城区" : "西城区")},2025-{i % 12 + 1:D2},{1000 + i}\n");
        return text.ToString();
    }

    static byte[] Bomb()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var line = Encoding.ASCII.GetBytes(new string('1', 65_535) + "\n");
            for (var i = 0; i < 2_000; i++) gzip.Write(line);
        }
        return packed.ToArray();
    }

    static Task<JsonObject> Profiled(HttpClient steward, string csv) => Profiled(steward, Encoding.UTF8.GetBytes(csv));

    internal static async Task<JsonObject> Profiled(HttpClient steward, byte[] content)
    {
        var made = await TestApp.Body(await steward.PostAsJsonAsync(
            "/api/catalog/resources", new { title = "监测数据", description = "说明", uploadIds = new[] { await Upload(steward, content) } }));
        await TestApp.JobEnd(steward, made["jobId"]!.GetValue<Guid>());
        return await Get(steward, made);
    }

    static async Task<string> Upload(HttpClient steward, byte[] content)
        => (string)(await TestApp.Body(
            await steward.PostAsync("/api/catalog/uploads?name=%E6%95%B0%E6%8D%AE.csv", new ByteArrayContent(content))))["id"]!;

    static async Task<JsonObject> Get(HttpClient client, JsonObject resource)
        => await TestApp.Body(await client.GetAsync($"/api/catalog/resources/{resource["id"]}"));

    static Task<HttpResponseMessage> Confirm(HttpClient steward, JsonObject resource, Action<JsonArray> change, string? reason = null)
    {
        var fields = new JsonArray([.. resource["fields"]!.AsArray().Select(f => (JsonNode)new JsonObject
        {
            ["name"] = f!["name"]!.DeepClone(), ["title"] = f["title"]!.DeepClone(), ["class"] = f["class"]!.DeepClone(),
            ["level"] = f["level"]!.DeepClone(),
        })]);
        change(fields);
        return steward.PostAsJsonAsync($"/api/catalog/resources/{resource["id"]}/confirm",
            new { title = "监测数据", description = "说明", classification = "生态环境", fields, reason });
    }
}
