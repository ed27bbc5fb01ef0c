using System.Globalization;
using Yuanliu.Space.Decisions;
using Yuanliu.Space.Gate;
using Term = Yuanliu.Space.Gate.Term;

namespace Yuanliu.Space.Uses;

/// <summary>模板查询 — an agreed question is put with values for its parameters; whoever asks writes no SQL.</summary>
internal static class AskTemplate
{
    /// <param name="Values">One for each parameter, by its name; days as 2026-03-01.</param>
    internal sealed record Request(IReadOnlyDictionary<string, string> Values, string? Purpose = null);

    internal sealed class Shape : AbstractValidator<Request>
    {
        const int ValueMax = 1000;

        public Shape()
        {
            RuleFor(r => r.Purpose).MaximumLength(500);
            RuleFor(r => r.Values).NotNull().Must(v => v is null || v.Count <= 10 && v.Values.All(x => x is { Length: <= ValueMax }))
                .WithMessage($"At most ten values of at most {ValueMax} characters.");
        }
    }

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/agreements/{id:guid}/templates/{name}", Handle).OpenTo("space:use", Role.Analyst)
        .WithName(nameof(AskTemplate)).WithSummary("模板查询");

    static async Task<Results<Ok<AskQuestion.AnswerView>, ProblemHttpResult>> Handle(
        Guid id, string name, Request request, HttpContext context, CallerBox box, DecisionPoint point, AskQuestion.Asking asking,
        UseBook book, CancellationToken ct)
    {
        var party = new OrganizationId(box.Known.OrganizationId);
        if (await point.Policy(id, party, isStaff: false, ct) is not { } policy) return Refusals.NoSuchAgreement.Problem(context);
        if (policy.Agreement.Policy.Controls.Templates.FirstOrDefault(t => t.Name == name) is not { } template)
            return Refusals.NoSuchTemplate.Problem(context);
        var written = template.ToSigned();
        var (values, unread) = Read(template, request.Values);
        if ((policy.Holds(written) ? unread : Refusals.TemplateChanged) is { } denial)
        {
            var decided = await point.Decide(policy, party, new(UseMode.Template, request.Purpose), ct);
            // What the policy refuses goes before what is wrong with the values.
            if (policy.Holds(written)) denial = decided.Denial ?? denial;
            await book.Deny(decided, UseMode.Template, Kind + written, denial, null, ct);
            return denial.Problem(context);
        }
        return await asking.Answer(policy, party, new(template.Sql, UseMode.Template, request.Purpose, [], values), context, ct);
    }

    /// <summary>What is kept of a template that is not the signed one, or whose values were none: its name and its hash. The values may be
    /// anything, and are not kept.</summary>
    const string Kind = "template ";

    /// <summary>The template that a kept text names; null where the text is a question.</summary>
    public static string? Written(string kept) => kept.StartsWith(Kind, StringComparison.Ordinal) ? kept[Kind.Length..] : null;

    /// <summary>Each value as one constant of its parameter's kind.</summary>
    internal static (IReadOnlyDictionary<string, Term>? Values, Denial? Denial) Read(
        QueryTemplate template, IReadOnlyDictionary<string, string> given)
    {
        var values = new Dictionary<string, Term>(StringComparer.Ordinal);
        foreach (var parameter in template.Parameters)
            if (given.TryGetValue(parameter.Name, out var text) && (parameter.Choices is null || parameter.Choices.Contains(text))
                && Constant(parameter.Kind, text) is { } value) values[parameter.Name] = value;
            else return (null, Refusals.Parameter(parameter.Title));
        return (values, null);
    }

    static Term? Constant(ParameterKind kind, string text) => kind switch
    {
        ParameterKind.Text => text.Length > 0 ? Literals.Text(text) : null,
        ParameterKind.Number => decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture, out var number) ? Literals.Number(number) : null,
        ParameterKind.Day => Literals.Day(text),
    };
}
