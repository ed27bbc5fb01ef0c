namespace Yuanliu.Space.Verification;

/// <summary>编制核验索引 — a side of the agreement has the index built; it is a job, and of the same data one index is enough.</summary>
internal static class BuildIndex
{
    /// <param name="JobId">Null when the index is there already.</param>
    internal sealed record Response(bool Ready, Guid? JobId);
    /// <param name="IdentitiesPerDay">How many may be asked about in one legal day.</param>
    internal sealed record StateView(bool Ready, int IdentitiesLeft, int IdentitiesPerDay, int ItemsMax);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/agreements/{id:guid}/verification-index", Handle)
            .OpenTo("space:use", Role.Analyst, Role.Steward, Role.Operator).WithName(nameof(BuildIndex)).WithSummary("编制核验索引");
        routes.MapGet("/agreements/{id:guid}/verification-index", Show)
            .OpenTo("space:read", Role.Analyst, Role.Steward, Role.Operator).WithName("ShowIndex").WithSummary("核验索引状态");
    }

    static async Task<Results<Ok<StateView>, ProblemHttpResult>> Show(
        Guid id, HttpContext context, CallerBox box, Decisions.DecisionPoint point, Building building, Uses.ProbeBook probed,
        SpaceLimits limits, CancellationToken ct)
    {
        if (await point.Policy(id, new(box.Known.OrganizationId), isStaff: false, ct) is not { } policy)
            return Refusals.NoSuchAgreement.Problem(context);
        var most = policy.Terms.ProbesPerDayMax;
        return TypedResults.Ok(new StateView(await building.IsReady(policy, ct),
            Math.Max(0, most - await probed.Asked(policy.Agreement.Resource, policy.Agreement.Buyer, ct)), most, limits.VerificationsMax));
    }

    static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        Guid id, HttpContext context, AppDb db, CallerBox box, Decisions.DecisionPoint point, Building building, JobRunner jobs,
        CancellationToken ct)
    {
        if (await point.Policy(id, new(box.Known.OrganizationId), isStaff: false, ct) is not { } policy)
            return Refusals.NoSuchAgreement.Problem(context);
        if (policy.Terms.Verification is null) return Refusals.Mode(UseMode.Verification).Problem(context);
        if (await building.IsReady(policy, ct)) return TypedResults.Ok(new Response(true, null));
        var job = jobs.Plan<Building>(db, id.ToString(), box.Known);
        await db.SaveChangesAsync(ct);
        await jobs.Enqueue(job, box.Known, ct);
        return TypedResults.Ok(new Response(false, job.Id));
    }

    /// <summary>The job itself.</summary>
    internal sealed class Building(IAgreements agreements, ICatalog catalog, Policies.PolicyCache policies, Gateway.Looks looks,
        Indexes indexes, IndexMaker maker)
        : IWork
    {
        public static string Kind => "verification-index";

        public async Task<bool> IsReady(Policies.CompiledPolicy policy, CancellationToken ct)
            => policy.Terms.Verification is { } terms && await catalog.Find(policy.Agreement.Resource, ct) is { } resource
                && indexes.Find(resource, terms) is not null;

        public async Task<Refusal?> Run(string target, IProgress<(long Done, long Total)> progress, CancellationToken ct)
        {
            if (await agreements.Find(new(Guid.Parse(target)), ct) is not { } agreement) return Refusals.NoSuchAgreement.Refusal;
            if (policies.Of(agreement).Terms.Verification is not { } terms) return Refusals.Mode(UseMode.Verification).Refusal;
            if (await catalog.Find(agreement.Resource, ct) is not { } resource) return Refusals.NoData.Refusal;
            var (data, away) = await looks.OfJob(agreement.Resource, ct);
            if (data is null) return away!.Refusal;
            if (indexes.Find(resource, terms) is not null) return null;
            return await Task.Run(() => maker.Build(resource, data, terms, progress, ct), ct);
        }
    }
}
