using System.Security.Cryptography;
using System.Text;
using Yuanliu.Compute.Identifiers;
using Yuanliu.Registration.Entries;
using Yuanliu.Registration.Kinds;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Certificates;

/// <summary>发证 — makes the certificates that follow from an entry, in the entry's transaction; and voids, replaces, suspends or restores
/// those that do not say any more what the register says.</summary>
internal sealed class IssueCertificate(AppDb db, Numbers numbers, Mint mint, CertificateFactory factory, HostSettings node)
{
    const string StatusSeries = "certificate-status";

    /// <summary>Needs a transaction where it issues anything; saves nothing itself.</summary>
    public async Task Follow(Matter matter, Entry entry, CancellationToken ct)
    {
        var (standing, replaced) = (matter.Certificates.Where(IsOpen).ToList(), new HashSet<Certificate>());
        foreach (var award in matter.Awards)
        {
            foreach (var form in FormsOf(matter, award))
                await Issue(matter, entry, form, award, ct);
            if (award.Replaces is { } old && (matter.Restates || FormsOf(matter, award).Count > 0))
            {
                if (CertificateProcedure.Steps.Find(old.Status, CertificateStep.Supersede, Actor.Platform).Refusal is null)
                    Take(old, CertificateStep.Supersede, matter, entry);
                if (replaced.Add(old) && award.To != old.HolderId) await Leave(old, matter, entry, ct);
            }
        }
        foreach (var certificate in standing.Where(c => !replaced.Contains(c)))
            await Settle(certificate, matter, entry, ct);
        foreach (var certificate in matter.Certificates.Where(c => c.Status is CertificateStatus.Valid or CertificateStatus.Suspended))
            Freeze(certificate, matter, entry);
    }

    /// <summary>Part of what it attested went to another, in its place; its holder gets one for the rest.</summary>
    async Task Leave(Certificate old, Matter matter, Entry entry, CancellationToken ct)
    {
        var left = matter.Standing.Where(r => old.RightIds.Contains(r.Id.Value) && r.HolderId == old.HolderId).ToList();
        if (left.Count > 0 && old.EncumbranceIds.Count == 0)
            await Issue(matter, entry, old.Form, new(old.HolderId, CertificateRecipient.Acquirer, left, [], old, KeepsTerm: true), ct);
    }

    static bool IsOpen(Certificate c)
        => c.Status is CertificateStatus.Valid or CertificateStatus.Suspended or CertificateStatus.Expired;

    /// <summary>Which of the pack's certificates an award leads to. What takes another's place is of its kind.</summary>
    static List<string> FormsOf(Matter matter, Award award)
    {
        var of = matter.OfKind;
        if (award.Replaces is { } old) return of.Issues.Count > 0 || Succession.IsOne(matter) ? [old.Form] : [];
        return of.Issues.FindAll(key => matter.Rules.Certificates[key] is var form && form.To.Contains(award.As)
            && (form.When.Count == 0 || form.When.Exists(matter.Content.Circumstances.Contains)));
    }

    /// <summary>What an entry means for a certificate that nothing has replaced.</summary>
    async Task Settle(Certificate certificate, Matter matter, Entry entry, CancellationToken ct)
    {
        if (certificate.EncumbranceIds.Count > 0)
        {
            var burdens = matter.Encumbrances.Where(e => certificate.EncumbranceIds.Contains(e.Id.Value)).ToList();
            if (burdens.TrueForAll(b => b.Status is not Encumbrances.EncumbranceStatus.Standing) && burdens.Exists(matter.IsTouched))
                Take(certificate, CertificateStep.Cancel, matter, entry);
            return;
        }
        var attested = matter.Rights.Where(r => certificate.RightIds.Contains(r.Id.Value)).ToList();
        var left = attested.FindAll(r => r.Status is Rights.RightStatus.Standing && r.HolderId == certificate.HolderId);
        if (!attested.Exists(matter.IsTouched)) { Annotate(certificate, matter); return; }
        if (left.Count == 0) Take(certificate, matter.Ending, matter, entry);
        else if (left.Count < attested.Count || !matter.Restates || matter.OfKind.Issues.Contains(certificate.Form))
            await Replace(certificate, left, matter, entry, ct);
        else if (matter.Rules.Certificates[certificate.Form].VoidOnChange is { Value: true })
            Take(certificate, CertificateStep.Supersede, matter, entry);
    }

