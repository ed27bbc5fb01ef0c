using System.Globalization;
using System.Text.RegularExpressions;
using Yuanliu.Compute.Privacy;

namespace Yuanliu.Space.Privacy;

/// <summary>误差范围 — with 95 % chance noise moves the answer by at most this.</summary>
/// <param name="Column">The output that shows the number as it is; null where a formula is made of it.</param>
internal sealed record BarView(string Function, string Bar, string? Column);

/// <summary>代价与误差 — what an answer with noise costs and how exact it will be, told before anything is spent.</summary>
/// <param name="MicroRho">What it costs, in 10⁻⁶ of ρ; <paramref name="LeftMicroRho"/> what is left of this month.</param>
/// <param name="Epsilon">The month's whole budget as ε at <paramref name="Delta"/>.</param>
/// <param name="IdentitiesToShow">So many a group needs to be shown with 95 % chance; 0 where there are no groups.</param>
/// <param name="SupposedRows">Rows of a group for which means and variances are told.</param>
internal sealed partial record PrivacyView(
    long MicroRho, long LeftMicroRho, string Epsilon, string Delta, string IdentitiesToShow, long SupposedRows, IReadOnlyList<BarView> Bars)
{
    public const long RowsSupposed = 1000;

    public static PrivacyView Of(PrivateQuestion question, Gate.Plan asked, PrivacyLoss left)
    {
        var toShow = question.Stages.Select(s => s.Noise.IdentitiesToShow()).Max();
        return new(question.Cost.Rho.MicroSpent, left.Rho.MicroLeft, ShowPrivacy.Told(PrivateQuestion.Granted(question.Terms)),
            PrivateQuestion.ToldDelta.ToString(), toShow.ToString(CultureInfo.InvariantCulture), RowsSupposed,
            [.. question.Stages.Select(s => s.Noise).SelectMany(plan => plan.Query.Aggregates.Select((a, i)
                => new BarView(a.Function.ToString(), plan.Preview(a, RowsSupposed).ToString(), NameOf(asked, i))))]);
    }

    /// <summary>What the analyst calls a measure that is shown as it is.</summary>
    static string? NameOf(Gate.Plan asked, int measure)
    {
        var number = measure.ToString(CultureInfo.InvariantCulture);
        var at = Measure().Matches(asked.Final).FirstOrDefault(m => m.Groups["a"].Value == number);
        // Where several groupings are told, numbers of theirs are called alike.
        if (at is null || asked.Stages.Count > 1) return null;
        var column = int.Parse(at.Groups["c"].Value, CultureInfo.InvariantCulture);
        return asked.Shown.ToList().IndexOf(column) is >= 0 and var output ? asked.Names[output] : null;
    }

    [GeneratedRegex(@"(?<=^SELECT |, )a(?<a>\d+) AS c(?<c>\d+)\b")]
    private static partial Regex Measure();
}
