using Yuanliu.Registration.Certificates;
using Yuanliu.Registration.Encumbrances;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;
using Yuanliu.Registration.Rights;

namespace Yuanliu.Registration.Kinds;

/// <summary>注销登记 — the holder gives rights up, or they are gone.</summary>
internal sealed class RegisterCancellation : IRegistrationKind
{
    static readonly Circumstance[] Gone = [Circumstance.RightExtinguished, Circumstance.EffectiveJudgment, Circumstance.SubjectEnded];

    public FilingKind Kind => FilingKind.Cancellation;
    public IReadOnlyList<CertificateStatus> ActsOn => [CertificateStatus.Valid, CertificateStatus.Suspended, CertificateStatus.Expired];
    public bool RunsAlone => true;

    /// <summary>Who granted something cannot take it back by giving up what it was granted from; a right that is gone takes it
    /// along, unless the paper wants all business settled first.</summary>
    public Refusal? Check(Matter matter)
    {
        if (RegisterPledge.HasSubject(matter) is { } nothing) return nothing;
        if (Bars.Disposal(matter, matter.Chosen) is { } bar) return bar;
        var settled = matter.Rules.Check(NamedCheck.BusinessSettled, Kind);
        var gone = settled is null && matter.Content.Circumstances.Any(Gone.Contains);
        return !gone && matter.Chosen.Any(r => Descent.Of(r, matter.Rights).Any(d => d.StandsOn(matter.Today) && d.HolderId != r.HolderId))
            ? Refusals.DerivedStanding(settled?.Basis ?? matter.OfKind.Basis) : null;
    }

    public void Apply(Matter matter)
    {
        var (holder, rights) = (matter.Holder!.Value, matter.Chosen);
        matter.Ending = CertificateStep.Cancel;
        foreach (var right in rights) matter.End(right);
        matter.Awards.Add(new(holder, CertificateRecipient.Acquirer, rights, []));
    }
}

/// <summary>撤销登记 — the registry takes back, wholly or in part, what should not have been registered.</summary>
internal sealed class RegisterRevocation : IRegistrationKind
{
    public FilingKind Kind => FilingKind.Revocation;
    public IReadOnlyList<CertificateStatus> ActsOn => [CertificateStatus.Valid, CertificateStatus.Suspended];
    public bool RunsAlone => true;

    public Refusal? Check(Matter matter)
    {
        if (RegisterPledge.HasSubject(matter) is { } nothing) return nothing;
        if (matter.Content.Rights.Count > 0 && matter.OfKind.Partial is not { Value: true })
            return Refusals.PartialNotAllowed(matter.OfKind.Basis);
        return Takeback.Check(matter);
    }

    public void Apply(Matter matter)
    {
        matter.Ending = CertificateStep.Revoke;
        Takeback.Apply(matter);
    }
}

/// <summary>Takes rights back: all of the subject, or what the form names of it.</summary>
internal static class Takeback
{
    public static Refusal? Check(Matter matter) => matter.Content.Rights.FirstOrDefault(part
        => matter.Chosen.Any(r => r.Kind == part.Kind && !r.Reach.CanLose(Reach.Of(part)))) is { } part
        ? Refusals.PartNotSeparable(part.Kind, matter.OfKind.Basis) : null;

    public static void Apply(Matter matter)
    {
        foreach (var right in matter.Chosen)
        {
            var part = matter.Content.Rights.FirstOrDefault(c => c.Kind == right.Kind);
            var left = part is null ? null : right.Reach.Without(Reach.Of(part), [.. matter.Content.Resource.Fields.Select(f => f.Name)]);
            if (left is null) matter.End(right);
            else Narrow(matter, right, left);
        }
    }

    /// <summary>What derives from it is cut back with it, or ends where nothing of it is left.</summary>
    static void Narrow(Matter matter, RegisteredRight right, Reach left)
    {
        matter.Set(right, right.HolderId, right.Scope, left);
        foreach (var child in matter.Rights.Where(r => r.ParentId == right.Id && r.Status is RightStatus.Standing).ToList())
            if (child.Reach.OutOf(left) is not { } rest) matter.End(child);
            else if (!rest.Equals(child.Reach)) Narrow(matter, child, rest);
    }
}

/// <summary>恢复登记 — a revocation or cancellation was wrong: what it ended stands again, if nothing came in between.</summary>
internal sealed class RegisterRestoration : IRegistrationKind
{
    public FilingKind Kind => FilingKind.Restoration;
    public IReadOnlyList<CertificateStatus> ActsOn => [CertificateStatus.Revoked, CertificateStatus.Cancelled];
    public bool RunsAlone => true;

    public Refusal? Check(Matter matter)
    {
        var ended = Ended(matter);
        if (ended.Count == 0) return Refusals.NothingToRestore(matter.OfKind.Basis);
        foreach (var right in ended)
        {
            var parent = Descent.ToSource(right, matter.Rights).FirstOrDefault();
            if (parent is not null && !ended.Contains(parent) && !parent.StandsOn(matter.Today))
                return Refusals.NothingToDerive(right.Kind, matter.OfKind.Basis);
            if (Conflicts.Of(matter, right.Kind, right.Reach, right.HolderId, parent, parent?.HolderId) is { } conflict) return conflict;
        }
        return null;
    }

    public void Apply(Matter matter)
    {
        var ended = Ended(matter);
        foreach (var right in ended) matter.Restore(right);
        foreach (var old in matter.Certificates.Where(c => ActsOn.Contains(c.Status) && c.RightIds.Any(id
            => ended.Exists(r => r.Id.Value == id))))
            matter.Awards.Add(new(old.HolderId, CertificateRecipient.Acquirer,
                [.. ended.Where(r => old.RightIds.Contains(r.Id.Value))], [], old, KeepsTerm: true));
    }

    /// <summary>The certificate's rights, and all that ended in the same entry because of them.</summary>
    static List<RegisteredRight> Ended(Matter matter)
    {
        if (matter.Named is not { } certificate) return [];
        var own = matter.Rights.Where(r => certificate.RightIds.Contains(r.Id.Value) && r.Status is RightStatus.Ended
            && !(matter.Today > r.Until)).ToList();
        var along = own.SelectMany(r => Descent.Of(r, matter.Rights).Where(d => d.Status is RightStatus.Ended && d.EndedBy == r.EndedBy
            && !(matter.Today > d.Until)));
        return [.. own.Concat(along).Distinct()];
    }
}
