using System.Text.Json.Nodes;
using Yuanliu.Space.Gate;
using Yuanliu.Space.Policies;
using Yuanliu.Space.Rooms;
using Yuanliu.Space.Uses;
using Yuanliu.Space.Workers;

namespace Yuanliu.Space.Previews;

/// <summary>策略预览 — a holder sees, before anything is offered, what a buyer could learn under terms that are still being written.</summary>
internal static class PreviewPolicy
{
    internal sealed record ColumnRequest(string Name, ColumnUse Use, ColumnControl? Control = null);
    /// <param name="Sql">A question to be put as a buyer would; absent = only what the terms say.</param>
    internal sealed record Request(
        Guid ResourceId, int MinGroup, IReadOnlyList<ColumnRequest> Columns, UseControls? Controls = null, string? Sql = null);
    internal sealed record ExampleView(string Zh, string En, string Sql, bool Allowed, AskQuestion.RefusalView? Refusal);
    /// <param name="SuppressedGroups">Some groups are not here: too few stand behind them.</param>
    /// <param name="Cause">Why nothing would be released: the data is the holder's own, so it may know.</param>
    internal sealed record TriedView(
        AskQuestion.RefusalView? Refusal, Cause? Cause, IReadOnlyList<ResultColumn>? Columns, JsonArray? Rows, bool SuppressedGroups);
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
        Request request, HttpContext context, CallerBox box, ICatalog catalog, QueryReader reader, Trial trial, CancellationToken ct)
    {
        if (await catalog.Find(new(request.ResourceId), ct) is not { } resource || resource.Holder.Value != box.Known.OrganizationId)
            return Refusals.NoSuchResource.Problem(context);
        var columns = Columns(request, resource);
        var controls = request.Controls ?? UseControls.Default;
        var terms = TableTerms.Of(columns, request.MinGroup, controls);
        var table = new RoomTable(QueryReader.Table, terms, columns);
        return TypedResults.Ok(new View(Plainly.May(terms, controls, columns), Plainly.MayNot(terms, controls, columns),
            [.. Examples.Of(terms, columns).Select(e => Tell(e, reader.Read(e.Sql, [table]).Denial))],
            [.. (request.Controls?.Templates ?? []).Take(TemplatesMax).Select(t => Tell(t, reader, table))],
            request.Sql is { Length: > 0 } sql ? await trial.Of(sql, table, resource, ct) : null));
    }

    static ExampleView Tell(Example e, Denial? denial) => new(e.About.Zh, e.About.En, e.Sql, denial is null, AskQuestion.View(denial));

    const int TemplatesMax = 20;

    static string Sample(TemplateParameter parameter) => parameter.Choices is [var first, ..] ? first : parameter.Kind switch
    {
        ParameterKind.Text => "x",
        ParameterKind.Number => "1",
        ParameterKind.Day => "2026-01-01",
    };

    static ExampleView Tell(QueryTemplate template, QueryReader reader, RoomTable table)
    {
        var tried = template.Parameters.DistinctBy(p => p.Name).ToDictionary(p => p.Name, Sample);
        var (values, wrong) = AskTemplate.Read(template, tried);
        var denial = wrong ?? (template.Sql.Length == 0 ? Refusals.NoSuchTemplate : reader.Read(template.Sql, [table], values).Denial);
        return Tell(new(new(template.Title, template.Title), template.Sql), denial);
    }

    /// <summary>Every field of the resource; one that the holder does not name, or calls what it is not, stays closed.</summary>
    static List<ProductColumn> Columns(Request request, ResourceCard resource)
    {
        var chosen = request.Columns.ToDictionary(c => c.Name);
        return [.. resource.Fields.Select(f => chosen.GetValueOrDefault(f.Name) is { } c
            ? new ProductColumn(f.Name, f.Title, f.Type, c.Use, c.Control)
            : new ProductColumn(f.Name, f.Title, f.Type, ColumnUse.None))];
    }

    /// <summary>试运行 — one question on the holder's own data under its own terms: nothing is counted, nobody else is answered.</summary>
    internal sealed class Trial(ICatalog catalog, QueryReader reader, Footings footings)
    {
        const int RowsShownMax = 50;

        public async Task<TriedView> Of(string sql, RoomTable table, ResourceCard resource, CancellationToken ct)
        {
            var reading = reader.Read(sql, [table]);
            if (reading.Plan is not { } plan) return new(AskQuestion.View(reading.Denial), null, null, null, false);
            var source = await catalog.Data(resource.Id, ct);
            if (source.Value is not { } data) return new(AskQuestion.View(Refusals.Source(source.Refusal!)), null, null, null, false);
            var parts = new List<Part> { new(table, resource, data, null, Guid.Empty) };
            try
            {
                var footing = await footings.Of(plan, parts, ct);
                using var run = await footings.Run(plan, parts, footing, ct);
                await run.Group();
                // Nobody was told anything yet: there are no earlier answers to be too close to.
                await run.Hold((_, stages) => Task.FromResult<IReadOnlyList<IReadOnlySet<int>>?>(
                    [.. stages.Select(_ => (IReadOnlySet<int>)new HashSet<int>())]));
                var answer = (await run.Answer(0)).Answer.As(new(plan.Names, plan.Shown));
                return new(null, null, answer.Columns, new([.. answer.Rows.Take(RowsShownMax).Select(r => r!.DeepClone())]),
                    answer.SuppressedGroups);
            }
            catch (NotReleased held)
            {
                return new(AskQuestion.View(Refusals.NotReleased), held.Cause, null, null, false);
            }
        }
    }
}
