using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration;

/// <summary>顺序号 — the last number given out of one series.</summary>
internal sealed class NumberSeries
{
    public required string Name { get; init; }
    public required int Last { get; init; }

    public static void Map(EntityTypeBuilder<NumberSeries> e)
    {
        e.ToTable("registration_series");
        e.HasKey(x => x.Name);
        e.Property(x => x.Name).HasMaxLength(120);
    }
}

/// <summary>Gives out numbers without gap or repeat: the row is locked until the caller's transaction ends, and falls back with
/// it.</summary>
internal sealed class Numbers(AppDb db)
{
    /// <summary>The next number of the register's yearly series, written by the pack's pattern.</summary>
    public async Task<string> Next(Ruled<string> pattern, string series, RegistrationRules rules, int year, CancellationToken ct)
        => NumberPattern.Write(pattern.Value, year, await Next($"{rules.Jurisdiction}/{series}/{year}", ct));

    /// <summary>1 for the first of a series.</summary>
    /// <exception cref="InvalidOperationException">Called outside a transaction: the number could be lost.</exception>
    public async Task<int> Next(string series, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is null)
            throw new InvalidOperationException($"{series}: a number is given only inside a transaction.");
        return (await db.Database.SqlQuery<int>($"""
            INSERT INTO registration_series ("Name", "Last") VALUES ({series}, 1)
            ON CONFLICT ("Name") DO UPDATE SET "Last" = registration_series."Last" + 1 RETURNING "Last"
            """).ToListAsync(ct)).Single();
    }
}
