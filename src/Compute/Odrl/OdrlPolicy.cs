namespace Yuanliu.Compute.Odrl;

/// <summary>The operators of the Dataspace Protocol's subset of ODRL 2.2.</summary>
public enum OdrlOperator { Eq, Neq, Gt, Gteq, Lt, Lteq, IsA, IsAnyOf, IsAllOf, IsNoneOf, IsPartOf, HasPart }

/// <summary>How constraints are joined.</summary>
public enum OdrlJoin { And, Or, Xone, AndSequence }

public abstract record OdrlConstraint;

/// <param name="Values">One value, or the members of a list.</param>
public sealed record OdrlAtom(ProfileTerm Term, OdrlOperator Operator, IReadOnlyList<string> Values) : OdrlConstraint;

public sealed record OdrlJoined(OdrlJoin Join, IReadOnlyList<OdrlConstraint> Constraints) : OdrlConstraint;

public sealed record OdrlDuty(ProfileAction Action, IReadOnlyList<OdrlAtom> Constraints);

public sealed record OdrlRule(ProfileAction Action, IReadOnlyList<OdrlConstraint> Constraints, IReadOnlyList<OdrlDuty> Duties);

/// <summary>使用策略（ODRL） — a policy as it was read: what is permitted, prohibited and owed between two parties on one target.</summary>
/// <param name="Assignee">Who may use it; null in an offer.</param>
/// <param name="Sha256">Over the canonical form, lower-case hex.</param>
public sealed record OdrlPolicy(
    string Id, string Target, string? Assigner, string? Assignee, IReadOnlyList<OdrlRule> Permissions,
    IReadOnlyList<OdrlRule> Prohibitions, IReadOnlyList<OdrlDuty> Obligations, string Sha256)
{
    /// <summary>All that is owed, whichever permission it stands beside.</summary>
    public IEnumerable<OdrlDuty> Owed => Permissions.SelectMany(p => p.Duties).Concat(Obligations);
}

/// <summary>Why a text is no policy of this profile.</summary>
/// <param name="Path">Where, for example <c>permission[0].constraint[2]</c>.</param>
public sealed record OdrlFault(string Path, string Zh, string En);
