using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using Yuanliu.Space.Privacy;
using Yuanliu.Space.Rooms;
using Yuanliu.Space.Uses;

namespace Yuanliu.Tests;

/// <summary>对账 — whatever happened before: what is kept of uses, what will be billed, what was spent and what the log says are
/// one.</summary>
internal static class TestAppAccounts
{
    public static async Task ShouldAgree(this TestApp app)
    {
        await app.ShouldBeWhole();
        var uses = await app.Db(db => db.Set<Use>().AsNoTracking().OrderBy(u => u.Id).ToListAsync());
        var (answered, denied) = (uses.FindAll(u => u.Kind is UseKind.Answered), uses.FindAll(u => u.Kind is UseKind.Denied));
        (await Told(app, "space.use-metered/1", "use", "agreement", "number", "priceFen", "resultSha256")).ShouldBe(answered.ConvertAll(
            u => $"{u.Id.Value} {u.Agreement.Value} {u.Number} {u.Price!.Value.Value} {u.ResultSha256}"), ignoreOrder: true);
        (await Told(app, "space.use-denied/1", "agreement", "code", "clause", "querySha256")).ShouldBe(denied.ConvertAll(
            u => $"{u.Agreement.Value} {u.Code} {u.Clause} {u.QuerySha256}"), ignoreOrder: true);
        denied.ShouldAllBe(u => u.ResultSha256 == null && u.Price == null && u.Number == null);
        await ShouldBeBilledOnce(app, answered);
        await ShouldBeSpent(app);
    }

    /// <summary>What settlement reads: a line for each answered use, numbered without gaps, and no other.</summary>
    static async Task ShouldBeBilledOnce(TestApp app, List<Use> answered)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var register = scope.ServiceProvider.GetRequiredService<IUses>();
        foreach (var under in answered.GroupBy(u => u.Agreement))
        {
            var lines = await register.After(under.Key, 0, 100_000, CancellationToken.None);
            lines.Select(l => l.Number).ShouldBe(Enumerable.Range(1, under.Count()));
            lines.Select(l => (l.Id, l.Price)).ShouldBe(under.OrderBy(u => u.Number).Select(u => (u.Id, u.Price!.Value)));
            (await register.Count(under.Key, CancellationToken.None)).ShouldBe(under.Count());
        }
    }

    /// <summary>Privacy budgets hold what the log says was spent; a circle knows of what its members spent besides.</summary>
    static async Task ShouldBeSpent(TestApp app)
    {
        if (await app.Db(db => db.Set<CircleMember>().AnyAsync())) return;
        var accounts = await app.Db(db => db.Set<PrivacyAccount>().AsNoTracking().ToListAsync());
        (await Told(app, "space.privacy-spent/1", "rho")).Sum(long.Parse).ShouldBe(accounts.Sum(a => a.CommittedRho));
    }

    static async Task<List<string>> Told(TestApp app, string kind, params string[] members)
        => (await app.Db(db => db.Set<JournalEntry>().Where(e => e.Kind == kind).Select(e => e.Envelope).ToListAsync()))
            .ConvertAll(e => JsonNode.Parse(e)!["body"]! is var body ? string.Join(' ', members.Select(m => body[m]?.ToString())) : "");
}
