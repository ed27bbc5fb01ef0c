using System.IO.Compression;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Yuanliu.Tests.Browser;

[Collection(nameof(City))]
public sealed class PagesTests(City city)
{
    public static TheoryData<int> Widths => [1280, 390];

    public static TheoryData<string, int> Roles
    {
        get
        {
            var all = new TheoryData<string, int>();
            foreach (var login in Places.Console.Keys)
                foreach (var width in (int[])[1280, 390]) all.Add(login, width);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task Every_public_page_is_sound_for_everyone(int width)
    {
        await using var visitor = await city.Visit(width);
        foreach (var place in Places.Public) await Look(visitor, place, width);
        await visitor.Open("/v/none");
        await visitor.ShouldBeSound($"a certificate that is not there at {width}", refused: true);
        await visitor.Open("/nowhere");
        await visitor.ShouldBeSound($"a page that is not there at {width}");
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task Every_console_page_of_a_role_is_sound(string login, int width)
    {
        await using var visitor = await city.Visit(width);
        await visitor.SignIn(login, "/console");
        foreach (var place in Places.Console[login]) await Look(visitor, place, width);
    }

    static async Task Look(Visitor visitor, string place, int width)
    {
        await visitor.Open(await Places.Find(visitor, place));
        await visitor.ShouldBeSound($"{place} at {width}");
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
