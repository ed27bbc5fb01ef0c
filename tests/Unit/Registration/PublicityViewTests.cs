using System.Text.Json;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Json;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;
using Yuanliu.Registration.Publicity;
using Yuanliu.Tests.Registration.Packs;

namespace Yuanliu.Tests.Registration;

/// <summary>Whatever a pack can name among what is publicised, the board shows.</summary>
public sealed class PublicityViewTests
{
    static readonly WorkCalendar Calendar = new(CalendarFiles.Load(Path.Combine(AppContext.BaseDirectory, "rules", "calendar")));
    static readonly Guid Holder = new(1, 0, 0, new byte[8]), Operator = new(2, 0, 0, new byte[8]);
    readonly PackCase pack = new("cn-beijing-public");

    Filing Publicised()
    {
        var filing = pack.New(FilingKind.Licence, Circumstance.AuthorizedOperation);
        filing.ApplicantId = new(Holder);
        filing.Content = filing.Content with
        {
            Counterparty = new(Operator), Resource = filing.Content.Resource with { Description = "逐时" },
            Rights =
            [
                new(RightKind.ProductOperation, "全部数据项", new(2027, 3, 4)) { Scenarios = ["停车诱导"], ShareBasisPoints = 2_500 },
            ],
        };
        pack.Take(filing, Step.Submit, Actor.Applicant, "2026-03-02");
        pack.Take(filing, Step.Accept, Actor.Registrar, "2026-03-03");
        pack.Take(filing, Step.PassReview, Actor.Registrar, "2026-03-04");
        return filing;
    }

    string Shown(params PublicityField[] fields)
    {
        var rules = pack.Rules with
        {
            PublicityFields = new() { Value = [.. fields], Basis = "TEST art. 1" },
        };
        return JsonSerializer.Serialize(PublicityView.Of(Publicised(), new(pack.Pack.Id, pack.Pack.Sha256, rules),
            new Dictionary<Guid, string> { [Holder] = "甲单位", [Operator] = "乙公司" }, Calendar, new(2026, 3, 5)), CanonicalJson.Options);
    }

    [Fact]
    public void Each_field_that_a_pack_can_name_shows_something_and_none_shows_anothers()
    {
        var nothing = Shown();
        foreach (var secret in new[] { "甲单位", "乙公司", "逐时", "停车诱导", "全部数据项", "2027-03-04", "2500" })
            nothing.ShouldNotContain(secret);
        var shown = Enum.GetValues<PublicityField>().ToDictionary(f => f, f => Shown(f));
        shown.Where(s => s.Value == nothing).Select(s => s.Key).ShouldBeEmpty("what a pack names is shown");
        shown.Values.Distinct().Count().ShouldBe(shown.Count, "each is something of its own");
    }
}
