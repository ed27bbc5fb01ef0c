using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Yuanliu.Space.Stops;
using Yuanliu.Space.Uses;
using Yuanliu.Space.Workers;

namespace Yuanliu.Space.Gateway;

/// <summary>接口查询 — a page of rows over the agreed columns, with conditions that the agreement allows. Each new page is one use.</summary>
internal static class QueryRows
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/agreements/{id:guid}/rows", Handle).OpenTo("space:use", Role.Analyst).OpenToKeys()
        .WithName(nameof(QueryRows)).WithSummary("接口查询").Produces<Page>();

    const long AfterMax = (1L << 53) - 1;

    /// <param name="Next">To be given as <c>after</c> for the page that follows; null when there is none.</param>
    internal sealed record Page(IReadOnlyList<ResultColumn> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows, long? Next);

    static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> Handle(
        Guid id, string? columns, long? after, int? take, string? purpose, HttpContext context, Door door, Reading reading,
        SpaceLimits limits, CancellationToken ct, [FromQuery] string[]? where = null)
    {
        if (await door.Enter(id, UseMode.Api, purpose, ct) is not { } entered) return Refusals.NoSuchAgreement.Problem(context);
        // No row has a number beyond what JSON can write; whoever asks after one finds none.
        var last = Math.Clamp(after ?? 0, 0, AfterMax);
        var asked = RowRequest.Of(entered.Policy, columns, where ?? [], last, take).Written();
        if (entered.Denial is { } closed) return await door.Refuse(entered, closed, asked, context, ct);
        var (query, unread) = RowQuery.Read(entered.Policy, limits, columns, where ?? [], last, take);
        if (query is null) return await door.Refuse(entered, unread!, asked, context, ct);
        var (read, denial) = await reading.Make(entered, query, ct);
        if (denial is not null) return await door.Refuse(entered, denial, asked, context, ct);
        var (batch, page) = read!.Value;
        var (use, headers) = (batch.Uses[0], context.Response.Headers);
        headers["Yuanliu-Use"] = use.Id.Value.ToString();
        headers["Yuanliu-Use-Number"] = use.Number!.Value.ToString(CultureInfo.InvariantCulture);
        headers["Yuanliu-Uses-Left"] = (entered.Agreement.Policy.Uses - batch.Used).ToString(CultureInfo.InvariantCulture);
        headers["Yuanliu-Price-Fen"] = (batch.IsRepeat ? 0 : use.Price!.Value.Value).ToString(CultureInfo.InvariantCulture);
        headers["Yuanliu-Repeat"] = batch.IsRepeat ? "true" : "false";
        return TypedResults.Stream(page ?? reading.Open(use), "application/json; charset=utf-8");
    }

    /// <summary>接口查询的作出 — reads the page, keeps it, counts it; what was not counted does not leave.</summary>
    internal sealed class Reading(
        ICatalog catalog, Looks looks, Sources sources, UseBook book, DecisionShelf shelf, Reservations reservations, Tally tally,
        RunningUses running, Blobs blobs, CallerBox box, Mint mint, Slots slots)
    {
        /// <summary>A longer page goes out from the disk as fast as the caller takes it: a slow reader holds none in memory.</summary>
        const int HeldBytesMax = 256 << 10;

        /// <returns>The page too where it was just written and is short.</returns>
        public async Task<((Batch Batch, Stream? Page)? Made, Denial? Denial)> Make(
            Entered entered, RowQuery query, CancellationToken ct)
        {
            // From the first look at the source on, which may be slow, a stop ends it.
            using var work = running.Begin([entered.Agreement.Id], mint.Id(), ct);
            var places = new List<IDisposable>();
            try
            {
                var outcome = await Read(entered, query, places, work.Token);
                // A new page was counted at its slot's end. All else is told at one too, and keeps its place until then.
                if (outcome.Item1 is not { Item1.IsRepeat: false })
                    await slots.WaitForEnd(entered.Policy.Terms.SlotSeconds, work.Token);
                return outcome;
            }
            catch (OperationCanceledException) when (work.WasStopped)
            {
                return (null, Refusals.Stopped);
            }
            finally { places.ForEach(p => p.Dispose()); }
        }

        async Task<((Batch, Stream?)?, Denial?)> Read(
            Entered entered, RowQuery query, List<IDisposable> places, CancellationToken ct)
        {
            var agreement = entered.Agreement;
            if (await catalog.Find(agreement.Resource, ct) is not { } resource) return (null, Refusals.NoData);
            var (data, away) = await looks.Of(agreement.Resource, ct);
            if (data is null) return (null, away);
            var plan = UseBook.Sha256($"{query.Canonical}\n{resource.Sha256}\n{entered.Policy.Sha256}");
            if (await book.Earlier(agreement.Id, plan, ct) is { } earlier)
                return ((new([earlier], await book.Used(agreement.Id, ct), true), null), null);
            if (entered.Decided.Denial is { } spent) return (null, spent);
            if (await reservations.Take(agreement.Id, agreement.Policy.Uses, entered.Decided.Used, () => book.Used(agreement.Id, ct), ct)
                is not { } place) return (null, Refusals.UsesSpent(agreement.Policy.Uses));
            places.Add(place);
            return await Count(entered, query, plan, resource, data, ct);
        }

        async Task<((Batch, Stream?)?, Denial?)> Count(
            Entered entered, RowQuery query, string plan, ResourceCard resource, ResourceData data, CancellationToken ct)
        {
            var (page, unread) = await sources.Read(resource, data, query.Sql, result => WrittenPage.Of(result, query), ct);
            if (page is null) return (null, unread);
            if (page.Utf8.Length > entered.Policy.Terms.BytesMax) return (null, Refusals.PageTooLarge);
            await shelf.Keep(entered.Policy, ct);
            var stored = await blobs.Store(page.Utf8, ct);
            var answer = new OneAnswer(query.Canonical, plan, stored.Sha256, page.Rows);
            await slots.WaitForEnd(entered.Policy.Terms.SlotSeconds, ct);
            var (batch, denial) = await tally.Count(book, box.Known, new(entered.Decided, UseMode.Api, [answer]), ct);
            if (batch is null) return (null, denial);
            return ((batch, batch.IsRepeat || page.Utf8.Length > HeldBytesMax ? null : new MemoryStream(page.Utf8)), null);
        }

        public Stream Open(Use use) => blobs.Open(use.ResultSha256!)
            ?? throw new InvalidOperationException($"The answer of {use.Id.Value} is gone.");
    }
}
