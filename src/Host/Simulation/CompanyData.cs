using System.Text;
using System.Text.Json.Nodes;

namespace Yuanliu.Host.Simulation;

/// <summary>模拟数据 — brings small tables of a company into its domain, and confirms them, as a steward does.</summary>
internal sealed class CompanyData(Chance chance)
{
    public const int Rows = 40;
    int made;

    public async Task<Guid> Make(Company company, CancellationToken ct)
    {
        var (by, title) = (company.Steward, $"场站运行数据 {++made}");
        var text = new StringBuilder("场站,行政区,充电量\n");
        for (var i = 0; i < Rows; i++) text.Append(FormattableString.Invariant($"站{i % 7},朝阳区,{chance.Below(100_000)}\n"));
        var upload = await by.Must(by.Upload($"api/catalog/uploads?name=t{made}.csv", Encoding.UTF8.GetBytes(text.ToString()), ct));
        var added = await by.Must(by.Post("api/catalog/resources", new JsonObject
        {
            ["title"] = title, ["description"] = "按场站", ["uploadIds"] = new JsonArray((string)upload["id"]!),
        }, ct));
        await Profiled(by, (string)added["jobId"]!, ct);
        var path = $"api/catalog/resources/{added["id"]}";
        var fields = (await by.Must(by.Get(path, ct)))["fields"]!.AsArray().Select(f => (JsonNode)new JsonObject
        {
            ["name"] = (string)f!["name"]!, ["title"] = (string)f["title"]!, ["class"] = (string)f["class"]!, ["level"] = (int)f["level"]!,
        });
        await by.Must(by.Post($"{path}/confirm", new JsonObject
        {
            ["title"] = title, ["description"] = "按场站", ["classification"] = "交通·充电", ["fields"] = new JsonArray([.. fields]),
        }, ct));
        return Troupe.Id(added, "id");
    }

    /// <summary>The profile is real work of another thread: this asks again until it is there.</summary>
    static async Task Profiled(Person by, string job, CancellationToken ct)
    {
        while ((string)(await by.Must(by.Get($"api/jobs/{job}", ct)))["state"]! is var state)
        {
            if (state is "Done") return;
            if (state is not ("Waiting" or "Running")) throw new SimulationBroke($"A profile ended as {state}");
            await Task.Delay(TimeSpan.FromMilliseconds(2), ct);
        }
    }
}
