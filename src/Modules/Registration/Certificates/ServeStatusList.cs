using System.Text.Json.Nodes;
using Yuanliu.Compute.Credentials;

namespace Yuanliu.Registration.Certificates;

/// <summary>状态列表 — which certificates are revoked or suspended now, signed, for anyone who checks one offline.</summary>
internal static class ServeStatusList
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/status/{purpose}", Handle).OpenToAnyone().WithName(nameof(ServeStatusList)).WithSummary("证书状态列表");
        routes.MapGet("/contexts/registration/v1", Context).OpenToAnyone().WithName("RegistrationContext").WithSummary("凭证词汇");
    }

    static async Task<IResult> Handle(
        string purpose, HttpContext context, AppDb db, CertificateCredential credentials, NodeKeys keys, IClock clock, CancellationToken ct)
    {
        if (StatusNames.Find(purpose) is not { } wanted) return Refusals.BadPurpose.Problem(context);
        var meaning = StatusNames.Meaning(wanted);
        var set = await db.Set<Certificate>().Where(c => meaning.Contains(c.Status)).Select(c => c.StatusIndex).ToListAsync(ct);
        var last = await db.Set<Certificate>().MaxAsync(c => (int?)c.StatusIndex, ct) ?? 0;

        var list = new StatusList(Length(last));
        foreach (var index in set) list[index] = true;
        var now = clock.Now;
        var credential = StatusListCredential.Create(credentials.ListUrl(wanted), credentials.Issuer, wanted, list, now)
            .Sign(keys.Registry, now);
        context.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Bytes(credential, "application/vc");
    }

    /// <summary>Long enough for every certificate, and never so short that asking for it tells which one is meant.</summary>
    static int Length(int lastIndex)
    {
        var length = StatusList.LengthMin;
        while (length <= lastIndex) length *= 2;
        return length;
    }

    /// <summary>The JSON-LD context of the certificates: every term that the base context leaves open is one of ours.</summary>
    static FileContentHttpResult Context() => TypedResults.Bytes(
        System.Text.Encoding.UTF8.GetBytes(new JsonObject
        {
            ["@context"] = new JsonObject { ["@version"] = 1.1, ["@vocab"] = "urn:yuanliu:vocabulary:registration#" },
        }.ToJsonString()), "application/ld+json");
}
