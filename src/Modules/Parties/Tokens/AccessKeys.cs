using Yuanliu.Parties.Sessions;

namespace Yuanliu.Parties.Tokens;

/// <summary>访问密钥 — tokens that open one agreement and nothing else. What is changed here is saved with the caller's own act.</summary>
internal sealed class AccessKeys(AppDb db, CallerBox box, Mint mint, HostClock clock) : IAccessKeys
{
    public IssuedKey Issue(Guid agreement, string name, IReadOnlyList<string> scopes, int days)
    {
        var secret = "yk_" + mint.Secret();
        var token = new Token
        {
            Id = mint.Id<TokenId>(), SecretHash = Session.Hash(secret), Name = name, PersonId = new(box.Known.PersonId),
            OrganizationId = new(box.Known.OrganizationId), Scopes = string.Join(',', scopes), ExpiresAt = clock.Now.AddDays(days),
            Agreement = agreement,
        };
        db.Add(token);
        return new(Card(token), secret);
    }

    public async Task<IReadOnlyList<KeyCard>> List(Guid agreement, OrganizationId owner, CancellationToken ct)
        => (await db.Set<Token>().AsNoTracking().Where(t => t.Agreement == agreement && t.OrganizationId == owner)
            .OrderByDescending(t => t.Id).Take(Paging.TakeMax).ToListAsync(ct)).ConvertAll(Card);

    public async Task<bool> Revoke(Guid agreement, OrganizationId owner, Guid key, CancellationToken ct)
    {
        var id = new TokenId(key);
        if (await db.Set<Token>().SingleOrDefaultAsync(t => t.Id == id && t.Agreement == agreement && t.OrganizationId == owner, ct)
            is not { } token) return false;
        token.RevokedAt ??= clock.Now;
        return true;
    }

    public async Task<int> RevokeAll(Guid agreement, CancellationToken ct)
    {
        var alive = await db.Set<Token>().Where(t => t.Agreement == agreement && t.RevokedAt == null).ToListAsync(ct);
        foreach (var token in alive) token.RevokedAt = clock.Now;
        return alive.Count;
    }

    static KeyCard Card(Token token) => new(token.Id.Value, token.Name, token.ExpiresAt, token.RevokedAt);
}
