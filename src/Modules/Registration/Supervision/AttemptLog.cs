using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Yuanliu.Registration.Supervision;

/// <summary>未遂行为 — somebody tried what they may not. The register is unchanged; the attempt is evidence.</summary>
/// <param name="Act">The endpoint's name.</param>
/// <param name="Count">How many since <paramref name="Since"/>; many within a short time are one fact.</param>
internal sealed record AttemptRefused(string Act, string Code, string? Basis, int Count, DateTime Since) : Fact
{
    public override string Kind => "registration.attempt-refused/1";
}

/// <summary>未遂行为计数 — how often one attempt was made and not yet told, kept where a stop of the server cannot reach it.</summary>
internal sealed class AttemptTally
{
    public const int SubjectMax = 200, BasisMax = 1000;

    /// <summary>SHA-256 over what tells it apart from others.</summary>
    public required string Key { get; init; }
    public required string Subject { get; init; }
    public required string Act { get; init; }
    public required string Code { get; init; }
    public required string? Basis { get; init; }
    public required Guid? PersonId { get; init; }
    public required Guid? OrganizationId { get; init; }
    public required DateTime Since { get; set; }
    public required int Untold { get; set; }

    public static void Map(EntityTypeBuilder<AttemptTally> e)
    {
        e.ToTable("registration_attempt");
        e.HasKey(x => x.Key);
        e.Property(x => x.Key).HasMaxLength(64);
        e.Property(x => x.Subject).HasMaxLength(SubjectMax);
        e.Property(x => x.Act).HasMaxLength(80);
        e.Property(x => x.Code).HasMaxLength(80);
        e.Property(x => x.Basis).HasMaxLength(BasisMax);
        e.HasIndex(x => x.Since);
    }
}

