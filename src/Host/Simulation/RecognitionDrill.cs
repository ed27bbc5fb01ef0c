using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Yuanliu.Compute.Credentials;
using Yuanliu.Compute.Json;
using Yuanliu.Compute.Signing;

namespace Yuanliu.Host.Simulation;

/// <summary>互认演练 — a certificate of another registry is handed in changed, and with a status list that its issuer did not sign; as it
/// was issued it is recognized.</summary>
internal sealed class RecognitionDrill(SimulatedWorld world)
{
    const string Recognized = "api/registration/recognized";
    static readonly string[] Purposes = ["revocation", "suspension"];

    Person Registrar => world.Troupe.Registrars[0];

    /// <param name="on">What both registries certify.</param>
    public async Task Run(Registered on, byte[] own, CancellationToken ct)
    {
        var (issuer, other) = (await Known("邻省数据登记中心", ct), await Known("邻市数据登记中心", ct));
        var (credential, lists, others) = (Issued(issuer, own), new List<byte[]>(), new List<byte[]>());
        foreach (var purpose in Purposes)
        {
            var list = await Registrar.Download($"api/public/status/{purpose}", ct);
            lists.Add(Issued(issuer, list));
            others.Add(Issued(other, list));
        }
        await Refused(OffenceKind.ForeignForged, RegisterDrill.Changed(credential, on.Certificate!), lists, ct);
        await Refused(OffenceKind.AnothersList, credential, [lists[0], others[1]], ct);
        await Refused(OffenceKind.AnothersList, credential, others, ct);
        await Registrar.Must(HandIn(credential, lists, ct));
        await world.Witness.Agree("a recognition", ct);
    }

    /// <summary>Its certificates count here.</summary>
    async Task<Ed25519Key> Known(string name, CancellationToken ct)
    {
        var key = Ed25519Key.FromSeed(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
        await world.Troupe.Admin.Must(world.Troupe.Admin.Post("api/registration/known-nodes", new JsonObject
        {
            ["name"] = name, ["did"] = VerificationMethods.Did(key.PublicKey.Span), ["basis"] = "登记互认协议", ["limits"] = "只作持有证明",
        }, ct));
        return key;
    }

    /// <summary>The same document in the name of another registry, signed by it.</summary>
    byte[] Issued(Ed25519Key by, byte[] document)
    {
        var json = CanonicalJson.Parse(document)!.AsObject();
        json.Remove("proof");
        json["issuer"] = VerificationMethods.Did(by.PublicKey.Span);
        return CanonicalJson.Utf8(DataIntegrity.Sign(json, by, world.Host.Clock.Now));
    }

    async Task Refused(OffenceKind kind, byte[] credential, IReadOnlyList<byte[]> lists, CancellationToken ct)
    {
        await Registrar.SignIn(ct);
        var before = await world.Witness.Digest(ct);
        var answer = await HandIn(credential, lists, ct);
        await world.Trial.Caught(new(kind, Registrar, Recognized, [], "registration.foreign-credential"), answer, before, ct);
    }

    Task<Answer> HandIn(byte[] credential, IReadOnlyList<byte[]> lists, CancellationToken ct) => Registrar.PostFiles(Recognized,
        [("credential", "credential.json", credential), .. lists.Select(l => ("status", "status.json", l))], ct);
}
