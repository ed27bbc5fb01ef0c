using System.Globalization;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Tests.Registration.Packs;

/// <summary>Until when, or from when on, one has to file: each term of each shipped pack, its last or first day counted by hand.</summary>
public sealed class GoldenTermTests
{
    static readonly WorkCalendar Calendar = new(CalendarFiles.Load(Path.Combine(AppContext.BaseDirectory, "rules", "calendar")));
    static readonly RegistrationPacks Shipped = RegistrationPacks.Load(Path.Combine(AppContext.BaseDirectory, "rules", "registration"));

    [Theory]
    // GD-REG-2023 art. 18: 在市场监管部门核准后 10 个工作日内; 自发生该情形之日起 5 个工作日内
    [InlineData("cn-guangdong", "Change", "MarketRegulatorApproval", "2026-02-10", "2026-03-02")]
    [InlineData("cn-guangdong", "Change", "Occurrence", "2026-02-10", "2026-02-24")]
    // Art. 20: 在向市场监管部门申请前至少 10 个工作日 — 5, 6, 9–13, Saturday 14 worked, 24, 25 lie between
    [InlineData("cn-guangdong", "Cancellation", "MarketRegulatorFiling", "2026-02-25", "2026-02-04")]
    [InlineData("cn-guangdong", "Cancellation", "Occurrence", "2025-12-29", "2026-01-06")]
    // BJ-IP-2023 art. 16: 应当在十个工作日内
    [InlineData("cn-beijing-ip", "Transfer", "Contract", "2025-12-29", "2026-01-13")]
    [InlineData("cn-beijing-ip", "Trade", "Contract", "2026-02-10", "2026-03-02")]
    [InlineData("cn-beijing-ip", "Licence", "Contract", "2026-09-18", "2026-10-09")]
    [InlineData("cn-beijing-ip", "Pledge", "Contract", "2026-02-10", "2026-03-02")]
    // SZ-REG-2023 art. 18 及时; BJ-OPIN-2023 六 动态更新: two weeks, open
    [InlineData("cn-shenzhen", "Change", "Occurrence", "2026-02-10", "2026-03-02")]
    [InlineData("cn-beijing-public", "Change", "Occurrence", "2025-12-29", "2026-01-13")]
    // TJIFA-003-2022 8.3.3: 有效期届满前一个月内; 6.4.3.5: 确权证书颁发当日
    [InlineData("std-tjifa-003", "Renewal", "CertificateExpiry", "2027-03-31", "2027-02-28")]
    [InlineData("std-tjifa-003", "Transfer", "CertificateIssue", "2026-02-14", "2026-02-14")]
    // GZ-ELREG-2023 art. 35: two months before, open; BJ-OPIN-2023: until the last day, open
    [InlineData("cn-guizhou", "Renewal", "CertificateExpiry", "2028-04-30", "2028-02-29")]
    [InlineData("cn-beijing-ip", "Renewal", "CertificateExpiry", "2026-11-30", "2026-11-30")]    // art. 25 到期前, open
    [InlineData("cn-beijing-social", "Renewal", "CertificateExpiry", "2026-12-31", "2026-12-31")]
    public void The_day_is_the_one_that_counting_by_hand_gives(string pack, string kind, string from, string day, string expected)
    {
        var rule = Shipped.For(pack)!.Rules.Of(Enum.Parse<FilingKind>(kind)).Within.Single(w => w.From == Enum.Parse<FilingEvent>(from));
        var term = new Term { Length = rule.Length, Unit = rule.Unit, Basis = rule.Basis };
        var on = DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        (rule.Before ? Calendar.LastDayBefore(on, term) : Calendar.DueOn(on, term)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            .ShouldBe(expected);
    }

    [Fact]
    public void No_term_for_filing_of_a_shipped_pack_is_missing_here()
    {
        var rows = GetType().GetMethod(nameof(The_day_is_the_one_that_counting_by_hand_gives))!.GetCustomAttributesData()
            .Where(a => a.AttributeType == typeof(InlineDataAttribute))
            .Select(a => ((IEnumerable<System.Reflection.CustomAttributeTypedArgument>)a.ConstructorArguments[0].Value!).ToList())
            .Select(a => ($"{a[0].Value}", $"{a[1].Value}", $"{a[2].Value}"));
        var set = Shipped.All.SelectMany(p => p.Rules.Filings.SelectMany(f => f.Value.Within.Select(w => (p.Id, $"{f.Key}", $"{w.From}"))));
        set.Distinct().Except(rows).ShouldBeEmpty();
    }

    /// <summary>GD-REG-2023 art. 30: 每一年度终了后 20 个工作日内 — Sunday 4 January is worked: 4, 5–9, 12–16, 19–23, 26–29.</summary>
    [Fact]
    public void The_annual_report_is_due_on_the_twentieth_working_day_of_the_year()
    {
        var due = Shipped.For("cn-guangdong")!.Rules.Reports.Single().Due;
        Calendar.DueOn(new(2025, 12, 31), new() { Length = due.Length, Unit = due.Unit, Basis = due.Basis }).ShouldBe(new(2026, 1, 29));
    }
}
