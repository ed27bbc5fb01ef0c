using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml;
using Yuanliu.Compute.Odrl;

namespace Yuanliu.Trading.Policies;

/// <summary>使用策略的 ODRL 表达 — the policy in words other systems understand; our own terms are those of docs/odrl-profile.md.</summary>
/// <remarks>
/// The subset of the Dataspace Protocol 2025-1: atomic constraints, operands as text, no empty arrays, no target inside a rule. The space
/// decides by this text and by nothing else, so whatever a policy limits must be said here.
/// </remarks>
internal static class Odrl
{
    public static JsonObject Agreement(AgreementUrns urns, UsagePolicy policy, Fen pricePerUse)
    {
        var odrl = new JsonObject
        {
            ["@context"] = new JsonArray("http://www.w3.org/ns/odrl.jsonld", new JsonObject { ["yl"] = Profile.Id + "#" }),
            ["@type"] = "Agreement",
            ["@id"] = urns.Agreement,
            ["profile"] = Profile.Id,
            ["target"] = urns.Product,
            ["assigner"] = urns.Seller,
            ["assignee"] = urns.Buyer,
            ["permission"] = new JsonArray(new JsonObject
            {
                ["action"] = "use",
                ["constraint"] = new JsonArray([.. Limits(policy).Concat(Receivers(urns)).Concat(Columns(policy))
                    .Concat(Verified(policy.Controls)).Concat(Quotas(policy.Controls))]),
                ["duty"] = new JsonArray(Duty("compensate", [.. Prices(policy.Controls, pricePerUse)])),
            }),
            ["prohibition"] = new JsonArray(
                new JsonObject { ["action"] = "distribute" }, new JsonObject { ["action"] = "yl:reidentify" },
                    new JsonObject { ["action"] = "sell" }),
        };
        if (policy.Controls.Duties.Count > 0) odrl["obligation"] = new JsonArray([.. policy.Controls.Duties.Select(Owed)]);
        return odrl;
    }

    /// <summary>How often, when, for what, by which door, where.</summary>
    static IEnumerable<JsonNode> Limits(UsagePolicy policy)
    {
        var controls = policy.Controls;
        yield return Constraint("count", "lteq", Text(policy.Uses));
        if (controls.UsesPerDayMax is { } daily) yield return Constraint("yl:usesPerDay", "lteq", Text(daily));
        yield return Constraint("dateTime", "gteq", $"{Day(policy.From)}T00:00:00+08:00");
        yield return Constraint("dateTime", "lteq", $"{Day(policy.Until)}T23:59:59+08:00");
        yield return Constraint("purpose", "isAnyOf", new JsonArray(policy.Purpose));
        yield return Constraint("yl:mode", "isAnyOf", Texts(controls.Modes.Select(Word)));
        if (controls.Place is { } place) yield return Constraint("spatial", "isPartOf", place);
        if (controls.Templates.Count > 0)
            yield return Constraint("yl:template", "isAnyOf", Texts(controls.Templates.Select(t => t.ToSigned())));
        yield return Constraint("yl:refusalsPerDay", "lteq", Text(controls.RefusalsPerDayMax));
    }

    static IEnumerable<JsonNode> Receivers(AgreementUrns urns)
        => urns.Receivers is { } receivers ? [Constraint("recipient", "isAnyOf", Texts(receivers))] : [];

    /// <summary>What may be done with which column.</summary>
    static IEnumerable<JsonNode> Columns(UsagePolicy policy)
    {
        var columns = policy.Columns;
        yield return Constraint("yl:minGroup", "gteq", Text(policy.MinGroup));
        if (Names(columns, c => c.Use is ColumnUse.Dimension or ColumnUse.Measure) is { } usable)
            yield return Constraint("yl:column", "isAnyOf", usable);
        if (Names(columns, c => c.Use is ColumnUse.Join || c.Control is { Joinable: true }) is { } keys)
            yield return Constraint("yl:joinKey", "isAnyOf", keys);
        var compared = columns.Where(c => c.Control?.Comparisons is not null)
            .Select(c => $"{c.Name}:{string.Join('+', c.Control!.Comparisons!)}");
        if (compared.Any()) yield return Constraint("yl:comparable", "isAllOf", Texts(compared));
        var bounded = columns.Where(c => c.Control is { Low: not null } or { High: not null })
            .Select(c => $"{c.Name}:{Number(c.Control!.Low)}..{Number(c.Control.High)}");
        if (bounded.Any()) yield return Constraint("yl:bounds", "isAllOf", Texts(bounded));
        var listed = columns.Where(c => c.Use is ColumnUse.Dimension)
            .SelectMany(c => (c.Control?.PublicValues ?? []).Select(v => $"{c.Name}:{v}"));
        if (listed.Any()) yield return Constraint("yl:publicValues", "isAllOf", Texts(listed));
        if (columns.FirstOrDefault(c => c.Use == ColumnUse.Identity) is { } identity)
            yield return Constraint("yl:identity", "eq", identity.Name);
        if (policy.Controls.RowsPerIdentityMax is { } rows) yield return Constraint("yl:rowsPerIdentity", "lteq", Text(rows));
    }

