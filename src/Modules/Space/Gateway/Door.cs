using Yuanliu.Space.Decisions;
using Yuanliu.Space.Policies;
using Yuanliu.Space.Uses;

namespace Yuanliu.Space.Gateway;

/// <summary>A call that came in under an agreement.</summary>
/// <param name="Denial">Why it may go no further; null when it may.</param>
internal sealed record Entered(CompiledPolicy Policy, Decided Decided, Wanted Wanted, Denial? Denial)
{
    public AgreementCard Agreement => Policy.Agreement;
}

/// <summary>网关入口 — what every door of the gateway begins with: the agreement, the pace, the decision; and how it ends in a
/// refusal.</summary>
internal sealed class Door(DecisionPoint point, UseBook book, Paces paces, CallerBox box)
{
    /// <returns>Null when there is no such agreement of the caller's.</returns>
    public async Task<Entered?> Enter(Guid id, UseMode mode, string? purpose, CancellationToken ct)
    {
        var party = new OrganizationId(box.Known.OrganizationId);
        if (await point.Policy(id, party, isStaff: false, ct) is not { } policy) return null;
        var (wanted, tooFast) = (new Wanted(mode, purpose, Wanted.Gateway), paces.Refuse(policy.Agreement.Id));
        if (tooFast is false) return new(policy, null!, wanted, Refusals.TooFast);
        var decided = await point.Decide(policy, party, wanted, ct);
        // What was answered before may be read again although all uses are spent.
        var denial = tooFast is true ? Refusals.TooFast : decided.Denial;
        return new(policy, decided, wanted, denial is not null && tooFast is null && decided.Judgement.LacksUsesOnly(policy.Policies)
            ? null : denial);
    }

    /// <summary>Keeps the refusal before it is told. Of calls that come too fast one in a second is kept.</summary>
    /// <param name="text">What is kept of the question: it holds no identity.</param>
    public async Task<ProblemHttpResult> Refuse(Entered entered, Denial denial, string text, HttpContext context, CancellationToken ct)
    {
        if (entered.Decided is not null) await book.Deny(entered.Decided, entered.Wanted.Mode, text, denial, null, ct);
        return Tell(denial, context);
    }

    /// <summary>Tells a refusal that was kept already.</summary>
    public static ProblemHttpResult Tell(Denial denial, HttpContext context)
    {
        if (denial.Refusal.Kind is RefusalKind.TooMany or RefusalKind.Unavailable) context.Response.Headers.RetryAfter = "1";
        return denial.Problem(context);
    }
}
