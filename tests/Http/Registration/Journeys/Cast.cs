using System.Net.Http.Json;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Registration;

/// <summary>Everybody whom the procedures know, each a person of their own; after days have passed they sign in again.</summary>
internal sealed class Cast(TestApp app)
{
    public const string Holder = "甲数据公司", Other = "乙数据公司", Stranger = "丙数据公司", Body = "某数据服务机构";
    public const string Experts = "专家委员会";

    readonly Dictionary<(string, int), (HttpClient Client, DateTime Until)> signedIn = [];
    readonly Dictionary<string, Guid> ids = [];

    public async Task<HttpClient> As(string organization, Role role, int which = 0)
    {
        var key = (organization + role, which);
        if (signedIn.TryGetValue(key, out var known) && app.Clock.Now < known.Until) return known.Client;
        var client = await app.SignIn(organization, role);
        signedIn[key] = (client, app.Clock.Now.AddHours(11));
        return client;
    }

    public Task<HttpClient> Registrar(int which = 0) => As(TestApp.PlatformName, Role.Registrar, which);

    public Task<HttpClient> Steward(string organization) => As(organization, Role.Steward);

    public async Task<Guid> IdOf(string organization)
        => ids.TryGetValue(organization, out var id) ? id : ids[organization] = await RegistryApp.OrganizationOf(
            await As(organization, organization == Body ? Role.Reviewer : Role.Steward));

    public async Task<string> NameOf(Guid id)
    {
        foreach (var name in new[] { Holder, Other, Stranger })
            if (await IdOf(name) == id) return name;
        throw new ArgumentOutOfRangeException(nameof(id));
    }

    /// <summary>All who may have the next step in a filing of this applicant.</summary>
    public async IAsyncEnumerable<HttpClient> All(string applicant)
    {
        yield return await Registrar();
        yield return await Registrar(1);
        yield return await Steward(applicant);
        yield return await As(Body, Role.Reviewer);
        yield return await As(Experts, Role.CommitteeMember);
        foreach (var role in new[] { Role.Business, Role.Finance, Role.Executive }) yield return await As(applicant, role);
    }
}
