using System.Text.Json.Nodes;
using Yuanliu.Space.Gate;
using Yuanliu.Space.Policies;
using Yuanliu.Space.Privacy;
using Yuanliu.Space.Rooms;
using Yuanliu.Space.Uses;
using Yuanliu.Space.Workers;

namespace Yuanliu.Space.Previews;

/// <summary>策略预览 — a holder sees, before anything is offered, what a buyer could learn under terms that are still being written.</summary>
internal static class PreviewPolicy
{
    internal sealed record ColumnRequest(string Name, ColumnUse Use, ColumnControl? Control = null);
    /// <param name="Sql">A question to be put as a buyer would; absent = only what the terms say.</param>
    /// <param name="Mode">By which door it is put; the first that takes SQL when absent.</param>
    /// <param name="Run">Examples that are allowed are run on the holder's data too.</param>
    internal sealed record Request(
        Guid ResourceId, int MinGroup, IReadOnlyList<ColumnRequest> Columns, UseControls? Controls = null, string? Sql = null,
        UseMode? Mode = null, bool? Run = null);
    /// <param name="Tried">What it gives on the holder's data; null where it was not run.</param>
    internal sealed record ExampleView(
        string Zh, string En, UseMode Mode, string Sql, bool Allowed, AskQuestion.RefusalView? Refusal, TriedView? Tried);
    /// <param name="SuppressedGroups">Some groups are not here: too few stand behind them.</param>
    /// <param name="Cause">Why nothing would be released: the data is the holder's own, so it may know.</param>
    /// <param name="Privacy">Of an answer with noise: its error bars and its cost, out of a month that is not used yet.</param>
    internal sealed record TriedView(
        AskQuestion.RefusalView? Refusal, Cause? Cause, IReadOnlyList<ResultColumn>? Columns, JsonArray? Rows, bool SuppressedGroups,
        PrivacyView? Privacy)
    {
        /// <summary>Null where no list stood beside the data.</summary>
        public ListView? List { get; init; }
    }
    /// <param name="Rows">How many the list named.</param>
    /// <param name="Own">Of these the table holds so many; the others are nobody.</param>
    /// <param name="Found">Rows that the buyer would be shown.</param>
    internal sealed record ListView(long Rows, long Own, int Found);
    /// <param name="May">What a buyer could learn, in plain words.</param>
    /// <param name="MayNot">What a buyer could not.</param>
    /// <param name="Templates">Whether each template could be asked under the terms, with a value for each parameter.</param>
    internal sealed record View(
        IReadOnlyList<Words> May, IReadOnlyList<Words> MayNot, IReadOnlyList<ExampleView> Examples, IReadOnlyList<ExampleView> Templates,
        TriedView? Tried);

    internal sealed class Shape : AbstractValidator<Request>
    {
        public Shape(SpaceLimits limits)
        {
            RuleFor(r => r.MinGroup).InclusiveBetween(1, 100_000);
            RuleFor(r => r.Columns).NotNull().Must(c => c is null || c.Count <= 500 && c.DistinctBy(x => x.Name).Count() == c.Count)
                .WithMessage("At most 500 columns, each named once.");
            RuleFor(r => r.Sql).MaximumLength(limits.SqlLengthMax);
        }
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/previews", Preview)
        .OpenTo("space:use", Role.Steward).WithName(nameof(PreviewPolicy)).WithSummary("策略预览");

    static async Task<Results<Ok<View>, ProblemHttpResult>> Preview(
        Request request, HttpContext context, CallerBox box, ICatalog catalog, Trial trial, CancellationToken ct)
    {
        if (await catalog.Find(new(request.ResourceId), ct) is not { } resource || resource.Holder.Value != box.Known.OrganizationId)
            return Refusals.NoSuchResource.Problem(context);
        var columns = Columns(request, resource);
        var controls = request.Controls ?? UseControls.Default;
        var terms = TableTerms.Of(columns, request.MinGroup, controls);
        var room = new Trial.Room(new(QueryReader.Table, terms, columns), controls, resource);
        var examples = new List<ExampleView>();
        foreach (var example in Examples.Of(terms, columns, controls))
            examples.Add(await Tell(example, null, room, request.Run is true, trial, ct));
        var templates = new List<ExampleView>();
        foreach (var template in (request.Controls?.Templates ?? []).Take(TemplatesMax))
        {
            var (example, wrong) = Asked(template);
            templates.Add(await Tell(example, wrong, room, request.Run is true, trial, ct));
        }
        var own = new Example(default, request.Sql ?? "", request.Mode ?? Examples.FreeMode(controls));
        return TypedResults.Ok(new View(
            Plainly.May(terms, controls, columns), Plainly.MayNot(terms, controls, columns), examples, templates,
            own.Sql.Length > 0 ? await trial.Of(own, room, RowsTypedMax, ct) : null));
    }

    const int RowsTypedMax = 50, RowsExampleMax = 6;

    static async Task<ExampleView> Tell(Example e, Denial? wrong, Trial.Room room, bool run, Trial trial, CancellationToken ct)
    {
        var denial = wrong ?? trial.Read(e, room).Denial;
        var tried = denial is null && run ? await trial.Of(e, room, RowsExampleMax, ct) : null;
        return new(e.About.Zh, e.About.En, e.Mode, e.Sql, denial is null, AskQuestion.View(denial), tried);
    }

    const int TemplatesMax = 20;

    static string Sample(TemplateParameter parameter) => parameter.Choices is [var first, ..] ? first : parameter.Kind switch
    {
        ParameterKind.Text => "x",
        ParameterKind.Number => "1",
        ParameterKind.Day => "2026-01-01",
    };

    static (Example Example, Denial? Wrong) Asked(QueryTemplate template)
    {
        var tried = template.Parameters.DistinctBy(p => p.Name).ToDictionary(p => p.Name, Sample);
        var (values, wrong) = AskTemplate.Read(template, tried);
        return (new(new(template.Title, template.Title), template.Sql, UseMode.Template, values),
            wrong ?? (template.Sql.Length == 0 ? Refusals.NoSuchTemplate : null));
    }

    /// <summary>Every field of the resource; one that the holder does not name, or calls what it is not, stays closed.</summary>
    static List<ProductColumn> Columns(Request request, ResourceCard resource)
    {
        var chosen = request.Columns.ToDictionary(c => c.Name);
        return [.. resource.Fields.Select(f => chosen.GetValueOrDefault(f.Name) is { } c
            ? new ProductColumn(f.Name, f.Title, f.Type, c.Use, c.Control)
            : new ProductColumn(f.Name, f.Title, f.Type, ColumnUse.None))];
    }
}
