using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Kinds;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Rights;

/// <summary>权利冲突 — what stands, or is asked for, against a right before it is registered.</summary>
internal static class Conflicts
{
    static readonly FilingKind[] AskForRights =
        [FilingKind.Initial, FilingKind.Supplementary, FilingKind.Licence, FilingKind.Trade, FilingKind.Trust];

    /// <summary>How far a claim reaches, once the pack has said which kinds are exclusive by themselves.</summary>
    public static Reach ReachOf(ClaimedRight claim, RegistrationRules rules)
        => Reach.Of(claim) with { Exclusive = claim.Exclusive || rules.Right(claim.Kind) is { Exclusive: true } };

    /// <param name="parent">What it is to derive from; it and its own chain never stand against it.</param>
    /// <param name="grantor">Whoever grants it has bound itself: its own rights do not stand against it.</param>
    /// <param name="same">A right that is being changed, which does not stand against itself.</param>
    public static Refusal? Of(
        Matter matter, RightKind kind, Reach reach, OrganizationId holder, RegisteredRight? parent = null, OrganizationId? grantor = null,
        RegisteredRight? same = null)
    {
        foreach (var other in matter.Standing.Where(r => r.Kind == kind && r != same && r.Reach.Overlaps(reach)).ToList())
        {
            if (other.HolderId == holder && other.ParentId == parent?.Id)
                return Refusals.AlreadyRegistered(matter.Unit.Number ?? "", matter.BasisOf(NamedCheck.NoExclusiveConflict));
            if (other.HolderId == grantor || parent is not null && Descent.IsAkin(other, parent, matter.Rights)
                && (other == parent || Descent.ToSource(parent, matter.Rights).Contains(other))) continue;
            if (same is not null && Descent.IsAkin(other, same, matter.Rights)) continue;
            if (Exclude(reach, other.Reach)) return Excluded(matter, matter.Unit.Number ?? "");
        }
        return Shares(matter, kind, reach, same) ?? Asked(matter, kind, reach, holder);
    }

    /// <summary>Joint holders share one exclusive right; their parts do not exclude each other.</summary>
    static bool Exclude(Reach one, Reach other)
        => (one.Exclusive || other.Exclusive) && (one.ShareBasisPoints is null || other.ShareBasisPoints is null);

    static Refusal Excluded(Matter matter, string number)
        => Refusals.ExclusiveConflict(number, matter.BasisOf(NamedCheck.NoExclusiveConflict));

    static Refusal? Shares(Matter matter, RightKind kind, Reach reach, RegisteredRight? same)
    {
        if (reach.ShareBasisPoints is not { } share || !reach.Exclusive) return null;
        var taken = matter.Standing.Where(r => r.Kind == kind && r != same && r.ParentId is null && r.Reach.Overlaps(reach))
            .Sum(r => r.Reach.ShareBasisPoints ?? 0);
        return taken + share > Reach.WholeShare
            ? Refusals.SharesExceed(taken + share, matter.BasisOf(NamedCheck.SharesWithinWhole)) : null;
    }

    /// <summary>Another filing asks for the same.</summary>
    static Refusal? Asked(Matter matter, RightKind kind, Reach reach, OrganizationId holder)
    {
        foreach (var filing in matter.Running.Where(f => AskForRights.Contains(f.Kind)))
            foreach (var claim in filing.Content.Rights.Where(c => c.Kind == kind))
            {
                var asked = ReachOf(claim, matter.Rules);
                if (!asked.Overlaps(reach)) continue;
                if (filing.ApplicantId == holder && filing.Kind is FilingKind.Initial)
                    return Refusals.AlreadyRegistered(filing.Number, matter.BasisOf(NamedCheck.NoExclusiveConflict));
                if (Exclude(reach, asked)) return Excluded(matter, filing.Number);
            }
        return null;
    }
}
