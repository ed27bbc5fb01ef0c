namespace Yuanliu.Registration.Units;

/// <summary>Finds units, and makes one for a resource that its register has not met.</summary>
internal sealed class RegistrationUnits(AppDb db, Mint mint)
{
    /// <summary>The unit of a resource, taken for this transaction: whoever else takes it meanwhile is refused.</summary>
    public async Task<RegistrationUnit> Take(string register, ResourceId resource, CancellationToken ct)
    {
        var unit = await db.Set<RegistrationUnit>().SingleOrDefaultAsync(u => u.Register == register && u.ResourceId == resource, ct);
        if (unit is null)
            db.Add(unit = new() { Id = mint.Id<UnitId>(), Register = register, ResourceId = resource });
        else
            unit.Take();
        return unit;
    }
}
