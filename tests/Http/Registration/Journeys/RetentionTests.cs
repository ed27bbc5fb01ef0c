using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Merkle;
using Yuanliu.Compute.Verification;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Registration;

/// <summary>登记信息上链保存，原始凭证及有关文件和资料的保存期限不得少于三十年 — the same sentence in two papers.</summary>
public sealed class RetentionTests
{
    const string Name = "原始凭证 2024-001.pdf";

    [Theory]
    [InlineData("cn-anhui", "AH-REG-2023 art. 10(1)")]
    [InlineData("cn-shenzhen", "SZ-REG-2023 art. 10")]
    public async Task The_originals_are_there_byte_for_byte_after_thirty_years_and_the_log_proves_what_was_entered(
        string pack, string basis)
    {
        await using var journey = await Journey.Start(pack);
        var id = await Register(journey);
        var filing = await journey.Registry.Filing(id, await journey.Cast.Registrar());
        var (end, paper) = (filing["end"]!, filing["materials"]!.AsArray().Single(m => (string?)m!["name"] == Name)!);
        ((string)end["keptBasis"]!).ShouldStartWith(basis);
        var (on, until) = (Day(end["on"]), Day(end["keptUntil"]));
        until.ShouldBe(on.AddYears(30));

        await journey.App.Seal();
        var entered = await journey.App.Db(db => db.Set<JournalEntry>().Where(e => e.Kind == "registration.entered/1").Select(e => e.FactId)
            .SingleAsync());
        var receipt = await (await journey.App.Administrator()).GetByteArrayAsync($"/api/evidence/facts/{entered}/receipt");
        var key = await journey.App.Anyone.GetStringAsync("/log/key");
        foreach (var day in new[] { on, until })
        {
            journey.App.Clock.Advance(LegalDay.Start(day).AddHours(20) - journey.App.Clock.Now);
            (await (await journey.Cast.Registrar()).GetByteArrayAsync((string)paper["href"]!)).ShouldBe(Encoding.UTF8.GetBytes(Name));
            ProofBundle.Verify([new("entry.tlog-proof", receipt)], key).Holds.ShouldBeTrue($"{day}");
        }
    }

    /// <summary>妥善保存: an original that was lost or changed where it is kept does not go unnoticed.</summary>
    [Theory]
    [InlineData("cn-anhui", false)]
    [InlineData("cn-anhui", true)]
    [InlineData("cn-shenzhen", false)]
    [InlineData("cn-shenzhen", true)]
    public async Task An_original_that_is_lost_or_changed_is_found_when_the_register_is_checked(string pack, bool lost)
    {
        await using var journey = await Journey.Start(pack);
        var filing = await journey.Registry.Filing(await Register(journey), await journey.Cast.Registrar());
        await journey.App.ShouldBeWhole();
        var sha256 = (string)filing["materials"]!.AsArray().Single(m => (string?)m!["name"] == Name)!["sha256"]!;
        var path = Directory.EnumerateFiles(journey.App.DataFolder, sha256, SearchOption.AllDirectories).Single();
        if (lost) File.Delete(path);
        else await File.AppendAllTextAsync(path, "改");
        await using var scope = journey.App.Services.CreateAsyncScope();
        var found = new List<string>();
        foreach (var check in scope.ServiceProvider.GetServices<IIntegrity>())
            found.AddRange((await check.Check(default)).Select(f => f.What));
        found.ShouldBe([$"The paper {Name} was {(lost ? "lost" : "changed")} where it is kept."]);
    }

    /// <summary>First registration, with one paper of which the test knows every byte.</summary>
    static async Task<string> Register(Journey journey)
    {
        var form = await journey.Form("Initial");
        var (applicant, filled) = await journey.Fill(form, await journey.Resource(), null);
        var paper = filled["materials"]!.AsArray().First(m => (string?)m!["uploadSha256"] == PackForm.Paper)!;
        paper["uploadSha256"] = await ProcedureDriver.Upload(await journey.Filer(form, applicant), Name, (string)paper["key"]!);
        var id = (string)(await TestApp.Body(await journey.Try(form, applicant, filled)))["id"]!;
        ((string?)(await journey.Finish(id, form, applicant))["stage"]).ShouldBe("Registered");
        return id;
    }

    static DateOnly Day(JsonNode? node)
        => DateOnly.ParseExact((string)node!, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
