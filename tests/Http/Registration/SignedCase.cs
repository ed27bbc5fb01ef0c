using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using Yuanliu.Registration.Trades;

namespace Yuanliu.Tests.Registration;

/// <summary>What both sides signed, as trading tells it.</summary>
internal sealed class Signed : IAgreements
{
    public AgreementCard Card { get; set; } = null!;
    public List<AgreementSigner> By { get; } = [];

    public Task<AgreementCard?> Find(AgreementId id, CancellationToken ct) => Task.FromResult(id == Card.Id ? Card : null);
    public Task<IReadOnlyList<AgreementSigner>> Signers(AgreementId id, CancellationToken ct)
        => Task.FromResult<IReadOnlyList<AgreementSigner>>(By);
}

/// <summary>A registration whose seller and buyer sign here, and all that is done about it.</summary>
internal sealed class SignedCase(Journey journey, Signed signed, Registered on) : IAsyncDisposable
{
    public Journey Journey => journey;
    public Signed Signed => signed;
    public Registered On => on;

    public static async Task<SignedCase> Start(string pack = "cn-guizhou", Action<IServiceCollection>? configure = null)
    {
        var signed = new Signed();
        var journey = await Journey.Start(pack, services =>
        {
            services.AddSingleton<IAgreements>(signed);
            configure?.Invoke(services);
        });
        var on = (await journey.Registrations(1))[0];
        var (seller, buyer) = (new OrganizationId(await journey.Cast.IdOf(Cast.Holder)), new OrganizationId(
            await journey.Cast.IdOf(Cast.Other)));
        var today = LegalDay.Of(journey.App.Clock.Now);
        signed.Card = new(new(Guid.CreateVersion7()), "HY-2024-0001", default, new(on.Resource), buyer, seller, seller,
            new UsagePolicy("原有场景", 40, today, today.AddDays(60), 5, []), new(80_000), new(6_000, 3_000, 1_000, "第9条"), true,
            new string('c', 64)) { Since = journey.App.Clock.Now };
        foreach (var (side, name) in new[] { (buyer, Cast.Other), (seller, Cast.Holder) })
            signed.By.Add(new(side, new((await TestApp.Body(await (await journey.Cast.Steward(name)).GetAsync("/api/session")))
                ["personId"]!.GetValue<Guid>()), journey.App.Clock.Now));
        return new(journey, signed, on);
    }

    /// <summary>The outbox hands it over, and time goes on.</summary>
    public async Task Sign()
    {
        await Hand();
        await journey.App.Settle();
    }

    /// <summary>The register is told, and has done nothing about it yet.</summary>
    public async Task Hand()
    {
        await journey.App.Db(async db =>
        {
            var packs = journey.App.Services.GetRequiredService<Yuanliu.Registration.Packs.RegistrationPacks>();
            var (card, clock) = (signed.Card, journey.App.Services.GetRequiredService<IClock>());
            await new OnAgreementSigned(db, signed, packs, clock).Receive(Guid.CreateVersion7(), new(card.Id.Value, card.Number,
                card.Product.Value, card.Buyer.Value, card.Seller.Value, card.DocumentSha256, card.PricePerUse.Value,
                card.Policy.Uses, card.Policy.Until), default);
            return await db.SaveChangesAsync();
        });
    }

    public async Task<List<JsonObject>> Trades() => [.. (await journey.Unit(on.Unit))["entries"]!.AsArray()
        .Where(e => (string?)e!["kind"] == "Trade").Select(e => e!.AsObject())];

    public async Task<List<JsonObject>> Tasks() => [.. (await TestApp.Body(await (await journey.Cast.Registrar())
        .GetAsync("/api/work")))["items"]!.AsArray().Where(i => (string?)i!["kind"] == "signed-trade").Select(i => i!.AsObject())];

    /// <summary>What the server does every day with this one.</summary>
    public async Task Enter()
    {
        await using var scope = journey.App.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<RegisterSignedTrade>().Take(signed.Card.Id, "cn-guizhou", default);
    }

    /// <summary>The seller files it by hand, naming this contract.</summary>
    public async Task<HttpResponseMessage> File(string? contract)
    {
        var form = await journey.Form("Trade");
        var (applicant, filled) = await journey.Fill(form, on.Resource, on, f =>
        {
            if (contract is not null) f["fields"]!["contract-number"] = contract;
        });
        return await journey.Try(form, applicant, filled);
    }

    public async Task<JsonObject> Finish(string id) => await journey.Finish(id, await journey.Form("Trade"), Cast.Holder);

    public async Task<HttpResponseMessage> Act(string step, string? reason = null) => await (await journey.Cast.Registrar())
        .PostAsJsonAsync($"/api/registration/signed-trades/cn-guizhou/{signed.Card.Id.Value}/{step}", new { reason });

    public async Task<JsonObject> Trade() => (await TestApp.Body(await (await journey.Cast.Registrar())
        .GetAsync($"/api/registration/signed-trades?unit={on.Unit}")))["items"]!.AsArray().Single()!.AsObject();

    public async Task<string?> State() => (string?)(await Trade())["state"];

    /// <summary>Something else is asked for that would shut this trade out, until it comes to nothing; its id.</summary>
    public async Task<string> Contend()
    {
        var form = await journey.Form("Trade");
        var stranger = (await journey.Cast.IdOf(Cast.Stranger)).ToString();
        var (applicant, filled) = await journey.Fill(form, on.Resource, on, f =>
        {
            (f["counterparty"], f["rights"]![0]!["exclusive"], f["fields"]!["contract-number"]) = (stranger, true, "线下-2024-1");
        });
        return (string)(await TestApp.Body(await journey.Try(form, applicant, filled)))["id"]!;
    }

    /// <summary>Taken on and then refused: the filing comes to nothing.</summary>
    public async Task Refuse(string id)
    {
        await TestApp.Done(await (await journey.Cast.Steward(Cast.Other)).PostAsync($"/api/registration/filings/{id}/consent", null));
        await RegistryApp.Take(await journey.Cast.Registrar(), id, "accept");
        await RegistryApp.Take(await journey.Cast.Registrar(), id, "fail-review", "材料不全");
    }

    public async Task Yield(string contender)
        => await RegistryApp.Take(await journey.Cast.Steward(Cast.Holder), contender, "withdraw", "双方未达成一致");

    public ValueTask DisposeAsync() => journey.DisposeAsync();
}
