namespace Yuanliu.Evidence.Facts;

/// <summary>Who may read the evidence of a matter: the platform's staff, whoever took part, and whomever the area itself lets.</summary>
internal sealed class FactReaders(AppDb db, IEnumerable<ISubjectReaders> areas)
{
    static readonly Role[] Staff = [Role.Registrar, Role.ExchangeStaff, Role.Regulator, Role.Administrator];

    public static bool IsStaff(Caller caller) => Staff.Any(caller.Is);

    public async Task<bool> MaySee(string subject, Caller caller, CancellationToken ct)
    {
        if (IsStaff(caller)) return true;
        if (await db.Set<JournalEntry>().AnyAsync(e => e.Subject == subject && e.OrganizationId == caller.OrganizationId, ct)) return true;
        return subject.Split(':') is [.., var kind, var id] && Guid.TryParse(id, out var about)
            && areas.FirstOrDefault(a => a.SubjectKind == kind) is { } area && await area.MaySee(about, caller, ct);
    }
}
