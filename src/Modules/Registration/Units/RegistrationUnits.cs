using Yuanliu.Registration.Certificates;
using Yuanliu.Registration.Filings;

namespace Yuanliu.Registration.Units;

/// <summary>Finds units, and makes one for a resource that its register has not met.</summary>
internal sealed class RegistrationUnits(AppDb db, Mint mint)
{
    /// <summary>The unit of a resource, taken for this transaction: whoever else takes it meanwhile is refused.</summary>
    public async Task<RegistrationUnit> Take(string register, ResourceId resource, CancellationToken ct)
    {
        var unit = await db.Set<RegistrationUnit>().SingleOrDefaultAsync(u => u.Register == register && u.ResourceId == resource, ct);
        if (unit is null) db.Add(unit = new() { Id = mint.Id<UnitId>(), Register = register, ResourceId = resource });
        else unit.Take();
        return unit;
    }

    /// <summary>What a filing is about: the unit of the certificate it names, the unit whose number it gives, or a resource.</summary>
    public async Task<Result<ResourceId>> Locate(FilingForm form, Guid? resource, string register, CancellationToken ct)
    {
        if (form.Certificate is { } certificate)
            return await (from c in db.Set<Certificate>()
                          join u in db.Set<RegistrationUnit>() on c.UnitId equals u.Id
                          where c.Number == certificate && u.Register == register
                          select (Guid?)u.ResourceId.Value).SingleOrDefaultAsync(ct) is { } certified
                ? new ResourceId(certified) : Refusals.NoSuchCertificate;
        if (form.Unit is { } number)
            return await db.Set<RegistrationUnit>().Where(u => u.Number == number && u.Register == register)
                .Select(u => (Guid?)u.ResourceId.Value).SingleOrDefaultAsync(ct) is { } numbered
                ? new ResourceId(numbered) : Refusals.NoSuchUnit;
        return resource is { } given ? new ResourceId(given) : Refusals.SubjectMissing;
    }
}
