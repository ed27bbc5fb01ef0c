using Yuanliu.Registration.Certificates;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Kinds;
using Yuanliu.Registration.Objections;
using Yuanliu.Registration.Packs;
using Yuanliu.Registration.Rights;
using Yuanliu.Registration.Units;

namespace Yuanliu.Registration.Entries;

/// <summary>登簿 — the one way into the register: looks once more whether a filing can be entered, enters it, and has its certificates
/// made.</summary>
internal sealed class Entering(
    AppDb db, Matters matters, RegistrationKinds kinds, ObjectionDesk objections, IssueCertificate certificates, Numbers numbers,
    TransferStatements statements, HostSettings node)
{
    /// <summary>Why the register could not enter this as it stands now.</summary>
    public async Task<Refusal?> Check(Filing filing, RegistrationPack pack, Phase phase, CancellationToken ct)
    {
        var matter = await matters.Of(filing, pack, phase, ct);
        return Check(matter) ?? (phase is Phase.Entered ? await objections.Acknowledged(filing, pack.Rules, ct) : null);
    }

    Refusal? Check(Matter matter)
    {
        var kind = kinds.Of(matter.Kind);
        if (matter.Unit.Number is null && !kind.Demands.HasFlag(Demands.OwnResource))
            return Refusals.NotRegistered(matter.Rules.BasisBefore(matter.Kind, matter.Content.Circumstances));
        if (matter.Content.Certificate is not null)
        {
            if (matter.Named is not { } named) return Refusals.NoSuchCertificate;
            if (!(matter.Phase is Phase.Filed ? kind.ActsOn : kind.MayHaveBecome).Contains(named.On(matter.Today)))
                return Refusals.CertificateNotOpen(named.Number, named.On(matter.Today), matter.OfKind.Basis);
        }
        if (Sides.Check(matter, kind) is { } unentitled) return unentitled;
        if (kind.RunsAlone && matter.Running.FirstOrDefault(f => kinds.Of(f.Kind).RunsAlone && IsSame(matter, f)) is { } running)
            return Refusals.AlreadyRunning(running.Number, matter.OfKind.Basis);
        return kind.Check(matter);
    }

    /// <summary>Two filings that name no certificate act on all that the holder has.</summary>
    static bool IsSame(Matter matter, Filing other)
        => other.Content.Certificate is null || matter.Content.Certificate is null
            || other.Content.Certificate == matter.Content.Certificate;

    /// <summary>Needs a transaction in which the filing's row is saved already: whoever comes second fails there, and takes no
    /// number.</summary>
    public async Task Enter(Filing filing, RegistrationPack pack, CancellationToken ct)
    {
        var matter = await matters.Of(filing, pack, Phase.Entered, ct);
        if (Check(matter) is { } refusal) throw new RefusedException(refusal);
        var former = matter.Holder;
        kinds.Of(filing.Kind).Apply(matter);
        await Append(matter, filing.Id, ct);
        await statements.Owe(matter, former, ct);
        if (Succession.IsWhole(matter)) await Follow(matter, ct);
    }

    /// <summary>异议标识 — notes the filing on the rights, or strikes the note.</summary>
    public async Task Note(Filing filing, RegistrationPack pack, bool stands, CancellationToken ct)
    {
        if (kinds.Of(filing.Kind) is not INotedKind kind) return;
        var matter = await matters.Of(filing, pack, Phase.Entered, ct);
        if (stands) kind.Note(matter);
        else kind.Strike(matter);
        await Append(matter, filing.Id, ct);
    }

    /// <summary>期满注销 — the certificate's term is over and nobody renewed it: what rested on it alone is entered as cancelled. In the
    /// transaction of the caller.</summary>
    public async Task End(Certificate certificate, RegistrationPack pack, CancellationToken ct)
    {
        var filing = await db.Set<Filing>().SingleAsync(f => f.Id == certificate.FilingId, ct);
        var matter = await matters.Of(filing, FilingKind.Cancellation, certificate.UnitId, pack, Phase.Entered, ct);
        matter.Ending = CertificateStep.Cancel;
        var elsewhere = matter.Attesting(matter.Rights).Where(c => c.Id != certificate.Id).SelectMany(c => c.RightIds).ToHashSet();
        foreach (var right in matter.Rights.Where(r => r.Status is RightStatus.Standing && r.HolderId == certificate.HolderId
            && certificate.RightIds.Contains(r.Id.Value) && !elsewhere.Contains(r.Id.Value)).ToList())
            matter.End(right);
        if (matter.Touched.Any()) await Append(matter, null, ct);
        if (certificate.Status is CertificateStatus.Expired
            && certificate.Take(CertificateStep.Cancel, Actor.Platform, "期满未续证", matter.At, node).Refusal is { } refusal)
            throw new InvalidOperationException($"{certificate.Number} cannot end: {refusal.Code}");
    }

    /// <summary>An organization that is no more: what it has in the register's other units goes too, and its running filings.</summary>
    async Task Follow(Matter matter, CancellationToken ct)
    {
        var (from, to, register, here) = (matter.Other!.Value, matter.Applicant, matter.Unit.Register, matter.Unit.Id);
        var elsewhere = await db.Set<RegistrationUnit>()
            .Where(u => u.Register == register && u.Id != here && u.Number != null
                && (db.Set<RegisteredRight>().Any(r => r.UnitId == u.Id && r.HolderId == from && r.Status == RightStatus.Standing)
                || db.Set<Encumbrances.Encumbrance>().Any(e => e.UnitId == u.Id && e.InFavourOf == from
                    && e.Status == Encumbrances.EncumbranceStatus.Standing)))
            .OrderBy(u => u.Id).Select(u => u.Id).ToListAsync(ct);
        foreach (var unit in elsewhere)
        {
            var other = await matters.Of(matter.Filing, matter.Kind, unit, matter.Pack, Phase.Entered, ct);
            Succession.Move(other, from, to, whole: true);
            await Append(other, matter.Filing.Id, ct);
        }
        Stage[] ended = [.. Enum.GetValues<Stage>().Where(Procedure.IsFinal)];
        foreach (var running in await db.Set<Filing>().Where(f => f.ApplicantId == from && !ended.Contains(f.Stage)
            && db.Set<RegistrationUnit>().Any(u => u.Id == f.UnitId && u.Register == register)).OrderBy(f => f.Id).ToListAsync(ct))
            running.Succeed(to, matter.Filing.Id, node);
    }

    async Task Append(Matter matter, FilingId? filing, CancellationToken ct)
    {
        var (unit, rules, year) = (matter.Unit, matter.Rules, matter.Today.Year);
        if (unit.Number is null) unit.Name(await numbers.Next(rules.Numbers.Unit, "unit", rules, year, ct), matter.Today);
        var entry = new Entry
        {
            Id = matter.EntryId, UnitId = unit.Id, Ordinal = unit.Entries + 1, Kind = matter.Kind, FilingId = filing,
            PackId = matter.Pack.Id, PackSha256 = matter.Pack.Sha256, At = matter.At, Lines = matter.Lines,
                PreviousSha256 = unit.EntrySha256,
        };
        entry.Seal(unit.Number!, node);
        unit.Append(entry.Sha256);
        db.Add(entry);
        db.AddRange(matter.Made);
        db.AddRange(matter.Burdened);
        await certificates.Follow(matter, entry, ct);
    }
}
