using System.Text.Json;
using Yuanliu.Compute.Json;

namespace Yuanliu.Registration.Packs;

/// <summary>已固定规则包 — the rules a case was filed under, kept as long as the case, whatever becomes of the file.</summary>
internal sealed class PinnedPack
{
    public required string Sha256 { get; init; }
    public required string PackId { get; init; }
    /// <summary>The rules as canonical JSON.</summary>
    public required string Rules { get; init; }

    public static void Map(EntityTypeBuilder<PinnedPack> e)
    {
        e.ToTable("registration_pack");
        e.HasKey(x => x.Sha256);
        e.Property(x => x.Sha256).HasMaxLength(64);
        e.Property(x => x.PackId).HasMaxLength(60);
    }
}

/// <summary>Pins packs to cases and finds a case's own rules again.</summary>
internal sealed class PinnedPacks(RegistrationPacks packs, AppDb db)
{
    /// <summary>Keeps the pack, once; part of the caller's transaction.</summary>
    public Task Pin(RegistrationPack pack, CancellationToken ct)
    {
        var rules = System.Text.Encoding.UTF8.GetString(CanonicalJson.Utf8(pack.Rules));
        return db.Database.ExecuteSqlAsync($"""
            INSERT INTO registration_pack ("Sha256", "PackId", "Rules") VALUES ({pack.Sha256}, {pack.Id}, {rules}) ON CONFLICT DO NOTHING
            """, ct);
    }

    public async Task<RegistrationPack> Of(string id, string sha256, CancellationToken ct)
    {
        if (packs.For(id) is { } loaded && loaded.Sha256 == sha256) return loaded;
        var kept = await db.Set<PinnedPack>().AsNoTracking().SingleAsync(p => p.Sha256 == sha256, ct);
        return new(id, sha256, JsonSerializer.Deserialize<RegistrationRules>(kept.Rules, CanonicalJson.Options)!);
    }
}
