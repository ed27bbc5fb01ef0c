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

    public async Task<Page<KeyCard>> List(Guid agreement, OrganizationId owner, KeySearch search, CancellationToken ct)
    {
        var rows = Of(agreement, owner);
        if (search.Stage is { } stage) rows = At(rows, stage);
        if (search.Name is { Length: > 0 } part) rows = rows.Where(t => t.Name.Contains(part));
        if (Paging.After<TokenId>(search.After) is { } cursor) rows = rows.Where(t => t.Id.CompareTo(cursor) < 0);
        var found = await rows.OrderByDescending(t => t.Id).Take(search.Size + 1).ToListAsync(ct);
        return Paging.Cut(found.ConvertAll(Card), search.Size, k => k.Id.ToString());
    }

    public Task<int> CountAlive(Guid agreement, OrganizationId owner, CancellationToken ct)
        => At(Of(agreement, owner), KeyStage.Alive).CountAsync(ct);

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

    IQueryable<Token> Of(Guid agreement, OrganizationId owner)
        => db.Set<Token>().AsNoTracking().Where(t => t.Agreement == agreement && t.OrganizationId == owner);

    /// <remarks>As <see cref="Card"/> says it of one.</remarks>
    IQueryable<Token> At(IQueryable<Token> rows, KeyStage stage)
    {
        var now = clock.Now;
        return stage switch
        {
            KeyStage.Revoked => rows.Where(t => t.RevokedAt != null),
            KeyStage.Expired => rows.Where(t => t.RevokedAt == null && t.ExpiresAt <= now),
            KeyStage.Alive => rows.Where(t => t.RevokedAt == null && t.ExpiresAt > now),
        };
    }

    KeyCard Card(Token token) => new(
        token.Id.Value, token.Name,
        token.RevokedAt is not null ? KeyStage.Revoked : token.ExpiresAt <= clock.Now ? KeyStage.Expired : KeyStage.Alive,
        token.ExpiresAt, token.RevokedAt);
}
