namespace Yuanliu.Compute.Odrl;

/// <summary>使用请求 — all that a decision may rest on. The same policy and the same request always give the same decision.</summary>
/// <param name="Now">UTC.</param>
/// <param name="Count">Which use this would be: 1 for the first.</param>
public readonly record struct UseRequest(ProfileAction Action, string Recipient, DateTime Now, long Count)
{
    /// <summary>When the agreement came into force, UTC; null when that is not known.</summary>
    public DateTime? Since { get; init; }
    /// <summary>Which use of the legal day this would be.</summary>
    public long UsesToday { get; init; }
    /// <summary>Refusals of the legal day so far, and one more.</summary>
    public long RefusalsToday { get; init; }
    public string? Purpose { get; init; }
    public string? Place { get; init; }
    public string? Mode { get; init; }
    public string? Environment { get; init; }

    internal string? Text(RequestPart asked) => asked switch
    {
        RequestPart.Purpose => Purpose, RequestPart.Recipient => Recipient, RequestPart.Place => Place,
        RequestPart.Mode => Mode, RequestPart.Environment => Environment, _ => null,
    };

    /// <returns>Null when the request does not say.</returns>
    internal long? Ordinal(RequestPart asked) => asked switch
    {
        RequestPart.Count => Count, RequestPart.UsesToday => UsesToday, RequestPart.RefusalsToday => RefusalsToday,
        RequestPart.Now => Now.Ticks,
        RequestPart.SinceStart => Since is { } since ? Now.Ticks - since.Ticks : null,
        _ => null,
    };
}

/// <summary>What a decision rests on.</summary>
public enum Ground { Permitted, NotAssignee, NoPermission, Constraint, Prohibition }

/// <summary>决定 — whether a use is permitted, and on which rule and constraint that rests. Places are those of the policy's text.</summary>
/// <param name="Policy">Which policy of the set.</param>
/// <param name="Rule">Which permission, or which prohibition.</param>
/// <param name="Test">Which constraint of the policy, in order of the text; -1 when it rests on none.</param>
public readonly record struct Decision(Ground Ground, int Policy, int Rule, int Test)
{
    public bool IsPermitted => Ground is Ground.Permitted;
}
