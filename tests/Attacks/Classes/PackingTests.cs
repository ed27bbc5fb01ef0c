using Shouldly;
using Xunit;
using Yuanliu.Tests.Attacks.Counting;

namespace Yuanliu.Tests.Attacks.Classes;

/// <summary>表达式打包 — single values packed into a sum: 22 ways, ten victims each, 220 questions, none of which is one.</summary>
public sealed class PackingTests(Arena arena) : IClassFixture<Arena>
{
    const int VictimsEach = 10;

    static readonly string[] Ways =
    [
        "SELECT sum(CASE WHEN patient = '{id}' THEN cost ELSE 0 END) FROM data",
        "SELECT sum(CASE WHEN age = {age} THEN cost ELSE 0 END) FROM data",
        "SELECT sum(cost * CASE WHEN age = {age} THEN 1 ELSE 0 END) FROM data", "SELECT sum(if(age = {age}, cost, 0)) FROM data",
        "SELECT sum(cost * (age = {age})::INTEGER) FROM data", "SELECT sum(cost * 1000000 + days) FROM data",
        "SELECT sum(cost % {bit}) FROM data",
        "SELECT sum((cost >> {shift}) & 1) FROM data", "SELECT sum(cost // {bit} % 2) FROM data",
        "SELECT avg(cost + days * {bit}) FROM data",
        "SELECT sum(power(cost, {shift})) FROM data", "SELECT sum(exp(cost)) FROM data",
        "SELECT sum(CAST(cost > {cost} AS INTEGER)) FROM data",
        "SELECT sum(coalesce(nullif(cost, {cost}), 0)) FROM data", "SELECT bit_xor(cost) FROM data", "SELECT product(cost) FROM data",
        "SELECT sum(hash(patient) % {bit}) FROM data", "SELECT sum(ascii(diagnosis) * {bit}) FROM data",
        "SELECT sum(cost) + max(cost) FROM data",
        "SELECT sum(x) FROM (SELECT CASE WHEN age = {age} THEN cost ELSE 0 END AS x FROM data) t",
        "SELECT avg(x) FROM (SELECT patient, sum(cost * {bit}) AS x FROM data GROUP BY patient) t",
        "SELECT sum(DISTINCT cost) FROM data WHERE age >= {age}",
    ];

    public static TheoryData<string> All => [.. Ways];

    [Theory]
    [MemberData(nameof(All))]
    [Cases(AttackClass.Packing, Each = VictimsEach)]
    public async Task No_value_is_packed_into_an_aggregate(string way)
    {
        using var gate = new Gate();
        for (var number = 0; number < VictimsEach; number++)
        {
            gate.ShouldRefuse(Written(way, Victim.Of(number)), "space.function", "space.column");
            var attacker = arena.Enter(World.First);
            await attacker.ShouldBeRefused(Written(way, Victim.Of(number)));
            await attacker.ShouldStillAnswer("SELECT sum(cost), avg(days), sum(cost) / count(*) FROM data WHERE age < 40");
        }
    }

    static string Written(string way, Victim victim) => way.Replace("{id}", victim.Id, StringComparison.Ordinal)
        .Replace("{age}", $"{victim.Age}", StringComparison.Ordinal).Replace("{cost}", $"{victim.Cost(World.First)}",
            StringComparison.Ordinal)
        .Replace("{bit}", $"{1L << victim.Number + 1}", StringComparison.Ordinal).Replace("{shift}", $"{victim.Number + 1}",
            StringComparison.Ordinal);
}
