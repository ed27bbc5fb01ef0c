using System.Security.Cryptography;
using System.Text;
using Yuanliu.Registration.Filings;

namespace Yuanliu.Registration.Reviews;

/// <summary>复审表决 — a member of the compliance committee votes, with an opinion; once, and not for an organization of their own.</summary>
internal static class CastVote
{
    internal sealed record Request(Vote Vote, string Opinion);
    internal sealed record Response(int For, int Against, int Abstain);

    internal sealed class Shape : AbstractValidator<Request>
    {
        public Shape()
        {
            RuleFor(r => r.Vote).IsInEnum();
            RuleFor(r => r.Opinion).NotEmpty().MaximumLength(FilingAct.ReasonMax);
        }
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/filings/{id:guid}/vote", Handle).OpenTo("registration:write", Role.CommitteeMember).WithName(nameof(CastVote))
            .WithSummary("委员表决");
        routes.MapGet("/filings/{id:guid}/votes", List).OpenTo("registration:read", Role.CommitteeMember, Role.Registrar, Role.Regulator)
            .WithName("ListVotes").WithSummary("委员意见");
    }

    static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        Guid id, Request request, HttpContext context, AppDb db, FilingSteps steps, Packs.PinnedPacks packs, Capacities capacities,
        ReviewDesk desk, Mint mint, IClock clock, HostSettings node, CallerBox box, CancellationToken ct)
    {
        if (await steps.Find(id, ct) is not { } filing) return Refusals.NoSuchFiling.Problem(context);
        var (person, rules) = (new PersonId(box.Known.PersonId), (await packs.Of(filing.PackId, filing.PackSha256, ct)).Rules);
        if (filing.Stage is not Stage.CommitteeReview) return Refusals.NotBeforeCommittee.Problem(context);
        if (!capacities.Of(filing).Contains(Actor.Committee) || await desk.AreTied(new(box.Known.OrganizationId), filing.ApplicantId, ct))
            return Refusals.NotIndependent(rules.Separate.Basis).Problem(context);
        if (Separation.Bar(filing, Step.PassCommittee, Actor.Committee, person, rules) is { } bar) return bar.Problem(context);
        var wanted = filing.Id;
        if (await db.Set<CommitteeVote>().AnyAsync(v => v.FilingId == wanted && v.PersonId == person, ct))
            return Refusals.VotedAlready.Problem(context);

        var opinion = request.Opinion.Trim();
        var vote = new CommitteeVote
        {
            Id = mint.Id(), FilingId = filing.Id, PersonId = person, Vote = request.Vote, Opinion = opinion, At = clock.Now,
        };
        filing.Vote(person, new VoteCast(id, request.Vote.ToString(),
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(opinion)))),
            node);
        db.Add(vote);
        await db.SaveChangesAsync(ct);
        var votes = await db.Set<CommitteeVote>().AsNoTracking().Where(v => v.FilingId == wanted).Select(v => v.Vote).ToListAsync(ct);
        return TypedResults.Ok(new Response(
            votes.Count(v => v is Vote.For), votes.Count(v => v is Vote.Against), votes.Count(v => v is Vote.Abstain)));
    }

    internal sealed record View(string Member, Vote Vote, string Opinion, DateTime At);

    static async Task<Ok<Page<View>>> List(Guid id, AppDb db, PartyNames parties, CancellationToken ct)
    {
        var wanted = new FilingId(id);
        var found = await db.Set<CommitteeVote>().AsNoTracking().Where(v => v.FilingId == wanted).OrderBy(v => v.At).Take(Paging.TakeMax)
            .ToListAsync(ct);
        var names = await parties.People(found.Select(v => (PersonId?)v.PersonId), ct);
        return TypedResults.Ok(new Page<View>(
            found.ConvertAll(v => new View(names.GetValueOrDefault(v.PersonId.Value, ""), v.Vote, v.Opinion, v.At)), null));
    }
}
