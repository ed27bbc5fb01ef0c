using System.Globalization;
using System.Text;
using System.Text.Json;
using Yuanliu.Compute.Identifiers;
using Yuanliu.Compute.Json;
using Yuanliu.Contracts;
using Yuanliu.Host.Demo;

namespace Yuanliu.Tests.Browser;

/// <summary>同室 — two agreements of one buyer whose tables may be joined, and a list that the buyer holds itself.</summary>
internal sealed class Together
{
    public const string Credit = "联合分析·信用", Power = "联合分析·用电", List = "青禾客户名单";
    const int Listed = 400;
    static readonly SemaphoreSlim once = new(1);
    static Together? made;

    public required string Agreement { get; init; }
    public required string Other { get; init; }

    public static async Task<Together> In(City city)
    {
        await once.WaitAsync();
        try { return made ??= await Make(city.Url); }
        finally { once.Release(); }
    }

    static async Task<Together> Make(Uri server)
    {
        using var cast = new Cast(server);
        var steward = await cast.Is("utility", default);
        var credit = await Resource(steward, "企业用电信用（2025）");
        var power = await Resource(steward, "企业月度用电量（2025）");
        using var analyst = await Buyer(cast, server);
        await Own(analyst);
        return new()
        {
            Agreement = await Agreed(cast, analyst, Credit, credit, ["行政区", "行业"], "年用电量"),
            Other = await Agreed(cast, analyst, Power, power, ["月份"], "用电量"),
        };
    }

    static async Task<string> Resource(DemoClient steward, string title)
        => (string)(await steward.Get($"api/catalog/resources?q={Uri.EscapeDataString(title)}", default))["items"]![0]!["id"]!;

    static async Task<string> Agreed(
        Cast cast, DemoClient analyst, string name, string resourceId, string[] by, string of)
    {
        var (steward, exchange) = (await cast.Is("utility", default), await cast.Is("exchange", default));
        object[] columns =
        [
            .. by.Select(b => (object)new { name = b, use = "Dimension" }),
            new { name = of, use = "Measure", control = new { low = 0, high = 2_000_000 } },
            new { name = "统一社会信用代码", use = "Identity", control = new { joinable = true } },
        ];
        var controls = JsonSerializer.SerializeToNode(
            new UseControls { Modes = [UseMode.Aggregate, UseMode.ListOverlap], ProbesPerDayMax = 5_000 }, CanonicalJson.Options);
        var product = await steward.Post(
            "api/products", new { resourceId, name, description = name, minGroup = 20, columns, controls }, default);
        await exchange.Post($"api/products/{product["id"]}/check", null, default);
        var listing = await steward.Post("api/trading/listings", new
        {
            productId = (string)product["id"]!, pricePerUseFen = 30_00, maxUses = 1000, termDaysMax = 365,
            purposes = new[] { "信贷风险评估" },
        }, default);
        var today = DateOnly.Parse((string)(await analyst.Get("api/clock", default))["legalDay"]!, CultureInfo.InvariantCulture);
        var agreement = await analyst.Post("api/trading/agreements", new
        {
            listingId = (string)listing["id"]!, purpose = "信贷风险评估", uses = 50,
            until = today.AddDays(60).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        }, default);
        var path = $"api/trading/agreements/{agreement["id"]}";
        await steward.Post($"{path}/accept", null, default);
        await analyst.Post($"{path}/sign", null, default);
        await steward.Post($"{path}/sign", null, default);
        return (string)agreement["id"]!;
    }

    public const string Login = "bank-analyst";

    /// <summary>Somebody of a receiver that asks nothing else of this data: what one is told bears on what it is told next.</summary>
    static async Task<DemoClient> Buyer(Cast cast, Uri server)
    {
        var admin = await cast.Is("admin", default);
        var buyer = await admin.Get($"api/parties/organizations?q={Uri.EscapeDataString(DemoPeople.Bank)}", default);
        await admin.Post("api/parties/people", new
        {
            login = Login, name = "孟禾", password = DemoPeople.Password, organizationId = (string)buyer["items"]![0]!["id"]!,
            roles = new[] { "Analyst", "Steward" },
        }, default);
        return await DemoClient.SignIn(server, Login, DemoPeople.Password, "孟禾", default);
    }

    /// <summary>The buyer takes in a list of its customers and confirms it.</summary>
    static async Task Own(DemoClient steward)
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Path.GetRandomFileName()}.csv");
        var csv = new StringBuilder("统一社会信用代码,客户等级\n");
        for (var i = 0; i < Listed; i++)
        {
            var body = string.Create(CultureInfo.InvariantCulture, $"91110105MA{i:D7}");
            csv.Append(CultureInfo.InvariantCulture, $"{body}{UnifiedCreditCode.CheckCharacter(body)},{"甲乙丙"[i % 3]}\n");
        }
        await File.WriteAllTextAsync(file, csv.ToString());
        var upload = await steward.Upload($"api/catalog/uploads?name={Uri.EscapeDataString("客户名单.csv")}", file, default);
        File.Delete(file);
        var about = new { title = List, description = "存量客户的统一社会信用代码与等级。" };
        var made = await steward.Post("api/catalog/resources",
            new { about.title, about.description, uploadIds = new[] { (string)upload["id"]! } }, default);
        await steward.JobEnd((string)made["jobId"]!, (_, _) => { }, default);
        var resource = await steward.Get($"api/catalog/resources/{made["id"]}", default);
        await steward.Post($"api/catalog/resources/{made["id"]}/confirm", new
        {
            about.title, about.description, classification = "业务数据",
            fields = resource["fields"]!.AsArray().Select(f => new
            {
                name = (string)f!["name"]!, title = (string)f["title"]!, @class = (string)f["class"]!, level = (int)f["level"]!,
            }),
        }, default);
    }
}
