namespace Yuanliu.Compute.Odrl;

/// <summary>条款性质 — how a clause is kept: by the program before each use, by its meter, or by the parties' word alone.</summary>
public enum ClauseClass { Technical, Metered, Contractual }

/// <summary>What a term's operand is.</summary>
public enum OperandKind
{
    /// <summary>A whole number, as decimal text.</summary>
    Number,
    /// <summary>An instant with its offset, ISO 8601.</summary>
    Moment,
    /// <summary>A length of time such as <c>P30D</c> or <c>PT5S</c>.</summary>
    Length,
    Text,
    /// <summary>A division of the country by its six digits (GB/T 2260), <c>CN</c> for all of it.</summary>
    Place,
    /// <summary>A word, its narrower ones after a slash: 信用评估/小微企业.</summary>
    Concept,
}

/// <summary>Where a term is looked at.</summary>
public enum TermRole
{
    /// <summary>Compared with the request for each use.</summary>
    Decided,
    /// <summary>A setting by which the space carries a permitted use out.</summary>
    Enforced,
    /// <summary>Says how a duty is to be done.</summary>
    Owed,
}

/// <summary>What a use says of itself; each decided term asks for one of these.</summary>
public enum RequestPart
{
    None, Count, Now, SinceStart, UsesToday, RefusalsToday, Purpose, Recipient, Place, Mode, Environment,
}

/// <summary>约束词 — one left operand of the profile.</summary>
/// <param name="Clause">The number of the agreement's clause that says the same in words.</param>
public sealed record ProfileTerm(
    string Name, TermRole Role, OperandKind Operand, ClauseClass Class, int Clause, string Zh, string En, string KeptBy,
    RequestPart Part = RequestPart.None)
{
    public required IReadOnlyList<OdrlOperator> Operators { get; init; }
}

/// <summary>动作 — one action of the profile.</summary>
/// <param name="Within">The action that includes it; null for the widest.</param>
public sealed record ProfileAction(string Name, string? Within, ClauseClass Class, int Clause, string Zh, string En);

/// <summary>策略词表 — every term and action that a policy of ours may hold. What is not here is refused: it could not be kept.</summary>
public static partial class Profile
{
    public const string Id = "urn:yuanliu:odrl-profile:1";

    public static ProfileTerm? FindTerm(string name) => ByName.GetValueOrDefault(name);
    public static ProfileAction? FindAction(string name) => ActionByName.GetValueOrDefault(name);

    /// <summary>Whether an action is another, or is included in it.</summary>
    public static bool Includes(ProfileAction wide, ProfileAction action)
    {
        for (var at = action; at is not null; at = at.Within is { } within ? ActionByName[within] : null)
            if (at == wide) return true;
        return false;
    }

    /// <summary>The operator as ODRL writes it.</summary>
    public static string Written(OdrlOperator comparison)
    {
        var name = comparison.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
