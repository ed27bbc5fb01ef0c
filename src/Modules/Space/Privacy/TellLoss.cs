namespace Yuanliu.Space.Privacy;

/// <summary>预算折算 — what a month's privacy budget comes to, before anybody has agreed to it: the same figure as in the room later.</summary>
internal static class TellLoss
{
    /// <summary>ρ 100, more than any product may grant; what is asked beyond is told as this.</summary>
    const int MicroRhoMax = 100_000_000;

    /// <param name="Answers">How many answers the month pays for.</param>
    /// <param name="Epsilon">What all of them together may tell of one identity at most.</param>
    internal sealed record View(int Answers, string Epsilon, string Delta);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/privacy-loss", Handle).OpenToSignedIn("space:read").WithName(nameof(TellLoss)).WithSummary("预算折算");

    /// <param name="perMonth">In millionths of ρ.</param>
    /// <param name="perUse">In millionths of ρ.</param>
    static Ok<View> Handle(int perMonth, int perUse)
    {
        var terms = new PrivacyTerms(Math.Clamp(perMonth, 1, MicroRhoMax), Math.Clamp(perUse, 1, MicroRhoMax));
        return TypedResults.Ok(new View(terms.PerMonth / terms.PerUse, ShowPrivacy.Told(PrivateQuestion.Granted(terms)),
            PrivateQuestion.ToldDelta.ToString()));
    }
}
