using System.IO.Compression;
using Shouldly;
using Xunit;

namespace Yuanliu.Tests.Browser;

[Collection(nameof(City))]
public sealed class PagesTests(City city)
{
    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Every_public_page_is_sound_for_everyone(int width)
    {
        await using var visitor = await city.Visit(width);
        foreach (var path in new[] { "/", "/publicity", "/market", "/verify", "/log", "/law", "/law/cn-beijing-social", "/sign-in",
            "/v/none" })
        {
            await visitor.Open(path);
            await visitor.ShouldBeSound($"{path} at {width}");
        }
    }

    [Theory]
    [InlineData("steward", 1280, new[] { "/console", "/console/catalog", "/console/catalog/new", "/console/filings",
        "/console/registrations", "/console/products", "/console/jobs" })]
    [InlineData("steward", 390, new[] { "/console", "/console/catalog", "/console/filings", "/console/products" })]
    [InlineData("registrar", 1280, new[] { "/console", "/console/filings" })]
    [InlineData("analyst", 1280, new[] { "/console", "/console/agreements", "/console/space" })]
    [InlineData("analyst", 390, new[] { "/console", "/console/agreements", "/console/space" })]
    [InlineData("buyer-finance", 1280, new[] { "/console/bills", "/console/accounts" })]
    [InlineData("buyer-finance", 390, new[] { "/console/bills", "/console/accounts" })]
    [InlineData("admin", 1280, new[] { "/console/parties", "/console/tokens" })]
    public async Task Every_console_page_of_a_role_is_sound(string login, int width, string[] paths)
    {
        await using var visitor = await city.Visit(width);
        await visitor.SignIn(login, "/console");
        foreach (var path in paths)
        {
            await visitor.Open(path);
            await visitor.ShouldBeSound($"{path} for {login} at {width}");
        }
    }

    [Fact]
    public async Task A_public_page_loads_at_most_300_KB_of_script_packed_and_nothing_from_elsewhere()
    {
        await using var visitor = await city.Visit();
        long packed = 0;
        var strangers = new List<string>();
        visitor.Page.Response += (_, response) =>
        {
            if (!response.Url.StartsWith(city.Url.ToString(), StringComparison.Ordinal)
                && !response.Url.StartsWith("data:", StringComparison.Ordinal)) strangers.Add(response.Url);
        };
        var scripts = new List<string>();
        visitor.Page.Request += (_, request) => { if (request.ResourceType == "script") scripts.Add(request.Url); };
        await visitor.Open("/");

        using var http = new HttpClient();
        foreach (var script in scripts.Distinct()) packed += Packed(await http.GetByteArrayAsync(script));
        scripts.ShouldNotBeEmpty();
        packed.ShouldBeLessThanOrEqualTo(300 * 1024);
        strangers.ShouldBeEmpty();
    }

    static long Packed(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(bytes);
        return target.Length;
    }
}
