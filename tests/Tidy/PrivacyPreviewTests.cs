using System.Globalization;
using System.Text;
using Xunit;
using Yuanliu.Compute.Privacy;

namespace Yuanliu.Tests;

/// <summary>docs/privacy-preview.md shows what answers are worth at which price; the figures are the library's own.</summary>
public sealed class PrivacyPreviewTests
{
    static readonly string[] Prices = ["0.001", "0.01", "0.1", "0.5"];
    static readonly Delta Target = new(1_000_000_000_000);
    static readonly ClampedColumn Monthly = new("kwh", 0, 1000), Amount = new("yuan", 0, 10_000_00, scale: 2);

    [Fact]
    public void The_examples_are_the_librarys_own_figures() => Golden.Check("docs/privacy-preview.md", Write());

    static string Write()
    {
        var text = new StringBuilder("""
            # 效用预览 · What an answer is worth, before it is asked

            Written by a test. Every figure follows from the plan alone: no data is read, nothing is spent. Bars hold with 95 % chance. One
            identity counts with at most one row in a group and in at most one group, unless the line says otherwise. δ′ is 10⁻⁶. How bars
            are computed: [privacy](privacy.md).

            ## The price in words


            """);
        Row(text, ["ρ of one question", .. Prices]);
        Row(text, ["---", .. Prices.Select(_ => "---")]);
        Row(text, ["ε at δ′, once", .. Prices.Select(p => Epsilon(p, 1))]);
        Row(text, ["ε at δ′, ten different questions", .. Prices.Select(p => Epsilon(p, 10))]);
        Row(text, ["ε at δ′, a hundred", .. Prices.Select(p => Epsilon(p, 100))]);
        text.Append("\n## The bar of an answer\n\n");
        Row(text, ["Question", .. Prices.Select(p => $"ρ = {p}")]);
        Row(text, ["---", .. Prices.Select(_ => "---")]);
        Bars(text, "how many people", DpAggregate.Identities, 0, 1, 1);
        Bars(text, "how many rows, up to 30 of each person", DpAggregate.Count, 0, 1, 30);
        Bars(text, "how many people in each district, each in up to 4", DpAggregate.Identities, 0, 4, 1);
        Bars(text, "sum of kWh a month, 0 to 1,000", DpAggregate.Sum(Monthly), 0, 1, 1);
        Bars(text, "sum of yuan, 0 to 10,000.00", DpAggregate.Sum(Amount), 0, 1, 1);
        Bars(text, "mean of kWh over 100 people", DpAggregate.Mean(Monthly), 100, 1, 1);
        Bars(text, "mean of kWh over 1,000 people", DpAggregate.Mean(Monthly), 1_000, 1, 1);
        Bars(text, "mean of kWh over 10,000 people", DpAggregate.Mean(Monthly), 10_000, 1, 1);
        Bars(text, "variance of kWh over 10,000 people", DpAggregate.Variance(Monthly), 10_000, 1, 1);
        Bars(text, "median of kWh, 100 bins", DpAggregate.Quantile(Monthly, BinEdges.Even(Monthly, 100), new(1, 2)), 0, 1, 1);
        Bars(text, "histogram of kWh, 20 bins, each", DpAggregate.Histogram(Monthly, BinEdges.Even(Monthly, 20)), 0, 1, 1);
        Groups(text);
        return text.ToString();
    }

    static void Groups(StringBuilder text)
    {
        text.Append("\n## Groups that the data names\n\n")
            .Append("So many identities a group needs to be shown with 95 % chance; δ, for choosing groups, is 10⁻⁷.\n\n");
        Row(text, ["One identity in up to", .. Prices.Select(p => $"ρ = {p}")]);
        Row(text, ["---", .. Prices.Select(_ => "---")]);
        var keys = GroupKeys.Selected(new(100_000_000_000));
        foreach (var groups in (int[])[1, 4, 30])
            Row(text, [groups == 1 ? "1 group" : $"{groups} groups",
                .. Prices.Select(p => $"{Plan(keys, p, groups, 1, DpAggregate.Identities).IdentitiesToShow()}")]);
    }

    static void Bars(StringBuilder text, string question, DpAggregate aggregate, long rows, int groups, int rowsMax)
        => Row(text, [question, .. Prices.Select(p =>
            Plan(groups == 1 ? GroupKeys.None : GroupKeys.Public(16), p, groups, rowsMax, aggregate).Preview(aggregate, rows).ToString())]);

    static DpPlan Plan(GroupKeys keys, string rho, int groups, int rowsMax, DpAggregate aggregate)
        => DpPlan.For(new(keys, new(groups, rowsMax), [aggregate]), Rho.RoundedDown(Ratio.Parse(rho)));

    static string Epsilon(string rho, int times)
    {
        var loss = new PrivacyLoss(Rho.RoundedUp(Ratio.Parse(rho) * times), default);
        var hundredths = (Accountant.EpsilonAt(loss, Target)!.Value.Exact * 100).Ceiling;
        return string.Create(CultureInfo.InvariantCulture, $"{hundredths / 100}.{hundredths % 100:D2}");
    }

    static void Row(StringBuilder text, IReadOnlyList<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
