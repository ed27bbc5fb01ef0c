using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Yuanliu.Compute.Credentials;
using Yuanliu.Compute.Json;
using Yuanliu.Registration.Certificates;

namespace Yuanliu.Registration.Registers;

internal readonly record struct ExtractId(Guid Value) : ITypedId<ExtractId>
{
    public static ExtractId From(Guid value) => new(value);
    public int CompareTo(ExtractId other) => Value.CompareTo(other.Value);
}

/// <summary>登记簿摘录 — what stood in the register of one unit at one moment, signed by the registry, with who asked and what for.</summary>
internal sealed class Extract : IWitnessed
{
    readonly List<Recorded> facts = [];

    public required ExtractId Id { get; init; }
    public required string UnitNumber { get; init; }
    public required OrganizationId OrganizationId { get; init; }
    public required PersonId PersonId { get; init; }
    public required string Purpose { get; init; }
    public required DateTime At { get; init; }
    /// <summary>Of the signed document, as it was handed out.</summary>
    public required string Sha256 { get; init; }

    public void Issue(HostSettings node) => facts.Add(new(node.Urn("extract", Id.Value),
        new RegisterExtractIssued(Id.Value, UnitNumber, OrganizationId.Value, Sha256)));

    IEnumerable<Recorded> IWitnessed.TakeFacts()
    {
        var taken = facts.ToList();
        facts.Clear();
        return taken;
    }

    public static void Map(EntityTypeBuilder<Extract> e)
    {
        e.ToTable("registration_extract");
        e.Property(x => x.Id).HasConversion<TypedIdConverter<ExtractId>>();
        e.Property(x => x.OrganizationId).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.PersonId).HasConversion<TypedIdConverter<PersonId>>();
        e.Property(x => x.UnitNumber).HasMaxLength(60);
        e.Property(x => x.Purpose).HasMaxLength(IssueExtract.PurposeMax);
        e.Property(x => x.Sha256).HasMaxLength(64);
        e.HasIndex(x => new { x.UnitNumber, x.Id });
    }
}

/// <summary>出具登记簿摘录 — to a holder or to the registry's staff, for a purpose that is written down.</summary>
internal static class IssueExtract
{
    public const int PurposeMax = 500;

    internal sealed record Request(string Purpose);
    internal sealed record Response(Guid Id, string Urn, string Sha256, string Href, string ReceiptHref);

    internal sealed class Shape : AbstractValidator<Request>
    {
        public Shape() => RuleFor(r => r.Purpose).NotEmpty().MaximumLength(PurposeMax);
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/register/{number}/extract", Handle).OpenToSignedIn("registration:write").WithName(nameof(IssueExtract))
            .WithSummary("出具登记簿摘录");
        routes.MapGet("/extracts/{id:guid}/extract.json", Download).OpenToSignedIn("registration:read").WithName("DownloadExtract")
            .WithSummary("下载登记簿摘录");
        routes.MapGet("/extracts/{id:guid}/receipt.tlog-proof", Receipt).OpenToSignedIn("registration:read")
            .WithName("DownloadExtractReceipt")
            .WithSummary("下载摘录的存证回执");
    }

    static async Task<Results<Created<Response>, ProblemHttpResult>> Handle(
        string number, Request request, HttpContext context, AppDb db, UnitReader reader, ExtractWriter writer, CallerBox box, Mint mint,
        IClock clock, Blobs blobs, HostSettings node, CancellationToken ct)
    {
        if (await reader.Find(number, ct) is not { } unit) return Refusals.NoSuchUnit.Problem(context);
        var (id, at) = (mint.Id<ExtractId>(), clock.Now);
        var bytes = await writer.Write(id, await reader.View(unit, ct), request.Purpose.Trim(), at, ct);
        var stored = await blobs.Store(bytes, ct);
        var extract = new Extract
        {
            Id = id, UnitNumber = number, OrganizationId = new(box.Known.OrganizationId), PersonId = new(box.Known.PersonId),
            Purpose = request.Purpose.Trim(), At = at, Sha256 = stored.Sha256,
        };
        extract.Issue(node);
        db.Add(extract);
        await db.SaveChangesAsync(ct);
        var path = $"/api/registration/extracts/{id.Value}";
        return TypedResults.Created(path, new Response(
            id.Value, node.Urn("extract", id.Value), stored.Sha256, $"{path}/extract.json", $"{path}/receipt.tlog-proof"));
    }

    static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> Download(
        Guid id, HttpContext context, AppDb db, CallerBox box, Blobs blobs, CancellationToken ct)
        => await Own(id, db, box, ct) is { } extract && blobs.Open(extract.Sha256) is { } bytes
            ? TypedResults.Stream(bytes, "application/vc", $"{extract.UnitNumber}-extract.vc.json") : Refusals.NoSuchUnit.Problem(context);

    static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Receipt(
        Guid id, HttpContext context, AppDb db, CallerBox box, IEvidence evidence, HostSettings node, CancellationToken ct)
    {
        if (await Own(id, db, box, ct) is not { } extract) return Refusals.NoSuchUnit.Problem(context);
        var kind = new RegisterExtractIssued(default, "", default, "").Kind;
        return await evidence.Newest(node.Urn("extract", id), kind, ct) is { } fact && await evidence.Receipt(fact.Id, ct) is { } receipt
            ? TypedResults.File(System.Text.Encoding.UTF8.GetBytes(receipt), "text/plain; charset=utf-8",
                $"{extract.UnitNumber}-extract.tlog-proof")
            : EvidenceRefusals.Sealing.Problem(context);
    }

    static Task<Extract?> Own(Guid id, AppDb db, CallerBox box, CancellationToken ct)
    {
        var (wanted, own, staff) = (new ExtractId(id), new OrganizationId(box.Known.OrganizationId),
            Filings.FilingViews.Staff.Any(box.Known.Is));
        return db.Set<Extract>().AsNoTracking().SingleOrDefaultAsync(e => e.Id == wanted && (staff || e.OrganizationId == own), ct);
    }
}

/// <summary>Words an extract as a verifiable credential of the registry.</summary>
internal sealed class ExtractWriter(NodeKeys keys, CertificateCredential credentials, IParties parties, HostSettings node)
{
    public async Task<byte[]> Write(ExtractId id, ShowUnit.View unit, string purpose, DateTime at, CancellationToken ct)
    {
        var subject = JsonSerializer.SerializeToNode(unit, CanonicalJson.Options)!.AsObject();
        subject["id"] = node.Urn("resource", unit.ResourceId);
        subject["purpose"] = purpose;
        var json = new Credential
        {
            Id = node.Urn("extract", id.Value), Issuer = credentials.Issuer, Types = ["RegisterExtract"],
            Contexts = [node.PublicUrl + CertificateCredential.ContextPath], Name = "登记簿摘录", ValidFrom = at, Subject = subject,
        }.ToJson();
        json["issuer"] = new JsonObject { ["id"] = credentials.Issuer, ["name"] = (await parties.Platform(ct)).Name };
        return CanonicalJson.Utf8(DataIntegrity.Sign(json, keys.Registry, at));
    }
}
