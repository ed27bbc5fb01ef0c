namespace Yuanliu.Registration.Filings;

/// <summary>办理身份 — in which capacities a caller stands towards a filing, and which roles may take a step at all.</summary>
internal sealed class Capacities(CallerBox box)
{
    /// <summary>The role that a person must hold to act in this capacity; null for those who act without one.</summary>
    public static Role? RoleOf(Actor actor) => actor switch
    {
        Actor.Applicant => Role.Steward,
        Actor.Registrar => Role.Registrar,
        Actor.Reviewer => Role.Reviewer,
        Actor.Committee => Role.CommitteeMember,
        Actor.BusinessDepartment => Role.Business,
        Actor.AssetDepartment => Role.Steward,
        Actor.FinanceDepartment => Role.Finance,
        Actor.DecisionBody => Role.Executive,
        Actor.Objector or Actor.Time or Actor.Steward or Actor.Seller or Actor.Buyer or Actor.Operator or Actor.Platform => null,
    };

    /// <summary>Whoever may take the step in some procedure: what its endpoint is open to.</summary>
    public static Role[] RolesOf(Step step) => [.. Procedures.All.SelectMany(p => p.Steps).Where(r => r.Step == step)
        .Select(r => RoleOf(r.By)).OfType<Role>().Distinct().Order()];

    /// <summary>Everything the caller is to this filing.</summary>
    public IReadOnlyList<Actor> Of(Filing filing) => [.. filing.Table.Actors.Where(a => Is(a, filing))];

    /// <summary>The capacity in which the caller takes the step; where there is none, the one that would be right.</summary>
    public Actor For(Filing filing, Step step)
    {
        var rows = filing.Table.Steps.Where(r => r.Step == step).OrderByDescending(r => r.From == filing.Stage).ToList();
        return rows.Find(r => r.From == filing.Stage && Is(r.By, filing))?.By ?? rows.Find(r => Is(r.By, filing))?.By
            ?? (box.Known.Is(Role.Registrar) ? Actor.Registrar : Actor.Applicant);
    }

    /// <summary>Whether the filing exists for the caller at all.</summary>
    public bool Sees(Filing filing)
    {
        var own = new OrganizationId(box.Known.OrganizationId);
        return FilingViews.Staff.Any(box.Known.Is) || own == filing.ApplicantId || own == filing.CounterpartyId || own == filing.ReviewerId
            || Of(filing).Contains(Actor.Committee);
    }

    /// <summary>Departments and applicants act for their own organization, a service body where it is assigned.</summary>
    bool Is(Actor actor, Filing filing)
    {
        var own = new OrganizationId(box.Known.OrganizationId);
        return RoleOf(actor) is { } role && box.Known.Is(role) && actor switch
        {
            Actor.Registrar => true,
            Actor.Committee => own != filing.ApplicantId,
            Actor.Reviewer => own == filing.ReviewerId,
            Actor.Applicant or Actor.BusinessDepartment or Actor.AssetDepartment or Actor.FinanceDepartment or Actor.DecisionBody
                => own == filing.ApplicantId,
            Actor.Objector or Actor.Time or Actor.Steward or Actor.Seller or Actor.Buyer or Actor.Operator or Actor.Platform => false,
        };
    }
}