/// <summary>未遂行为记录 — the first attempt of its kind is recorded at once; those that follow within ten minutes are counted, and recorded
/// together: a flood of attempts is no flood of evidence. The count is in the database, so that no stop of the server loses it.</summary>
internal sealed class AttemptLog(IServiceScopeFactory scopes, IClock clock, HostSettings node) : IRefusalWatch
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    /// <summary>Kinds of attempts that are told apart at one time; beyond that they are counted together.</summary>
    const int KindsMax = 5_000;
    /// <summary>So many of one kind are written down one by one; of a flood every hundredth, so that it is no flood of writes.</summary>
    const int EachMax = 100;
    const int BatchMax = 200;

    sealed record Kind(string Subject, string Act, string Code, Guid? Person, Guid? Organization)
    {
        public string Key { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Subject}|{Act}|{Code}|{Person}")));
    }

    sealed class Count
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);
        /// <summary>When the attempt was recorded last; null until the database was asked.</summary>
        public DateTime? Since { get; set; }
        public int Untold { get; set; }
        /// <summary>Made by those who went away before their turn came: whoever is next counts them with its own.</summary>
        public int Left;
    }

    readonly ConcurrentDictionary<string, Count> counts = [];

    /// <summary>What is no attempt at anything: somebody was faster, or something only has to be done first.</summary>
    static readonly HashSet<string> Innocent =
    [
        "changed-meanwhile", "already-there", "parties.person-known", "registration.no-account", "registration.account-not-opened",
            "registration.account-exists",
            "registration.resource-not-confirmed",
        "registration.reviewer-missing", "registration.nothing-outstanding", "registration.filing-ended", "registration.order-closed",
        "registration.statement-missing", "registration.no-quorum", "registration.voted-already", "registration.objection-settled",
        "registration.inspection-published", "registration.inspection-corrected",
        "registration.report-handed-in", "registration.succession-notice", "registration.no-succession",
    ];

    /// <summary>Refused as invalid, and still an attempt: a number that was made up. The number itself is told nowhere: a resident
    /// number is nobody's to know, and no hash of it would hide it.</summary>
    static readonly HashSet<string> Forged =
        ["registration.bad-identity", "registration.statement-needed", "parties.bad-code", "parties.bad-resident-number"];

    public async Task Seen(HttpContext context, Watched watched, RefusalKind kind, string code, string? basis)
    {
        if (!HttpMethods.IsPost(context.Request.Method)) return;
        var tried = kind is RefusalKind.Forbidden or RefusalKind.TooMany || kind is RefusalKind.Conflict && !Innocent.Contains(code)
            || Forged.Contains(code);
        if (!tried) return;
        var by = context.RequestServices.GetRequiredService<CallerBox>().Caller;
        var act = context.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? watched.Area;
        var what = new Kind(Subject(context, watched.Area), act, code, by?.PersonId, by?.OrganizationId);
        if (counts.Count >= KindsMax && !counts.ContainsKey(what.Key))
            what = new($"urn:yuanliu:{node.Node}:registration", watched.Area, "registration.attempts", null, null);
        await Add(what, basis, context.RequestAborted);
    }

    /// <param name="ct">Of who waits for a turn. Going away hides no attempt: it is counted later, and what was begun is ended.</param>
    async Task Add(Kind what, string? basis, CancellationToken ct)
    {
        var count = counts.GetOrAdd(what.Key, _ => new());
        try { await count.Gate.WaitAsync(ct); }
        catch (OperationCanceledException)
        {
            Interlocked.Increment(ref count.Left);
            throw;
        }
        try
        {
            if (count.Since is null) await Recall(what, count);
            var now = clock.Now;
            var left = Interlocked.Exchange(ref count.Left, 0);
            count.Untold += left;
            if (count.Since is { } since && now - since < Window)
            {
                var untold = count.Untold + 1;
                if (untold <= EachMax || left > 0 || untold % EachMax == 0) await Save(what, basis, since, untold, null);
                count.Untold = untold;
                return;
            }
            await Save(what, basis, now, 0,
                new(what.Act, what.Code, basis, count.Untold + 1, count.Untold > 0 ? count.Since ?? now : now));
            // Only what is saved is told: after a fault the next attempt tells it.
            (count.Since, count.Untold) = (now, 0);
        }
        finally { count.Gate.Release(); }
    }

    /// <summary>What an earlier run of the server counted.</summary>
    async Task Recall(Kind what, Count count)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<AppDb>().Set<AttemptTally>().AsNoTracking()
            .SingleOrDefaultAsync(t => t.Key == what.Key) is { } kept)
            (count.Since, count.Untold) = (kept.Since, kept.Untold);
    }

    /// <summary>In a scope of its own: nothing of the refused act is saved with it. Count and fact are one save.</summary>
    async Task Save(Kind what, string? basis, DateTime since, int untold, AttemptRefused? fact)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = Open(scope, what.Person, what.Organization);
        if (await db.Set<AttemptTally>().SingleOrDefaultAsync(t => t.Key == what.Key) is { } kept)
            (kept.Since, kept.Untold) = (since, untold);
        else
            db.Add(new AttemptTally
            {
                Key = what.Key, Subject = what.Subject, Act = what.Act, Code = what.Code, PersonId = what.Person,
                Basis = basis?.Length > AttemptTally.BasisMax ? basis[..AttemptTally.BasisMax] : basis,
                OrganizationId = what.Organization, Since = since, Untold = untold,
            });
        if (fact is not null) db.Record(what.Subject, fact);
        await db.SaveChangesAsync();
    }

    /// <summary>Tells what was only counted, and forgets it, where its window is over.</summary>
    public async Task<int> Flush(CancellationToken ct = default)
    {
        var before = clock.Now - Window;
        List<string> over;
        await using (var scope = scopes.CreateAsyncScope())
            over = await scope.ServiceProvider.GetRequiredService<AppDb>().Set<AttemptTally>().AsNoTracking().Where(t => t.Since <= before)
                .OrderBy(t => t.Since).Select(t => t.Key).Take(BatchMax).ToListAsync(ct);
        foreach (var key in over) await Tell(key, before, ct);
        return over.Count;
    }

    async Task Tell(string key, DateTime before, CancellationToken ct)
    {
        var count = counts.GetOrAdd(key, _ => new());
        await count.Gate.WaitAsync(ct);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            if (await db.Set<AttemptTally>().SingleOrDefaultAsync(t => t.Key == key, ct) is not { } kept || kept.Since > before) return;
            Open(scope, kept.PersonId, kept.OrganizationId);
            count.Untold = Math.Max(kept.Untold, count.Untold) + Interlocked.Exchange(ref count.Left, 0);
            if (count.Untold is > 0 and var untold)
                db.Record(kept.Subject, new AttemptRefused(kept.Act, kept.Code, kept.Basis, untold, kept.Since));
            db.Remove(kept);
            await db.SaveChangesAsync(ct);
            // Whoever waits at the gate with this count asks the database anew.
            (count.Since, count.Untold) = (null, 0);
            counts.TryRemove(key, out _);
        }
        finally { count.Gate.Release(); }
    }

    /// <summary>The database as whoever tried it: the fact names them.</summary>
    static AppDb Open(AsyncServiceScope scope, Guid? person, Guid? organization)
    {
        if (person is { } who && organization is { } of)
            scope.ServiceProvider.GetRequiredService<CallerBox>().Caller = new(who, of, "", "", new HashSet<Role>(), null, "");
        return scope.ServiceProvider.GetRequiredService<AppDb>();
    }

    /// <summary>The filing it was about; else the register, or the register of parties, as a whole.</summary>
    string Subject(HttpContext context, string area)
        => Guid.TryParse(context.Request.RouteValues.GetValueOrDefault("id") as string, out var id)
        && context.Request.Path.Value is { } path && (path.Contains("/filings/", StringComparison.Ordinal)
            || path.Contains("/publicity/", StringComparison.Ordinal))
        ? node.Urn("filing", id) : $"urn:yuanliu:{node.Node}:{area}";
}

/// <summary>Tells with the day what was only counted.</summary>
internal sealed class AttemptClock(AttemptLog log) : IDaily
{
    public Task<int> TakeDue(CancellationToken ct) => log.Flush(ct);
}

internal static class WatchAttempts
{
    /// <summary>Tells the watch of every refusal that a handler gave.</summary>
    public static async ValueTask<object?> Filter(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var reply = await next(call);
        if ((reply is INestedHttpResult nested ? nested.Result : reply) is ProblemHttpResult { ProblemDetails: { } problem }
            && Text(problem, "code") is { } code && KindOf(problem.Status) is { } kind)
            await RefusalWatching.Tell(call.HttpContext, new Refusal(kind, code, default(Words), Text(problem, "basis")));
        return reply;
    }

    static string? Text(Microsoft.AspNetCore.Mvc.ProblemDetails problem, string name)
        => problem.Extensions.TryGetValue(name, out var value) ? value as string : null;

    static RefusalKind? KindOf(int? status) => status switch
    {
        400 => RefusalKind.Invalid,
        403 => RefusalKind.Forbidden,
        409 => RefusalKind.Conflict,
        429 => RefusalKind.TooMany,
        _ => null,
    };
}
