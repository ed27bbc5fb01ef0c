using System.Text.Json.Nodes;

namespace Yuanliu.Host.Demo;

/// <summary>登台 — the demo's organizations and people, made once; each signs in when first needed.</summary>
internal sealed class Cast(Uri server) : IDisposable
{
    readonly Dictionary<string, DemoClient> signedIn = [];

    public DemoClient Anyone { get; } = DemoClient.Anyone(server);

    public async Task<DemoClient> Is(string login, CancellationToken ct)
    {
        if (!signedIn.TryGetValue(login, out var client))
            signedIn[login] = client =
                await DemoClient.SignIn(server, login, DemoPeople.Password, DemoPeople.People.Single(p => p.Login == login).Name, ct);
        return client;
    }

    /// <summary>Makes whoever is not there yet; the platform and its administrator must exist.</summary>
    public async Task Gather(CancellationToken ct)
    {
        var admin = await Is("admin", ct);
        foreach (var organization in DemoPeople.Organizations)
            if (await Find(admin, organization.Name, ct) is null)
                await admin.Post("api/parties/organizations", new { organization.Name, organization.Code, organization.Kind }, ct);

        foreach (var person in DemoPeople.People)
            if (!await CanSignIn(person.Login, ct)) await Engage(admin, person, ct);
    }

    async Task<bool> CanSignIn(string login, CancellationToken ct)
    {
        try
        {
            await Is(login, ct);
            return true;
        }
        catch (StoryBroke)
        {
            return false;
        }
    }

    static async Task Engage(DemoClient admin, DemoPerson person, CancellationToken ct)
    {
        var organizationId = await Find(admin, person.Organization, ct);
        await admin.Post("api/parties/people", new
        {
            person.Login, person.Name, password = DemoPeople.Password, organizationId, Roles = person.Roles.Select(r => r.ToString()),
        }, ct);
    }

    static async Task<string?> Find(DemoClient admin, string organization, CancellationToken ct)
        => (string?)(await admin.Get($"api/parties/organizations?q={Uri.EscapeDataString(organization)}", ct))["items"]!.AsArray()
            .OfType<JsonObject>()
            .FirstOrDefault(o => (string?)o["name"] == organization)?["id"];

    public void Dispose()
    {
        foreach (var client in signedIn.Values) client.Dispose();
        Anyone.Dispose();
    }
}
