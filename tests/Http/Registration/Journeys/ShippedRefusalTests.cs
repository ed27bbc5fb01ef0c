using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Tests.Registration;

/// <summary>Every ground on which a shipped pack lets its registry say no, over HTTP: the filing ends, the ground stands in evidence,
/// and the register knows nothing of it; the same data may be filed again.</summary>
public sealed class ShippedRefusalTests
{
    static readonly string[] Refusing = ["Reject", "FailReview", "Disapprove"];

    public static TheoryData<string> Packs => [.. RegistrationPacks
        .Load(Path.Combine(AppContext.BaseDirectory, "rules", "registration")).All.Select(p => p.Id)];

    [Theory]
    [MemberData(nameof(Packs))]
    public async Task Each_ground_of_refusal_ends_the_filing_and_leaves_the_register_as_it_was(string pack)
    {
        await using var journey = await Journey.Start(pack);
        var form = await journey.Form("Initial");
        var (resource, grounds) = (await journey.Resource(), (List<string?>)[null]);
        for (var i = 0; i < grounds.Count; i++)
        {
            var (applicant, filled) = await journey.Fill(form, resource, null);
            var id = (string)(await TestApp.Body(await journey.Try(form, applicant, filled)))["id"]!;
            var (client, href) = await Way(journey, id, form, applicant);
            if (i == 0) grounds.AddRange((await journey.Registry.Filing(id, await journey.Cast.Registrar()))["grounds"]!.AsArray()
                .Select(g => (string?)g!["key"]));
            Task<HttpResponseMessage> Refuse(string reason, string? ground) => client.PostAsJsonAsync(href, new { reason, ground });
            await Refuse(" ", grounds[i]).ShouldBeRefused(400, "registration.reason-required");
            await Refuse("查实", "nonsense").ShouldBeRefused(400, "registration.ground-unknown");
            await TestApp.Done(await Refuse("查实", grounds[i]));
            var filing = await journey.Registry.Filing(id, await journey.Cast.Registrar());
            ((string?)filing["stage"], (string?)filing["acts"]!.AsArray()[^1]!["ground"]).ShouldBe(("Refused", grounds[i]), pack);
        }
        (await journey.Registry.Facts("registration.step/1")).Where(f => (string?)f["to"] == "Refused").Select(f => (string?)f["ground"])
            .ShouldBe(grounds);
        var register = await (await journey.Cast.Registrar()).GetAsync("/api/registration/register");
        (await TestApp.Body(register))["items"]!.AsArray().ShouldBeEmpty();
        (await journey.Registry.Facts("registration.entered/1")).ShouldBeEmpty();
        await journey.App.ShouldBeWhole();
    }

    /// <summary>On to where somebody is offered a step that refuses.</summary>
    static async Task<(HttpClient Client, string Href)> Way(Journey journey, string id, PackForm form, string applicant)
    {
        for (var steps = 0; steps < 10; steps++)
        {
            await foreach (var client in journey.Cast.All(applicant))
                if (await client.GetAsync($"/api/registration/filings/{id}") is { IsSuccessStatusCode: true } reply
                    && (await TestApp.Body(reply))["openSteps"]!.AsArray().FirstOrDefault(s => Refusing.Contains((string?)s!["step"]))
                        is { } step) return (client, (string)step["href"]!);
            await journey.Take(id, form, applicant);
        }
        throw new ShouldAssertException($"{journey.Pack}: nobody may refuse {id}");
    }
}
