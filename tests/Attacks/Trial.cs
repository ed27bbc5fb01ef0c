using System.Globalization;
using Shouldly;
using Yuanliu.Contracts;
using Yuanliu.Tests.Attacks.Counting;

namespace Yuanliu.Tests.Attacks;

/// <summary>An attempt to learn one thing about one person.</summary>
/// <param name="Steps">Asked one after the other, by an attacker who starts anew in each world.</param>
/// <param name="Guess">What the attacker takes the secret for, by what was seen; null when it is no wiser.</param>
/// <param name="Benign">A question of the neighbourhood that anybody may ask.</param>
public sealed record Attack(Victim Victim, IReadOnlyList<string> Steps, string Benign)
{
    public Func<IReadOnlyList<Reply>, string?>? Guess { get; init; }
    /// <summary>The worlds that the attacker wants to tell apart.</summary>
    public (World One, World Other) Between { get; init; } = (World.First, World.Second);
    public Terms? Terms { get; init; }
}

/// <summary>
/// 判定 — runs an attack in two worlds that differ in the secret alone. It has learnt when the two look different in form, when a
/// combination of a few numbers is the planted one in both, or when its own guess is right in both.
/// </summary>
internal static class Trial
{
    const int NumbersMax = 60;

    public static async Task ShouldLearnNothing(this Arena arena, Attack attack)
    {
        var (one, other) = (await Run(arena, attack, attack.Between.One), await Run(arena, attack, attack.Between.Other));
        var told = string.Join("\n", attack.Steps);
        one.Select(r => r.Shape).ShouldBe(other.Select(r => r.Shape), $"The form tells:\n{told}");
        if (attack.Between.Other is not World.Without)
            Combination(Numbers(one), Numbers(other), attack.Victim).ShouldBeNull($"Numbers tell:\n{told}");
        if (attack.Guess is { } guess)
            (guess(one) == Secret(attack, attack.Between.One) && guess(other) == Secret(attack, attack.Between.Other))
                .ShouldBeFalse($"The guess is right:\n{told}");
        Proof.Tried();
        await arena.ShouldAnswer(attack.Benign, attack.Terms);
    }

    /// <summary>What was seen in two worlds differs neither in form nor, by a few numbers, in the secret.</summary>
    public static void ShouldTellNothing(IReadOnlyList<Reply> one, IReadOnlyList<Reply> other, Victim victim, string told)
    {
        one.Select(r => r.Shape).ShouldBe(other.Select(r => r.Shape), $"The form tells: {told}");
        Combination(Numbers(one), Numbers(other), victim).ShouldBeNull($"Numbers tell: {told}");
        Proof.Tried();
    }

    /// <summary>Somebody who attacks nobody is answered, and truly.</summary>
    public static async Task ShouldAnswer(this Arena arena, string sql, Terms? terms = null, World world = World.First)
    {
        var reply = await arena.Enter(world, terms).Ask(sql, terms?.Mode);
        reply.IsAnswer.ShouldBeTrue($"{reply.Body} {sql}");
        Same(reply, arena.Plain(world).Rows(sql)).ShouldBeTrue($"{reply.Body["rows"]!.ToJsonString()} {sql}");
        Proof.Answered();
    }

    public static string Secret(Attack attack, World world) => world switch
    {
        World.First => Victim.FirstDiagnosis, World.Second => Victim.SecondDiagnosis, _ => "absent",
    };

    /// <summary>Nothing of an answer depends on the secret: not a value (but for the last digits of reals), not a form.</summary>
    public static async Task ShouldSeeTheSame(this Arena arena, IReadOnlyList<string> steps, World one, World other, Terms? terms = null)
    {
        static IEnumerable<string> Seen(IEnumerable<Reply> replies) => replies.SelectMany(r => r.Cells.Select(Text).Prepend(r.Shape));
        Seen(await Run(arena, steps, one, terms)).ShouldBe(Seen(await Run(arena, steps, other, terms)), string.Join('\n', steps));
        Proof.Tried();
    }

    /// <summary>The form of an answer does not depend on the secret; its values may, as those of many do.</summary>
    public static async Task ShouldLookTheSame(this Arena arena, IReadOnlyList<string> steps, World one, World other, Terms? terms = null)
    {
        (await Run(arena, steps, one, terms)).Select(r => r.Shape)
            .ShouldBe((await Run(arena, steps, other, terms)).Select(r => r.Shape), string.Join('\n', steps));
        Proof.Tried();
    }

