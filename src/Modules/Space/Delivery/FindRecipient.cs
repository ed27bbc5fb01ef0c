using Microsoft.AspNetCore.Http.Features;
using Yuanliu.Compute.Watermark;
using Yuanliu.Engines.DuckDb;
using Yuanliu.Space.Verification;

namespace Yuanliu.Space.Delivery;

/// <summary>查找接收方 — a found copy is compared with every delivery of a resource, and names whose copy it was, with how sure that
/// is.</summary>
internal static class FindRecipient
{
    /// <param name="PValueLog10">The logarithm of a bound on the chance that somebody without a part in the copy is named so
    /// strongly.</param>
    internal sealed record FindingView(
        Guid RecipientId, string Recipient, IReadOnlyList<Guid> UseIds, double Score, double PValueLog10, bool IsNamed);
    /// <param name="Positions">Marked places that could be read.</param>
    /// <param name="Deliveries">How many were compared.</param>
    internal sealed record Response(IReadOnlyList<FindingView> Findings, int Positions, int Deliveries, double NamedBelowLog10);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/resources/{id:guid}/found-copies", Handle)
        .OpenTo("space:trace", Role.Steward, Role.ExchangeStaff, Role.Regulator).WithName(nameof(FindRecipient)).WithSummary("标记检测");

    static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        Guid id, HttpContext context, CallerBox box, ICatalog catalog, Tracing tracing, SpaceLimits limits, CancellationToken ct)
    {
        var (caller, resource) = (box.Known, new ResourceId(id));
        var isStaff = caller.Is(Role.ExchangeStaff) || caller.Is(Role.Regulator);
        if (await catalog.Find(resource, ct) is not { } card || !isStaff && card.Holder.Value != caller.OrganizationId)
            return Refusals.NoDeliveries.Problem(context);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = limits.LeakBytesMax;
        var (response, denial) = await tracing.Of(resource, context.Request.Body, ct);
        return response is not null ? TypedResults.Ok(response) : denial!.Problem(context);
    }

    /// <summary>Reads the copy once for each plan under which the resource was delivered.</summary>
    internal sealed class Tracing(AppDb db, IParties parties, SpaceKeys keys, SpaceLimits limits, HostSettings node)
    {
        const int DeliveriesMax = 10_000;

        /// <returns>A denial when nothing of the resource was ever delivered, or the copy cannot be read.</returns>
        public async Task<(Response? Response, Denial? Denial)> Of(ResourceId resource, Stream found, CancellationToken ct)
        {
            var deliveries = await db.Set<Delivered>().AsNoTracking().Where(d => d.Resource == resource).OrderByDescending(d => d.Id)
                .Take(DeliveriesMax).ToListAsync(ct);
            if (deliveries.Count == 0) return (null, Refusals.NoDeliveries);
            var folder = Directory.CreateDirectory(Path.Combine(node.Folder("space"), "found", Path.GetRandomFileName())).FullName;
            try
            {
                var path = Path.Combine(folder, "found");
                await using (var copy = File.Create(path)) await found.CopyToAsync(copy, ct);
                var text = await IsParquet(path, ct) ? await Task.Run(() => Written(folder, path, ct), ct) : path;
                return text is null ? (null, Refusals.CopyUnreadable) : (await Judge(text, deliveries, ct), null);
            }
            finally { Directory.Delete(folder, recursive: true); }
        }

        static async Task<bool> IsParquet(string path, CancellationToken ct)
        {
            await using var file = File.OpenRead(path);
            var head = new byte[4];
            return await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct) == head.Length
                && head.AsSpan().SequenceEqual("PAR1"u8);
        }

        /// <summary>As the text that was marked: marks lie in the cells as they are written there.</summary>
        string? Written(string folder, string parquet, CancellationToken ct)
        {
            using var database = Database.Open(new()
            {
                MemoryBytesMax = limits.MemoryBytesMax, Threads = limits.Threads, TempFolder = folder,
                AllowedFolders = [folder + Path.DirectorySeparatorChar],
            }).Value;
            if (database is null) return null;
            using var connection = database.Connect();
            var csv = Path.Combine(folder, "found.csv");
            var copy = $"COPY (SELECT * FROM read_parquet({Sql.Text(parquet)})) TO {Sql.Text(csv)} (FORMAT csv, HEADER true)";
            return connection.Execute(copy, ct).Error is null ? csv : null;
        }

        async Task<Response> Judge(string path, List<Delivered> deliveries, CancellationToken ct)
        {
            var (findings, positions, key) = (new List<FindingView>(), 0, new MarkKey(keys.Marks));
            var plans = deliveries.GroupBy(d => d.PlanJson).ToList();
            foreach (var plan in plans)
            {
                var detector = await Task.Run(() =>
                {
                    using var csv = File.OpenRead(path);
                    return MarkDetector.Read(csv, plan.First().Plan, key, ct);
                }, ct);
                positions = Math.Max(positions, detector.Positions);
                findings.AddRange(await Findings(detector, [.. plan], Math.Log10(plans.Count), ct));
            }
            return new([.. findings.OrderBy(f => f.PValueLog10).ThenByDescending(f => f.Score)], positions, deliveries.Count,
                Accusation.AccusedBelowLog10);
        }

        /// <param name="correction">For every plan that was tried the bound grows as it does for every recipient.</param>
        async Task<List<FindingView>> Findings(MarkDetector detector, List<Delivered> deliveries, double correction, CancellationToken ct)
        {
            var recipients = new Dictionary<string, (PartyCard Party, List<Guid> Uses)>();
            foreach (var of in deliveries.GroupBy(d => d.Recipient))
                if (await parties.Find(of.Key, ct) is { } party) recipients[party.Code] = (party, [.. of.Select(d => d.Id.Value)]);
            return [.. detector.Judge(recipients.Keys).Select(each => (each, P: Math.Min(0, each.PValueLog10 + correction))).Select(x =>
                new FindingView(recipients[x.each.Recipient].Party.Id.Value, recipients[x.each.Recipient].Party.Name,
                    recipients[x.each.Recipient].Uses, x.each.Score, x.P, x.P < Accusation.AccusedBelowLog10))];
        }
    }
}
