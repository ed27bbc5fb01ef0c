using System.Globalization;
using System.Text.Json.Nodes;
using Yuanliu.Evidence.Sealing;

namespace Yuanliu.Evidence.Facts;

/// <summary>存证查询 — what happened, who did it, and whether it is sealed. The source of every timeline.</summary>
internal static class ListFacts
{
    internal sealed record FactView(
        Guid Id, string Kind, string Subject, DateTime At, string? PersonName, string? OrganizationName, JsonObject Body, long? LeafIndex,
        bool Sealed);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/evidence/facts", Handle).OpenToSignedIn("evidence:read").WithName(nameof(ListFacts)).WithSummary("存证查询");
        routes.MapGet("/evidence/facts/{id:guid}/receipt", Receipt).OpenToSignedIn("evidence:read").WithName("GetReceipt")
            .WithSummary("存证凭据");
    }

    static async Task<Results<Ok<Page<FactView>>, ProblemHttpResult>> Handle(
        string? subject, string? kind, string? after, int? take, HttpContext context, AppDb db, CallerBox box, FactReaders readers,
        IParties parties, EvidenceLog log, CancellationToken ct)
    {
        var (size, caller) = (Paging.Size(take), box.Known);
        var facts = db.Set<JournalEntry>().AsNoTracking();
        if (subject is { Length: > 0 })
        {
            if (!await readers.MaySee(subject, caller, ct)) return Refusals.NotYours.Problem(context);
            facts = facts.Where(e => e.Subject == subject);
        }
        else if (!FactReaders.IsStaff(caller)) facts = facts.Where(e => e.OrganizationId == caller.OrganizationId);
        if (kind is { Length: > 0 }) facts = facts.Where(e => e.Kind == kind);
        if (long.TryParse(after, CultureInfo.InvariantCulture, out var cursor)) facts = facts.Where(e => e.Seq < cursor);

        var page = Paging.Cut(await facts.OrderByDescending(e => e.Seq).Take(size + 1)
            .ToListAsync(ct), size, e => e.Seq.ToString(CultureInfo.InvariantCulture));
        var people = await parties.PersonNames(page.Items.Select(e => e.PersonId).OfType<Guid>(), ct);
        var organizations = await parties.OrganizationNames(page.Items.Select(e => e.OrganizationId).OfType<Guid>(), ct);
        var published = log.Current.Size;
        return TypedResults.Ok(new Page<FactView>([.. page.Items.Select(e => new FactView(
            e.FactId, e.Kind, e.Subject, e.At, Name(people, e.PersonId), Name(organizations, e.OrganizationId),
            JsonNode.Parse(e.Envelope)!["body"]!.DeepClone().AsObject(), e.LeafIndex, e.LeafIndex < published))], page.Next));
    }

    static string? Name(IReadOnlyDictionary<Guid, string> names, Guid? id) => id is { } known ? names.GetValueOrDefault(known) : null;

    static async Task<Results<ContentHttpResult, ProblemHttpResult>> Receipt(
        Guid id, HttpContext context, AppDb db, CallerBox box, FactReaders readers, Receipts receipts, CancellationToken ct)
    {
        if (await db.Set<JournalEntry>().AsNoTracking().SingleOrDefaultAsync(e => e.FactId == id, ct) is not { } entry)
            return Refusals.NoSuchFact.Problem(context);
        if (entry.OrganizationId != box.Known.OrganizationId && !await readers.MaySee(entry.Subject, box.Known, ct))
            return Refusals.NotYours.Problem(context);
        if (receipts.Of(entry) is not { } receipt) return EvidenceRefusals.Sealing.Problem(context);
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{id}.tlog-proof\"";
        return TypedResults.Text(receipt, "text/plain; charset=utf-8");
    }
}