    /// <summary>What was seen in several worlds is one and the same.</summary>
    public static void ShouldBeAlike(this IEnumerable<string> seen)
    {
        var all = seen.ToList();
        all.Distinct().Count().ShouldBe(1, string.Join('\n', all));
        Proof.Tried();
    }

    /// <summary>An attempt that gets no answer.</summary>
    public static async Task ShouldBeRefused(this Attacker attacker, string sql, string? code = null, UseMode? mode = null,
        params With[] with)
    {
        var reply = await attacker.Ask(sql, mode, with);
        reply.IsAnswer.ShouldBeFalse($"{reply.Body} {sql}");
        if (code is not null) reply.Code.ShouldBe(code, sql);
        Proof.Tried();
    }

    /// <summary>Whoever has just been refused is answered where nobody is looked for.</summary>
    public static async Task<Reply> ShouldStillAnswer(this Attacker attacker, string sql, UseMode? mode = null, params With[] with)
    {
        var reply = await attacker.Ask(sql, mode, with);
        reply.IsAnswer.ShouldBeTrue($"{reply.Body} {sql}");
        Proof.Answered();
        return reply;
    }

    static Task<IReadOnlyList<Reply>> Run(Arena arena, Attack attack, World world) => Run(arena, attack.Steps, world, attack.Terms);

    static async Task<IReadOnlyList<Reply>> Run(Arena arena, IReadOnlyList<string> steps, World world, Terms? terms)
    {
        var attacker = arena.Enter(world, terms);
        foreach (var step in steps) await attacker.Ask(step, terms?.Mode);
        return attacker.Seen;
    }

    /// <summary>All numbers, and products of two that stand beside each other: a mean times a count is a sum.</summary>
    static List<decimal> Numbers(IEnumerable<Reply> replies)
    {
        var numbers = new List<decimal>();
        foreach (var row in replies.SelectMany(r => r.Rows))
        {
            var own = row.Select(Reply.Number).OfType<decimal>().ToList();
            numbers.AddRange(own);
            for (var i = 0; i < own.Count; i++)
                for (var j = i + 1; j < own.Count; j++)
                    if (Math.Abs(own[i]) < 1e12m && Math.Abs(own[j]) < 1e12m) numbers.Add(own[i] * own[j]);
        }
        return [.. numbers.Take(NumbersMax)];
    }

    /// <summary>One number, or the sum or difference of two or three, that is the planted one in both worlds.</summary>
    static string? Combination(List<decimal> one, List<decimal> other, Victim victim)
    {
        if (one.Count != other.Count) return null;
        var (a, b) = (victim.Cost(World.First), victim.Cost(World.Second));
        bool Is(decimal x, decimal y) => Math.Abs(Math.Abs(x) - a) < 0.01m && Math.Abs(Math.Abs(y) - b) < 0.01m;
        for (var i = 0; i < one.Count; i++)
        {
            if (Is(one[i], other[i])) return $"number {i}";
            for (var j = 0; j < one.Count; j++)
            {
                if (Is(one[i] - one[j], other[i] - other[j]) || Is(one[i] + one[j], other[i] + other[j])) return $"numbers {i}, {j}";
                for (var k = j + 1; k < one.Count; k++)
                    if (Is(one[i] - one[j] - one[k], other[i] - other[j] - other[k])) return $"numbers {i}, {j}, {k}";
            }
        }
        return null;
    }

    /// <summary>The same rows in any order, numbers within rounding.</summary>
    public static bool Same(Reply reply, IReadOnlyList<object?[]> plain)
    {
        var expected = plain.Select(r => string.Join('|', r.Select(Text))).Order(StringComparer.Ordinal).ToList();
        var got = reply.Rows.Select(r => string.Join('|', r.Select(c => Text(c is null ? null : (object?)Reply.Number(c) ?? c.ToString()))))
            .Order(StringComparer.Ordinal).ToList();
        return expected.SequenceEqual(got);
    }

    public static string Text(object? value) => value switch
    {
        null => "∅",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime at => at.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
        bool b => b ? "true" : "false",
        string s => decimal.TryParse(s, NumberStyles.Float, CultureInfo.InvariantCulture, out var n) ? Text(n) : s,
        IConvertible or Int128 => Rounded(Convert.ToString(value, CultureInfo.InvariantCulture)!),
        _ => value.ToString()!,
    };

    static string Rounded(string number)
        => double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real)
            ? real.ToString("G10", CultureInfo.InvariantCulture) : number;
}
