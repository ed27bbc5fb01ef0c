using System.Text.Json.Nodes;

namespace Yuanliu.Tests.Registration;

/// <summary>Who files a kind, with whom on the other side, and about which right.</summary>
internal static class Sides
{
    static readonly string[] Own = ["Holder", "Licensor", "Transferor", "BothSides", "Department"], Taking = ["Licensee", "Transferee"];
    static readonly string[] TwoSided = ["Licence", "Trade", "Trust", "Transfer", "Pledge", "Encumbrance"];

    public static bool ByRegistry(PackForm form) => form.By.All(p => p == "Registry");

    public static (string Applicant, string? Other) Of(PackForm form, Registered? on)
    {
        var two = TwoSided.Contains(form.Kind) || (bool?)form.View["counterparty"]?["consents"] is true;
        if (form.Kind == "Release" && form.By.Contains("Interested") && on is { Pledged: true }) return (Cast.Other, null);
        if (form.By.Any(Own.Contains) || ByRegistry(form)) return (Cast.Holder, two ? Cast.Other : null);
        return form.By.Any(Taking.Contains) ? (Cast.Other, Cast.Holder) : (Cast.Stranger, null);
    }

    /// <summary>Whether rights have to be named, and whether they derive from what stands.</summary>
    public static bool? Claims(PackForm form) => form.Kind switch
    {
        "Initial" or "Supplementary" or "Change" or "Correction" => false,
        "Licence" or "Trade" or "Trust" => true,
        _ => null,
    };

    public static JsonObject Claim(string kind, string right) => kind switch
    {
        "Change" or "Correction" => new() { ["kind"] = right, ["scope"] = "变更后的范围" },
        "Initial" => new() { ["kind"] = right, ["scope"] = "全部数据项", ["scenarios"] = new JsonArray("原有场景") },
        "Supplementary" => new() { ["kind"] = right, ["scope"] = "全部数据项", ["scenarios"] = new JsonArray("新增场景") },
        _ => new() { ["kind"] = right, ["scope"] = "全部数据项" },
    };
}
