using System.Text.Json;
using Yuanliu.Compute.Json;
using Yuanliu.Compute.Odrl;
using Yuanliu.Space.Policies;

namespace Yuanliu.Space.Decisions;

/// <summary>决定依据 — all that a decision rested on besides the policy, kept with the use so that it can be decided again.</summary>
/// <param name="IsInForce">The agreement was in force.</param>
/// <param name="IsStopped">Its use had been stopped.</param>
internal sealed record DecisionInput(
    string Action, string Recipient, DateTime Now, long Count, DateTime? Since, long UsesToday, long RefusalsToday, string? Purpose,
    string? Place, string Mode, string Environment, bool IsInForce, bool IsStopped, string PolicySha256)
{
    public UseRequest Request => new(Profile.FindAction(Action)!, Recipient, DateTime.SpecifyKind(Now, DateTimeKind.Utc), Count)
    {
        Since = Since, UsesToday = UsesToday, RefusalsToday = RefusalsToday, Purpose = Purpose, Place = Place, Mode = Mode,
        Environment = Environment,
    };

    public string ToJson() => System.Text.Encoding.UTF8.GetString(CanonicalJson.Utf8(this));
    public string Sha256() => Convert.ToHexStringLower(CanonicalJson.Hash(JsonSerializer.SerializeToNode(this, CanonicalJson.Options)));

    public static DecisionInput Of(string json) => JsonSerializer.Deserialize<DecisionInput>(json, CanonicalJson.Options)!;

    /// <summary>使用方式 as policies call it.</summary>
    public static string Word(UseMode mode) => mode switch
    {
        UseMode.Aggregate => "aggregate", UseMode.ListOverlap => "list-overlap", UseMode.Template => "template",
        UseMode.Private => "private", UseMode.Verification => "verification", UseMode.File => "file", UseMode.Api => "api",
    };
}

/// <summary>决定 — what policy says of one use, in words and with its clause. The same policy and input always give the same.</summary>
internal sealed record Judgement(DecisionInput Input, Decision Decision, Explanation Why)
{
    public bool IsPermitted => Decision.IsPermitted && Input.IsInForce && !Input.IsStopped;

    public static Judgement Of(PolicySet policies, DecisionInput input)
    {
        var request = input.Request;
        var decision = policies.Decide(request);
        return new(input, decision, Explanation.Of(policies, request, decision));
    }

    /// <summary>Why the use is denied; null when it is permitted.</summary>
    public Denial? Denial(AgreementCard agreement)
    {
        if (Input.IsStopped) return Refusals.Stopped;
        var day = LegalDay.Of(Input.Now);
        if (!Input.IsInForce && Decision.Ground is not Ground.NotAssignee)
            return day > agreement.Policy.Until ? Refusals.Expired(agreement.Policy.Until) : Refusals.NotInForce;
        return Decision.Ground switch
        {
            Ground.Permitted => null,
            Ground.NotAssignee => Refusals.NotBuyer,
            Ground.NoPermission or Ground.Prohibition => Refusals.ByPolicy(Why),
            Ground.Constraint => Constraint(agreement, day),
        };
    }

    Denial Constraint(AgreementCard agreement, DateOnly day) => Why.Term switch
    {
        "count" => Refusals.UsesSpent(agreement.Policy.Uses),
        "dateTime" => day < agreement.Policy.From ? Refusals.NotYet(agreement.Policy.From) : Refusals.Expired(agreement.Policy.Until),
        "purpose" => Refusals.Purpose(agreement.Policy.Purpose),
        "yl:mode" => Refusals.Mode(Enum.GetValues<UseMode>().First(m => DecisionInput.Word(m) == Input.Mode)),
        "yl:refusalsPerDay" => Refusals.RefusalsSpent(agreement.Policy.Controls.RefusalsPerDayMax),
        _ => Refusals.ByPolicy(Why),
    };

    /// <summary>Nothing but the number of uses stands against it: an answer that was given before may be read again.</summary>
    public bool LacksUsesOnly(PolicySet policies)
        => !Decision.IsPermitted && Of(policies, Input with { Count = 0, UsesToday = 0 }).IsPermitted;
}
