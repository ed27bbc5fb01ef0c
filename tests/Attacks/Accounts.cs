using Microsoft.EntityFrameworkCore;
using Shouldly;
using Yuanliu.Kernel;
using Yuanliu.Space.Privacy;
using Yuanliu.Space.Uses;

namespace Yuanliu.Tests.Attacks;

/// <summary>账实相符 — after each class of attacks: what was spent, what was counted and what the log says are one, and the log names
/// nobody.</summary>
internal static class Accounts
{
    /// <summary>What was planted, as it would stand in a fact.</summary>
    static readonly string[] Planted =
    [
        Victim.FirstDiagnosis, .. Enumerable.Range(0, Victim.Count).Select(Victim.Of).SelectMany(v => (string[])
        [
            $"\"{v.Id}\"", $"\"{v.Cost(World.First)}\"", $":{v.Cost(World.First)},", $"\"{v.Cost(World.Second)}\"",
            $":{v.Cost(World.Second)},",
        ]),
    ];

    public static async Task ShouldAgree(this Arena arena)
    {
        await arena.App.ShouldAgree();
        ShouldNameNobody(await arena.App.Db(db => db.Set<JournalEntry>().Select(e => e.Envelope).ToListAsync()));
    }

    /// <summary>After a text that was refused: one refusal is kept where it was put to the policy at all; nothing is counted or spent, and
    /// neither the fact nor what was told holds anything planted that the text itself did not hold.</summary>
    public static async Task ShouldHaveCountedNothing(this Attacker attacker, Reply reply, string text)
    {
        var (app, agreement, buyer) = (attacker.Arena.App, attacker.Agreement, attacker.Buyer);
        var isKept = reply.Code.StartsWith("space.", StringComparison.Ordinal);
        var uses = await app.Db(db => db.Set<Use>().AsNoTracking().Where(u => u.Agreement == agreement).ToListAsync());
        uses.Select(u => (u.Kind, u.Code, u.Number)).ShouldBe(isKept ? [(UseKind.Denied, reply.Code, null)] : []);
        (await app.Db(db => db.Set<UseMeter>().Where(m => m.Agreement == agreement).Select(m => m.Used).ToListAsync())).Sum().ShouldBe(0);
        (await app.Db(db => db.Set<PrivacyAccount>().CountAsync(a => a.Circle == buyer.Value))).ShouldBe(0);
        var facts = await app.Db(db => db.Set<JournalEntry>().Where(e => e.Envelope.Contains(agreement.Value.ToString()))
            .Select(e => new { e.Kind, e.Envelope }).ToListAsync());
        facts.Select(f => f.Kind).ShouldBe(isKept ? ["space.use-denied/1"] : []);
        ShouldNameNobody(facts.ConvertAll(f => f.Envelope));
        foreach (var planted in Planted.Where(p => !text.Contains(p.Trim('"', ':', ','), StringComparison.Ordinal)))
            reply.Said.ShouldNotContain(planted);
    }

    static void ShouldNameNobody(List<string> envelopes)
        => envelopes.Where(e => Planted.Any(p => e.Contains(p, StringComparison.Ordinal))).ShouldBeEmpty();
}
