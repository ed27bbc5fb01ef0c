using System.Text.Json.Nodes;
using Shouldly;

namespace Yuanliu.Tests.Registration;

/// <summary>What each kind does to the register, as its paper says: rights and their chain, burdens, entries, certificates.</summary>
internal sealed class Effects(Journey journey, PackForm form, Registered on, JsonObject filing, JsonObject before)
{
    readonly List<string> issued = [];

    public static async Task Check(Journey journey, PackForm form, Registered on, JsonObject filing, JsonObject before)
    {
        var effects = new Effects(journey, form, on, filing, before);
        var (unit, certificate) = (await journey.Unit(on.Unit), await journey.Certificate(on.Certificate));
        effects.Entered(unit);
        await effects.Of(unit, certificate);
        foreach (var number in effects.issued)
            ((string?)(await journey.Certificate(number))!["status"]).ShouldBe("Valid", effects.What(number));
    }

    string What(string more) => $"{journey.Pack} {form.Kind}: {more}";

    static List<JsonObject> Standing(JsonObject unit, string part = "rights")
        => [.. unit[part]!.AsArray().Select(r => r!.AsObject()).Where(r => (string?)r["status"] == "Standing")];

    /// <summary>One entry more, of this kind, from this filing, chained to the one before; an objection is noted first.</summary>
    void Entered(JsonObject unit)
    {
        var entries = unit["entries"]!.AsArray();
        var added = entries.Count - before["entries"]!.AsArray().Count;
        added.ShouldBe(form.Kind == "Objection" ? 2 : 1, What("entries"));
        var last = entries[^1]!;
        ((string?)last["kind"], (string?)last["filingId"]).ShouldBe((form.Kind, (string?)filing["id"]), What("last entry"));
        ((string?)last["previousSha256"]).ShouldBe((string?)entries[^2]!["sha256"], What("chain"));
    }

    async Task Of(JsonObject unit, JsonObject? certificate)
    {
        var (rights, old, status) = (Standing(unit), Standing(before), (string?)certificate?["status"]);
        switch (form.Kind)
        {
            case "Supplementary":
                rights.Single()["reach"]!["scenarios"]!.AsArray().Select(s => (string?)s).ShouldBe(["原有场景", "新增场景"], ignoreOrder: true);
                Succeeded(status);
                break;
            case "Change" or "Correction":
                ((string?)rights.Single()["scope"]).ShouldBe("变更后的范围", What("scope"));
                if (Issues) Succeeded(status);
                break;
            case "Transfer":
                ((string?)rights.Single()["holderName"], (string?)rights.Single()["id"]).ShouldBe((Cast.Other, (string?)old.Single()["id"]),
                    What("holder"));
                Succeeded(status);
                break;
            case "Licence" or "Trade" or "Trust":
                Granted(rights, unit);
                status.ShouldBe("Valid", What("the grantor's certificate"));
                break;
            case "Renewal" or "AnnualReview":
                await Renewed(status, certificate!);
                break;
            case "Replacement":
                rights.Single().ToJsonString().ShouldBe(old.Single().ToJsonString(), What("nothing else"));
                Succeeded(status);
                break;
            default:
                Ended(unit, rights, status);
                break;
        }
    }

    void Ended(JsonObject unit, List<JsonObject> rights, string? status)
    {
        switch (form.Kind)
        {
            case "Cancellation":
                (rights.Count, status).ShouldBe((0, on.Certificate is null ? null : "Cancelled"), What("rights and certificate"));
                break;
            case "Revocation" or "Objection":
                (rights.Count, status).ShouldBe((0, "Revoked"), What("rights and certificate"));
                break;
            case "Restoration":
                ((string?)rights.Single()["id"]).ShouldBe((string?)before["rights"]![0]!["id"], What("the same right"));
                Succeeded(status, "Revoked");
                break;
            default:
                Burdened(unit, status);
                break;
        }
    }

    /// <summary>Pledge, freeze and their ends: the right stays with whom it was.</summary>
    void Burdened(JsonObject unit, string? status)
    {
        var burdens = Standing(unit, "encumbrances");
        ((string?)Standing(unit).Single()["holderName"]).ShouldBe(Cast.Holder, What("holder"));
        switch (form.Kind)
        {
            case "Pledge":
                var pledge = burdens.Single();
                ((string?)pledge["kind"], (string?)pledge["inFavourOf"], (long)pledge["amountFen"]!, (int)pledge["rank"]!)
                    .ShouldBe(("Pledge", Cast.Other, 1_000_000, 1), What("pledge"));
                status.ShouldBe("Valid", What("certificate"));
                break;
            case "Encumbrance":
                ((string?)burdens.Single()["kind"], (string?)burdens.Single()["inFavourOf"], status)
                    .ShouldBe(("Other", Cast.Other, "Valid"), What("encumbrance"));
                issued.Add((string)filing["certificateNumber"]!);
                break;
            case "Freeze":
                ((string?)burdens.Single()["kind"], status).ShouldBe(("Freeze", "Suspended"), What("freeze"));
                break;
            case "Release" or "Unfreeze":
                (burdens.Count, status).ShouldBe((0, "Valid"), What("free again"));
                break;
            default:
                throw new ShouldAssertException(What("nobody has said what it does"));
        }
    }

    bool Issues => filing["certificateNumber"] is not null;

    /// <summary>The old certificate is over, another says the same of the register as it is now.</summary>
    void Succeeded(string? status, string old = "Superseded")
    {
        status.ShouldBe(old, What("the old certificate"));
        ((string?)filing["certificateNumber"]).ShouldNotBeNull(What("a new certificate"));
        issued.Add((string)filing["certificateNumber"]!);
    }

    void Granted(List<JsonObject> rights, JsonObject unit)
    {
        var source = rights.Single(r => r["parentId"] is null);
        var granted = rights.Single(r => r["parentId"] is not null);
        ((string?)source["holderName"], (string?)granted["holderName"], (string?)granted["kind"]).ShouldBe(
            (Cast.Holder, Cast.Other, form.Right(derived: true)), What("who holds what"));
        granted["chain"]!.AsArray().Select(c => (string?)c).ShouldBe([(string?)source["id"]], What("chain to the source"));
        if (form.Kind == "Trust") ((string?)Standing(unit, "encumbrances").Single()["kind"]).ShouldBe("Trust");
        if (Issues) issued.Add((string)filing["certificateNumber"]!);
    }

    async Task Renewed(string? status, JsonObject certificate)
    {
        Succeeded(status);
        var renewed = (await journey.Certificate((string)filing["certificateNumber"]!))!;
        DateOnly Until(JsonObject c) => DateOnly.Parse((string)c["validUntil"]!, System.Globalization.CultureInfo.InvariantCulture);
        if (journey.Pack == "cn-guizhou")
            Until(renewed).ShouldBe(Until(certificate).AddYears(2), "GZ-ELREG-2023 art. 35: two years from the old last day");
        else Until(renewed).ShouldBeGreaterThanOrEqualTo(Until(certificate), What("term"));
        ((string?)renewed["replaces"]).ShouldBe(on.Certificate, What("successor"));
    }
}
