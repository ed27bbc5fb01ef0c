using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Yuanliu.Compute.Identifiers;
using Yuanliu.Contracts;
using Yuanliu.Kernel;

namespace Yuanliu.Host.Simulation;

/// <summary>模拟单位 — a company with a person for each of its offices, and one who holds an office at the registry too.</summary>
/// <param name="Double">Files like the steward and could decide like a registrar: what separation is for.</param>
internal sealed record Company(string Name, Person Steward, Person Business, Person Finance, Person Executive, Person Double)
{
    public Guid Id => Steward.OrganizationId;
    public IEnumerable<Person> People => [Steward, Business, Finance, Executive, Double];
}

/// <summary>参与人 — everybody who acts in a simulation.</summary>
internal sealed class Troupe : IDisposable
{
    public const string Registry = "模拟登记机构";
    static readonly string[] Names = ["甲", "乙", "丙"];
    readonly HttpClient http;
    readonly SimulatedClock clock;

    public Troupe(Uri server, SimulatedClock clock)
    {
        http = new(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = server };
        this.clock = clock;
        Public = new(http, clock, null, "");
        Admin = Make("admin", Registry, Role.Administrator);
        Registrars = [Make("registrar-1", Registry, Role.Registrar), Make("registrar-2", Registry, Role.Registrar),
            Make("registrar-3", Registry, Role.Registrar)];
        Members = [.. Enumerable.Range(1, 3).Select(i => Make($"member-{i}", "模拟专家委员会", Role.CommitteeMember))];
        Reviewer = Make("reviewer", "模拟审查机构", Role.Reviewer);
        Companies = [.. Names.Select((name, i) => Of($"{name}数据公司", i + 1))];
        Outsider = Of("丁数据公司", 4);
    }

    public Person Public { get; }
    public Person Admin { get; }
    public IReadOnlyList<Person> Registrars { get; }
    public IReadOnlyList<Person> Members { get; }
    public Person Reviewer { get; }
    public IReadOnlyList<Company> Companies { get; }
    /// <summary>It has no account in the register.</summary>
    public Company Outsider { get; }

    /// <summary>The public, always from one address.</summary>
    public Person Fixed(string address) => new(http, clock, null, "") { Address = address };

    Person Make(string login, string organization, params Role[] roles) => new(http, clock, login, organization, roles);

    Company Of(string name, int i) => new(name, Make($"steward-{i}", name, Role.Steward), Make($"business-{i}", name, Role.Business),
        Make($"finance-{i}", name, Role.Finance), Make($"executive-{i}", name, Role.Executive),
        Make($"double-{i}", name, Role.Steward, Role.Registrar));

    /// <summary>Makes them all, and the accounts and recognitions that filings need.</summary>
    public async Task Gather(IServiceProvider services, string pack, CancellationToken ct)
    {
        await using (var scope = services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<IFirstParties>().Found(Registry, Code(0), "admin", "管理员", Person.Password, ct);
        var everybody = Registrars.Concat(Members).Append(Reviewer).Concat(Companies.Append(Outsider).SelectMany(c => c.People)).ToList();
        var known = new Dictionary<string, Guid> { [Registry] = Id(await Admin.Must(Admin.Get("api/session", ct)), "organizationId") };
        foreach (var person in everybody)
        {
            if (!known.TryGetValue(person.Organization, out var organization))
                known[person.Organization] = organization = Id(await Admin.Must(Admin.Post("api/parties/organizations", new JsonObject
                {
                    ["name"] = person.Organization, ["code"] = Code(known.Count), ["kind"] = "Enterprise",
                }, ct)), "id");
            person.OrganizationId = organization;
            await Admin.Must(Admin.Post("api/parties/people", new JsonObject
            {
                ["login"] = person.Login, ["name"] = person.Login, ["password"] = Person.Password, ["organizationId"] = organization,
                ["roles"] = new JsonArray([.. person.Roles.Select(r => (JsonNode)r.ToString())]),
            }, ct));
        }
        foreach (var company in Companies) await OpenAccount(company.Steward, pack, ct);
        await Registrars[0].Must(Registrars[0].Post("api/registration/service-bodies", new JsonObject
        {
            ["pack"] = pack, ["organizationId"] = Reviewer.OrganizationId,
            ["kinds"] = new JsonArray("Compliance", "Quality", "Security", "Anonymization", "Structuring", "Evidence", "Substance",
                "Transfer"),
        }, ct));
    }

    /// <summary>With the papers that the pack asks for; where the registry reviews them, a registrar does.</summary>
    async Task OpenAccount(Person steward, string pack, CancellationToken ct)
    {
        var packs = (await Public.Must(Public.Get("api/registration/packs", ct)))["items"]!.AsArray();
        var rules = packs.Single(p => (string?)p!["id"] == pack)!;
        var papers = new JsonArray();
        foreach (var paper in rules["opening"]?["materials"]!.AsArray() ?? [])
            if (paper!["known"] is null)
                papers.Add((await steward.Must(steward.Upload($"api/registration/materials?key={paper["key"]}&name=paper.pdf",
                    Encoding.UTF8.GetBytes($"{paper["key"]} {steward.Login}"), ct)))["sha256"]!.DeepClone());
        var account = await steward.Must(steward.Post("api/registration/accounts", new JsonObject
        {
            ["pack"] = pack, ["contact"] = new JsonObject { ["phone"] = "010-12345678" }, ["papers"] = papers,
        }, ct));
        if ((string?)account["status"] != "Applied") return;
        var cases = (await Registrars[0].Must(Registrars[0].Get("api/registration/account-cases?stage=Requested", ct)))["items"]!.AsArray();
        var asked = cases.Single(c => (string?)c!["accountId"] == (string?)account["id"])!["id"];
        foreach (var step in new[] { "pass-review", "enter" })
            await Registrars[0].Must(Registrars[0].Post($"api/registration/account-cases/{asked}/{step}", new JsonObject(), ct));
    }

    public static Guid Id(JsonObject body, string name) => Guid.Parse((string)body[name]!);

    /// <summary>A credit code that passes its check.</summary>
    public static string Code(int number)
    {
        var body = $"91110108MA{number:D7}";
        return body + UnifiedCreditCode.CheckCharacter(body);
    }

    public void Dispose() => http.Dispose();
}