    async Task Replace(
        Certificate certificate, IReadOnlyList<Rights.RegisteredRight> left, Matter matter, Entry entry, CancellationToken ct)
    {
        if (certificate.On(matter.Today) is CertificateStatus.Expired) return;
        Take(certificate, CertificateStep.Supersede, matter, entry);
        await Issue(matter, entry, certificate.Form,
            new(certificate.HolderId, CertificateRecipient.Acquirer, left, [], certificate, KeepsTerm: true), ct);
    }

    /// <summary>他项权益记载 — what burdens its rights has changed: the next rendering says so.</summary>
    void Annotate(Certificate certificate, Matter matter)
    {
        if (matter.Encumbrances.Exists(e => matter.IsTouched(e) && certificate.RightIds.Any(id => e.RightId is null
            || e.RightId.Value.Value == id))
            || certificate.NamesGrants && matter.Touched.Any(r => r.HolderId != certificate.HolderId
                && Rights.Descent.ToSource(r, matter.Rights).Any(p => certificate.RightIds.Contains(p.Id.Value))))
            certificate.Annotate(node);
    }

    /// <summary>While a right is frozen its certificate is suspended; when nothing freezes it any more, it is restored.</summary>
    void Freeze(Certificate certificate, Matter matter, Entry entry)
    {
        var frozen = matter.Burdens.Any(b => b.Kind is Encumbrances.EncumbranceKind.Freeze
            && certificate.RightIds.Any(id => b.RightId is null || b.RightId.Value.Value == id))
            && matter.Rights.Exists(r => certificate.RightIds.Contains(r.Id.Value) && r.HolderId == certificate.HolderId);
        if (frozen && certificate.Status is CertificateStatus.Valid)
        {
            Take(certificate, CertificateStep.Suspend, matter, entry);
            certificate.IsFrozen = true;
        }
        else if (!frozen && certificate is { IsFrozen: true, Status: CertificateStatus.Suspended })
        {
            Take(certificate, CertificateStep.Restore, matter, entry);
            certificate.IsFrozen = false;
        }
    }

    void Take(Certificate certificate, CertificateStep step, Matter matter, Entry entry)
    {
        var reason = $"{Wording.Zh(matter.Kind)}：登记簿 {matter.Unit.Number} 第 {entry.Ordinal} 项记载";
        if (certificate.Take(step, Actor.Platform, reason, matter.At, node).Refusal is { } refusal)
            throw new InvalidOperationException($"{certificate.Number} cannot {step} after {entry.Id}: {refusal.Code}");
    }

    async Task Issue(Matter matter, Entry entry, string form, Award award, CancellationToken ct)
    {
        var (rules, issuedOn) = (matter.Rules.Certificates[form], matter.Today);
        var id = mint.Id<CertificateId>();
        var facts = (await factory.Facts(matter, form, award, ct)) with
        {
            Oid = rules.Identifier is { } arc ? ObjectIdentifier.Of(arc.Value, id.Value) : null,
        };
        var draft = new CredentialDraft(
            id, await numbers.Next(rules.Number, $"certificate/{form}", matter.Rules, issuedOn.Year, ct),
            award.To, facts, rules.Contents.Value, matter.Filing.Id, matter.Pack.Id, matter.Pack.Sha256, matter.At,
            CertificateTerms.LastDay(matter, rules, award), await numbers.Next(StatusSeries, ct) - 1);
        var credential = factory.Sign(draft);
        var certificate = new Certificate
        {
            Id = draft.Id, Number = draft.Number, FilingId = matter.Filing.Id, EntryId = entry.Id, UnitId = matter.Unit.Id, Form = form,
            HolderId = award.To, ResourceId = matter.Unit.ResourceId, RightIds = [.. award.Rights.Select(r => r.Id.Value)],
            EncumbranceIds = [.. award.Encumbrances.Select(e => e.Id.Value)], Replaces = award.Replaces?.Number,
            PackId = matter.Pack.Id, PackSha256 = matter.Pack.Sha256, Facts = facts, IssuedAt = matter.At, ValidUntil = draft.ValidUntil,
            StatusIndex = draft.StatusIndex,
            Credential = Encoding.UTF8.GetString(credential), CredentialSha256 = Convert.ToHexStringLower(SHA256.HashData(credential)),
        };
        certificate.Issue(node);
        if (matter.Filing.CertificateNumber is not { } first || award.To == matter.Applicant
            && matter.Certificates.Find(c => c.Number == first) is { } other && other.HolderId != matter.Applicant)
            matter.Filing.CertificateNumber = certificate.Number;
        matter.Certificates.Add(certificate);
        db.Add(certificate);
    }
}
