using Microsoft.AspNetCore.Http.HttpResults;
using Yuanliu.Kernel;

namespace Yuanliu.Host.Endpoints;

/// <summary>我的工作 — asks every area what waits for the caller, and what a search term finds.</summary>
internal static class WorkEndpoints
{
    const int TermMax = 100;

    internal sealed record WorkView(IReadOnlyList<WorkItem> Items);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/work", Work).OpenToSignedIn("work:read").WithName("ListWork").WithSummary("我的工作").WithTags("工作台");
        routes.MapGet("/api/search", Search).OpenToSignedIn("work:read").WithName("Search").WithSummary("搜索").WithTags("工作台");
    }

    /// <summary>Overdue first, then by due day; what has no clock comes last.</summary>
    static async Task<Ok<WorkView>> Work(IEnumerable<IWorkList> areas, CallerBox box, CancellationToken ct)
    {
        var items = new List<WorkItem>();
        foreach (var area in areas) items.AddRange(await area.For(box.Known, ct));
        return TypedResults.Ok(new WorkView([.. items.OrderBy(i => i.Clock?.DueOn ?? DateOnly.MaxValue)]));
    }

    static async Task<Ok<List<SearchHit>>> Search(string q, IEnumerable<ISearchable> areas, CallerBox box, CancellationToken ct)
    {
        var hits = new List<SearchHit>();
        if (q.Trim() is { Length: > 0 and <= TermMax } term)
            foreach (var area in areas) hits.AddRange(await area.Search(term, box.Known, ct));
        return TypedResults.Ok(hits);
    }
}
