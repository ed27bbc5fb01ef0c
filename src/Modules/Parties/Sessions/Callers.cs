using Yuanliu.Parties.Organizations;
using Yuanliu.Parties.People;
using Yuanliu.Parties.Tokens;

namespace Yuanliu.Parties.Sessions;

/// <summary>Recognizes callers by session or token: one query each, before every act.</summary>
internal sealed class Callers(AppDb db, CallerQueries queries, HostClock clock) : ICallers
{
    public async Task<Caller?> BySession(string secret, CancellationToken ct)
        => (await queries.BySession(db, Session.Hash(secret), clock.Now, ct))?.Caller();

    public async Task<Caller?> ByToken(string secret, CancellationToken ct)
        => (await queries.ByToken(db, Session.Hash(secret), clock.Now, ct))?.Caller();
}

/// <summary>The two queries that run before every act, translated once per host.</summary>
internal sealed class CallerQueries
{
    public readonly Func<AppDb, string, DateTime, CancellationToken, Task<FoundCaller?>> BySession = EF.CompileAsyncQuery(
        (AppDb db, string hash, DateTime now, CancellationToken ct) => (
            from s in db.Set<Session>()
            where s.SecretHash == hash && s.ExpiresAt > now
            join p in db.Set<Person>() on s.PersonId equals p.Id
            join m in db.Set<Membership>() on new { s.PersonId, s.OrganizationId } equals new { m.PersonId, m.OrganizationId }
            join o in db.Set<Organization>() on s.OrganizationId equals o.Id
            select new FoundCaller(p.Id, p.Name, o.Id, o.Name, m.Roles, null, hash, null)).AsNoTracking().SingleOrDefault());

    public readonly Func<AppDb, string, DateTime, CancellationToken, Task<FoundCaller?>> ByToken = EF.CompileAsyncQuery(
        (AppDb db, string hash, DateTime now, CancellationToken ct) => (
            from t in db.Set<Token>()
            where t.SecretHash == hash && t.ExpiresAt > now && t.RevokedAt == null
            join p in db.Set<Person>() on t.PersonId equals p.Id
            join m in db.Set<Membership>() on new { t.PersonId, t.OrganizationId } equals new { m.PersonId, m.OrganizationId }
            join o in db.Set<Organization>() on t.OrganizationId equals o.Id
            select new FoundCaller(p.Id, p.Name, o.Id, o.Name, m.Roles, t.Scopes, "token:" + t.Id.Value.ToString(), t.Agreement))
            .AsNoTracking().SingleOrDefault());
}

internal sealed record FoundCaller(
    PersonId Person, string PersonName, OrganizationId Organization, string OrganizationName, string Roles, string? Scopes,
    string Credential, Guid? Agreement)
{
    public Caller Caller() => new(Person.Value, Organization.Value, PersonName, OrganizationName,
        Roles.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<Role>).ToHashSet(),
        Scopes?.Split(',').ToHashSet(), Credential) { Agreement = Agreement };
}
