using Yuanliu.Compute.Odrl;
using Yuanliu.Space.Policies;
using Yuanliu.Space.Uses;

namespace Yuanliu.Space.Decisions;

/// <summary>所在地 — where this node runs, by GB/T 2260: the place of every use of its data.</summary>
internal sealed record NodePlace(string Code)
{
    public static NodePlace FromEnvironment()
        => new(Environment.GetEnvironmentVariable("YUANLIU_PLACE") is { Length: > 0 } place ? place : "110000");
}

/// <summary>What somebody wants to do under an agreement.</summary>
/// <param name="Purpose">As stated; null = the agreed one.</param>
/// <param name="Environment">The door through which it is done.</param>
internal sealed record Wanted(UseMode Mode, string? Purpose = null, string Environment = Wanted.CleanRoom)
{
    public const string CleanRoom = "clean-room", Gateway = "gateway";
}

/// <summary>What was decided of one wanted use.</summary>
internal sealed record Decided(CompiledPolicy Policy, Judgement Judgement, int Used, Denial? Denial);

/// <summary>An agreement's policy at one moment; null when there is no such agreement any more.</summary>
internal readonly record struct Moment(CompiledPolicy? Policy, DateTime At);

/// <summary>
/// 决策点 — the one place where it is decided whether a use may be made: for the clean room, and for every other door that is added.
/// </summary>
/// <remarks>
/// A door asks here first, then reserves with <see cref="Reservations"/>, makes its answer, and counts it with <see cref="UseBook"/> before
/// anything leaves; a denial is kept with <see cref="UseBook.Deny"/>. Nothing that is counted is ever decided anew by the door.
/// </remarks>
internal sealed class DecisionPoint(
    AppDb db, IAgreements agreements, PolicyCache cache, NodePlace place, StandingQuery standing, IClock clock, HostSettings node)
{
    /// <summary>The agreement's policy, as far as the organization has a part in it.</summary>
    public async Task<CompiledPolicy?> Policy(Guid agreement, OrganizationId party, bool isStaff, CancellationToken ct)
        => await agreements.Find(new(agreement), ct) is { } card
            && (isStaff || card.Buyer == party || card.Seller == party || card.Holder == party)
            ? cache.Of(card) : null;

    public async Task<Decided> Decide(CompiledPolicy policy, OrganizationId party, Wanted wanted, CancellationToken ct)
    {
        var (agreement, now) = (policy.Agreement, Second());
        var today = LegalDay.Of(now);
        var stands = await standing.Of(db, agreement.Id, LegalDay.Start(today), ct);
        var input = new DecisionInput(
            "use", node.Urn("organization", party.Value), now, stands.Used + 1, agreement.Since,
            (stands.Day >= today ? stands.UsesOfDay : 0) + 1, stands.Denied + 1,
            wanted.Purpose ?? agreement.Policy.Purpose, place.Code, DecisionInput.Word(wanted.Mode), wanted.Environment,
            agreement.InForce, stands.IsStopped, policy.Sha256);
        var judgement = Judgement.Of(policy.Policies, input);
        return new(policy, judgement, stands.Used, judgement.Denial(agreement));
    }

    /// <summary>What was allowed when it was begun must still be when it is counted: for work that takes its time.</summary>
    public async Task<Denial?> Changed(CompiledPolicy begun, Wanted wanted, CancellationToken ct)
    {
        var agreement = begun.Agreement;
        if (await Policy(agreement.Id.Value, agreement.Buyer, isStaff: false, ct) is not { } policy || policy.Sha256 != begun.Sha256)
            return Refusals.PolicyChanged;
        return (await Decide(policy, agreement.Buyer, wanted, ct)).Denial;
    }

    /// <summary>An agreement as it stands at this moment, for what was decided when a call came in and is about to be counted.</summary>
    public async Task<Moment> Now(AgreementCard agreement, CancellationToken ct)
        => new(await Policy(agreement.Id.Value, agreement.Buyer, isStaff: false, ct), Second());

    /// <summary>Why what was decided holds no more: the agreement ended, its time is over, or its policy is another. How many uses there
    /// are is the meter's to say.</summary>
    public static Denial? Over(Decided decided, Moment now)
        => now.Policy is not { } policy || policy.Sha256 != decided.Policy.Sha256 ? Refusals.PolicyChanged
            : Judgement.Of(policy.Policies, decided.Judgement.Input with
            {
                Now = now.At, IsInForce = policy.Agreement.InForce, Count = 0, UsesToday = 0,
            }).Denial(policy.Agreement);

    DateTime Second() => clock.Now is var now ? new(now.Ticks - now.Ticks % TimeSpan.TicksPerSecond, DateTimeKind.Utc) : now;

    public Task<bool> IsStopped(AgreementId agreement, CancellationToken ct)
        => db.Set<Stops.UseStop>().AsNoTracking().AnyAsync(s => s.Agreement == agreement && s.Stage == Stops.Stage.Stopped, ct);
}
