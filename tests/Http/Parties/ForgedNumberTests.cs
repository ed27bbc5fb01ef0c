using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Parties;

/// <summary>伪造的信用代码或者身份号码 — refused at the register of parties, which is as it was; the attempt is a fact that tells neither
/// number nor hash.</summary>
public sealed class ForgedNumberTests
{
    const string Kind = "registration.attempt-refused/1";

    static async Task<List<string>> Attempts(TestApp app) => await app.Db(db => db.Set<JournalEntry>().AsNoTracking()
        .Where(e => e.Kind == Kind).OrderBy(e => e.FactId).Select(e => e.Envelope).ToListAsync());

    [Theory]
    [InlineData("Enterprise", "91110108MA01ABCD1X", "parties.bad-code", "GB 32100-2015")]
    [InlineData("NaturalPerson", "11010119900307451X", "parties.bad-resident-number", "GB 11643-1999")]
    [InlineData("NaturalPerson", "110101209001010011", "parties.bad-resident-number", "GB 11643-1999")]
    public async Task A_number_that_nobody_can_have_is_refused_and_the_attempt_is_a_fact_without_it(
        string kind, string code, string refused, string basis)
    {
        await using var app = await TestApp.Start("2026-03-02");
        var administrator = await app.Administrator();
        async Task<int> Parties()
            => (await TestApp.Body(await administrator.GetAsync("/api/parties/organizations?take=100")))["items"]!.AsArray().Count;
        var before = await Parties();
        var told = await administrator.PostAsJsonAsync("/api/parties/organizations", new { name = "张三", code, kind })
            .ShouldBeRefused(400, refused);
        ((string?)told["basis"]).ShouldBe(basis);

        (await Parties()).ShouldBe(before);
        var fact = (await Attempts(app)).Single();
        fact.ShouldContain("RegisterOrganization");
        fact.ShouldContain(refused);
        fact.ShouldContain(basis);
        foreach (var secret in new[] { code, code[6..14], "张三" }) fact.ShouldNotContain(secret);
        await app.ShouldBeWhole();
    }

    [Fact]
    public async Task A_true_number_leaves_no_attempt_and_who_is_here_already_is_no_forger()
    {
        await using var app = await TestApp.Start("2026-03-02");
        var administrator = await app.Administrator();
        async Task<HttpResponseMessage> Enter() => await administrator.PostAsJsonAsync("/api/parties/organizations",
            new { name = "张三", code = "110101199003074514", kind = "NaturalPerson" });
        await TestApp.Done(await Enter());
        await Enter().ShouldBeRefused(409, "parties.person-known");
        (await Attempts(app)).ShouldBeEmpty();
    }
}