    static IEnumerable<JsonNode> Verified(UseControls controls)
    {
        if (controls.Verification is not { } verification) yield break;
        yield return Constraint("yl:verifyKey", "isAllOf", Texts(verification.Keys));
        yield return Constraint("yl:verified", "isAnyOf", Texts(verification.Compared));
        if (verification.NeedsConsent) yield return Constraint("yl:consent", "eq", "required");
    }

    static IEnumerable<JsonNode> Prices(UseControls controls, Fen pricePerUse)
    {
        yield return Constraint("yl:pricePerUseFen", "eq", Text(pricePerUse.Value));
        if (controls.Prices.Count > 0)
            yield return Constraint("yl:modePriceFen", "isAllOf", Texts(controls.Prices.Select(p => $"{Word(p.Mode)}:{Text(p.Fen)}")));
    }

    static IEnumerable<JsonNode> Quotas(UseControls controls)
    {
        yield return Constraint("yl:rowsMax", "lteq", Text(controls.RowsMax));
        yield return Constraint("yl:cellsMax", "lteq", Text(controls.CellsMax));
        yield return Constraint("yl:bytesMax", "lteq", Text(controls.BytesMax));
        if (controls.ListMin is { } list) yield return Constraint("yl:listMin", "gteq", Text(list));
        yield return Constraint("yl:probesPerDay", "lteq", Text(controls.ProbesPerDayMax));
        if (controls.Privacy is { } privacy)
        {
            yield return Constraint("yl:privacyPerMonth", "lteq", Text(privacy.PerMonth));
            yield return Constraint("yl:privacyPerUse", "lteq", Text(privacy.PerUse));
            yield return Constraint("yl:groupsPerIdentity", "lteq", Text(privacy.GroupsPerIdentity));
        }
        if (controls.SlotSeconds is { } slot) yield return Constraint("yl:releaseSlot", "gteq", Length(TimeSpan.FromSeconds(slot)));
    }

    static JsonNode Owed(DutyTerm duty) => duty.Kind switch
    {
        DutyKind.Delete => Duty("delete", Constraint("elapsedTime", "lteq", Length(TimeSpan.FromDays(duty.Days ?? 0)))),
        DutyKind.Report => Duty("inform", Constraint("yl:every", "eq", Length(TimeSpan.FromDays(duty.EveryDays ?? 0))),
            Constraint("elapsedTime", "lteq", Length(TimeSpan.FromDays(duty.Days ?? 0)))),
        DutyKind.Attribute => duty.Source is { } source ? Duty("attribute", Constraint("yl:source", "eq", source)) : Duty("attribute"),
        DutyKind.Pay => Duty("compensate", Constraint("elapsedTime", "lteq", Length(TimeSpan.FromDays(duty.Days ?? 0)))),
    };

    static JsonObject Duty(string action, params JsonNode[] constraints)
    {
        var duty = new JsonObject { ["action"] = action };
        if (constraints.Length > 0) duty["constraint"] = new JsonArray(constraints);
        return duty;
    }

    static JsonArray? Names(IEnumerable<ProductColumn> columns, Func<ProductColumn, bool> which)
        => columns.Where(which).Select(c => c.Name).ToList() is { Count: > 0 } names ? Texts(names) : null;

    static JsonObject Constraint(string left, string comparison, JsonNode right)
        => new() { ["leftOperand"] = left, ["operator"] = comparison, ["rightOperand"] = right };

    static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode)JsonValue.Create(t))]);
    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
    static string Number(decimal? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    static string Length(TimeSpan length) => XmlConvert.ToString(length);

    /// <summary>使用方式 as the profile calls it.</summary>
    static string Word(UseMode mode)
        => string.Concat(mode.ToString().Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : $"{c}"));
}

/// <summary>The names under which an agreement speaks of itself, its product and its sides.</summary>
/// <param name="Receivers">The only organizations that the product is for; null = it names none.</param>
internal sealed record AgreementUrns(
    string Agreement, string Product, string Resource, string Buyer, string Seller, string Holder, IReadOnlyList<string>? Receivers = null);
