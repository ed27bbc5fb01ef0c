using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Yuanliu.Compute.Credentials;
using Yuanliu.Compute.Json;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Reviews;

/// <summary>签署第三方声明 — a reviewer states item by item what was found; the node signs it on behalf of the reviewer's body.</summary>
internal static class SignStatement
{
    internal sealed record Request(
        bool Positive, bool Independent, string Summary, IReadOnlyList<ReviewedItem>? Items, SampleCheck? Sample);

    internal sealed record Response(Guid Id, bool Positive, DateTime SignedAt, string Sha256, string Href);

    internal sealed class Shape : AbstractValidator<Request>
    {
        public Shape()
        {
            RuleFor(r => r.Summary).NotEmpty().MaximumLength(FilingAct.ReasonMax);
            RuleFor(r => r.Items).Must(i => i is null || i.Count <= 40 && i.DistinctBy(x => x.Key).Count() == i.Count
                && i.All(x => x.Key is { Length: > 0 and <= 60 } && x.Note is null or { Length: <= 500 } && Enum.IsDefined(x.Result)));
            RuleFor(r => r.Sample!).ChildRules(s =>
            {
                s.RuleFor(x => x.Rows).GreaterThanOrEqualTo(0);
                s.RuleFor(x => x.Method).NotEmpty().MaximumLength(500);
                s.RuleFor(x => x.Faults).GreaterThanOrEqualTo(0).LessThanOrEqualTo(x => x.Rows);
            }).When(r => r.Sample is not null);
        }
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/review-orders/{id:guid}/sign", Handle).OpenTo("registration:write", Role.Reviewer).WithName(nameof(SignStatement))
            .WithSummary("签署第三方声明");
        routes.MapGet("/statements/{id:guid}", Get).OpenToSignedIn("registration:read").WithName("GetStatement").WithSummary("第三方声明");
    }

    static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        Guid id, Request request, HttpContext context, AppDb db, ReviewDesk desk, StatementDocument document, Mint mint, IClock clock,
        HostSettings node, CallerBox box, CancellationToken ct)
    {
        var own = new OrganizationId(box.Known.OrganizationId);
        if (await db.Set<ReviewOrder>().SingleOrDefaultAsync(o => o.Id == id && o.BodyId == own, ct) is not { } order)
            return Refusals.NoSuchOrder.Problem(context);
        var ready = await desk.MaySign(order, request, ct);
        if (ready.Refusal is { } refusal) return refusal.Problem(context);

        var (statement, at) = (mint.Id(), clock.Now);
        var signed = document.Sign(statement, order, request, ready.Value!, box.Known, at);
        if (order.Sign(statement, node) is { } closed) return closed.Problem(context);
        var made = new SignedStatement
        {
            Id = statement, OrderId = order.Id, BodyId = own, PersonId = new(box.Known.PersonId), SubjectId = order.SubjectId,
            ResourceId = order.ResourceId, ResourceSha256 = ready.Value!.Sha256, Kind = order.Kind, FilingId = order.FilingId,
            Positive = request.Positive, SignedAt = at, Signed = Encoding.UTF8.GetString(signed),
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(signed)),
        };
        made.Sign(node);
        db.Add(made);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new Response(statement, made.Positive, at, made.Sha256, $"/api/registration/statements/{statement}"));
    }

    /// <summary>The body that signed, the one it is about, and the registry.</summary>
    static async Task<Results<ContentHttpResult, ProblemHttpResult>> Get(
        Guid id, HttpContext context, AppDb db, CallerBox box, CancellationToken ct)
    {
        var (own, staff) = (new OrganizationId(box.Known.OrganizationId), FilingViews.Staff.Any(box.Known.Is));
        return await db.Set<SignedStatement>().AsNoTracking()
            .SingleOrDefaultAsync(s => s.Id == id && (staff || s.BodyId == own || s.SubjectId == own), ct) is { } found
            ? TypedResults.Text(found.Signed, "application/json", Encoding.UTF8) : Refusals.NoSuchStatement.Problem(context);
    }
}

/// <summary>第三方声明（签名文本） — words a statement as JSON and signs it with the registry's key for the body.</summary>
internal sealed class StatementDocument(NodeKeys keys, HostSettings node)
{
    public byte[] Sign(Guid id, ReviewOrder order, SignStatement.Request said, ResourceCard resource, Caller by, DateTime at)
        => CanonicalJson.Utf8(DataIntegrity.Sign(new JsonObject
        {
            ["id"] = node.Urn("statement", id),
            ["type"] = "ThirdPartyStatement",
            ["kind"] = order.Kind.ToString(),
            ["body"] = new JsonObject { ["id"] = node.Urn("organization", by.OrganizationId), ["name"] = by.OrganizationName },
            ["signatory"] = node.Urn("person", by.PersonId),
            ["subject"] = node.Urn("organization", order.SubjectId.Value),
            ["filing"] = order.FilingId is { } filing ? node.Urn("filing", filing.Value) : null,
            ["resource"] = new JsonObject
            {
                ["id"] = node.Urn("resource", resource.Id.Value), ["title"] = resource.Title, ["sha256"] = resource.Sha256,
                ["rows"] = resource.Rows,
            },
            ["rulePack"] = order.PackId,
            ["conclusion"] = said.Positive ? "Positive" : "Negative",
            ["independent"] = said.Independent,
            ["summary"] = said.Summary.Trim(),
            ["items"] = JsonSerializer.SerializeToNode(said.Items ?? [], CanonicalJson.Options),
            ["sample"] = JsonSerializer.SerializeToNode(said.Sample, CanonicalJson.Options),
        }, keys.Registry, at));
}
