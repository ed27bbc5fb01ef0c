using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Yuanliu.Compute.Json;
using Yuanliu.Trading.Policies;

namespace Yuanliu.Trading.Agreements;

/// <summary>Who takes a step: a person for one side, at one time.</summary>
internal sealed record Acting(Side Side, PersonId Person, DateTime At)
{
    public Actor Actor => Side == Side.Buyer ? Actor.Buyer : Actor.Seller;
}

/// <summary>合约 — what a buyer may use, how often, for what and at what price; signed by both sides and kept by the space.</summary>
internal sealed class Agreement : IWitnessed
{
    readonly List<Recorded> facts = [];

    public required AgreementId Id { get; init; }
    public required string Number { get; init; }
    public required ListingId Listing { get; init; }
    public required ProductId Product { get; init; }
    public required string ProductName { get; init; }
    public required ResourceId Resource { get; init; }
    public required string CertificateNumber { get; init; }
    public required OrganizationId Buyer { get; init; }
    public required OrganizationId Seller { get; init; }
    public required OrganizationId Holder { get; init; }
    public required int HolderBasisPoints { get; init; }
    public required int OperatorBasisPoints { get; init; }
    public required int PlatformBasisPoints { get; init; }
    public required string SplitBasis { get; init; }
    public required DateTime At { get; init; }
    public List<Round> Rounds { get; private init; } = [];
    public List<Signature> Signatures { get; private init; } = [];
    public Stage Stage { get; private set; } = Stage.Draft;
    public Deadline? Running { get; private set; }
    /// <summary>The last legal day of the term on the table; what time acts on.</summary>
    public DateOnly Until { get; private set; }
    public Fen PricePerUse { get; private set; }
    /// <summary>The <see cref="UsagePolicy"/> on the table as canonical JSON; fixed once agreed.</summary>
    public string PolicyJson { get; private set; } = "";
    /// <summary>Hash and blob of what was agreed: the text that both sides sign.</summary>
    public string? TermsSha256 { get; private set; }
    /// <summary>Hash and blob of the signed document with the venue's proof.</summary>
    public string? DocumentSha256 { get; private set; }
    /// <summary>Blob of the sealed print, made once when the log has sealed the signing.</summary>
    public string? PdfSha256 { get; private set; }
    /// <summary>When the second side signed, UTC.</summary>
    public DateTime? Since { get; private set; }
    public string? EndReason { get; private set; }
    /// <summary>When a side ended what was in force, UTC; null where nobody did.</summary>
    public DateTime? EndedAt { get; private set; }
    public int Version { get; private set; }

    public UsagePolicy Policy => JsonSerializer.Deserialize<UsagePolicy>(PolicyJson, CanonicalJson.Options)!;
    public SplitTerms Split => new(HolderBasisPoints, OperatorBasisPoints, PlatformBasisPoints, SplitBasis);
    public Offer OnTheTable => Rounds.MaxBy(r => r.Number)!.Offer;

    /// <summary>提出或还价 — puts an admitted offer on the table: the first is the proposal.</summary>
    public Result<Stage> Put(Offer offer, UsagePolicy policy, Acting by, Mint mint, HostSettings node)
    {
        if (ActedForTheOther(by)) return Refusals.SamePerson;
        var json = Encoding.UTF8.GetString(CanonicalJson.Utf8(offer));
        var step = Rounds.Count == 0 ? Step.Propose : Step.Counter;
        if (Take(step, by.Actor, node, offerSha256: Sha256(json)) is { Refusal: not null } refused) return refused;

        Rounds.Add(new()
        {
            Id = mint.Id(), Agreement = Id, Number = Rounds.Count + 1, By = by.Side, Person = by.Person, At = by.At, OfferJson = json,
        });
        (Until, PricePerUse) = (offer.Until, new(offer.PricePerUseFen));
        SetPolicy(policy);
        return Stage;
    }

    /// <summary>接受 — what is on the table is agreed; its text is fixed and waits for both signatures.</summary>
    public Result<Stage> Accept(UsagePolicy policy, Acting by, HostSettings node)
    {
        if (ActedForTheOther(by)) return Refusals.SamePerson;
        if (Take(Step.Accept, by.Actor, node) is { Refusal: not null } refused) return refused;
        SetPolicy(policy);
        return Stage;
    }

    /// <summary>Ties what was agreed to the bytes that will be signed.</summary>
    public void Fix(string termsSha256) => TermsSha256 = termsSha256;

    public Result<Stage> Sign(Acting by, Mint mint, HostSettings node)
    {
        if (ActedForTheOther(by)) return Refusals.SamePerson;
        if (Take(Step.Sign, by.Actor, node) is { Refusal: not null } refused) return refused;
        Signatures.Add(new()
        {
            Id = mint.Id(), Agreement = Id, Side = by.Side, Person = by.Person, At = by.At, TermsSha256 = TermsSha256!,
        });
        facts.Add(new(Urn(node), new SideSigned(Id.Value, by.Side, TermsSha256!)));
        return Stage;
    }

    /// <summary>合约生效 — both signatures stand under the same text, and the venue has sealed the document.</summary>
    public void Conclude(string documentSha256, DateTime at, HostSettings node)
    {
        (DocumentSha256, Since) = (documentSha256, at);
        facts.Add(new(Urn(node), new AgreementSigned(
            Id.Value, Number, Product.Value, Buyer.Value, Seller.Value, documentSha256, PricePerUse.Value, Policy.Uses, Until)));
    }

    public void Printed(string pdfSha256, HostSettings node)
    {
        PdfSha256 = pdfSha256;
        Version++;
        facts.Add(new(Urn(node), new AgreementPrinted(Id.Value, DocumentSha256!, pdfSha256)));
    }

    public Result<Stage> Leave(Step step, string reason, Acting by, HostSettings node)
    {
        if (Take(step, by.Actor, node, reasonSha256: Sha256(reason)) is { Refusal: not null } refused) return refused;
        EndReason = reason;
        if (Stage is Stage.Terminated)
        {
            EndedAt = by.At;
            facts.Add(new(Urn(node), new AgreementTerminated(Id.Value, LegalDay.Of(by.At))));
        }
        return Stage;
    }

    /// <summary>期限届满 — time takes the step that the end of the term opens.</summary>
    public Result<Stage> Expire(HostSettings node) => Take(Procedure.WhenDue(Stage), Actor.Time, node);

    /// <summary>The only way the stage changes.</summary>
    Result<Stage> Take(Step step, Actor by, HostSettings node, string? offerSha256 = null, string? reasonSha256 = null)
    {
        var found = Procedure.Steps.Find(Stage, step, by);
        if (found.Refusal is { } refusal) return refusal;

        var (from, row) = (Stage, found.Value!);
        (Stage, Running) = (row.To, row.Starts);
        Version++;
        facts.Add(new(Urn(node), new AgreementStep(Id.Value, from, step, Stage, by, offerSha256, reasonSha256)));
        return Stage;
    }

    /// <summary>Who has offered or signed for one side never acts for the other.</summary>
    public bool ActedForTheOther(Acting by) => Rounds.Any(r => r.Person == by.Person && r.By != by.Side)
        || Signatures.Any(s => s.Person == by.Person && s.Side != by.Side);

    public string Urn(HostSettings node) => node.Urn("agreement", Id.Value);

    public AgreementUrns Urns(HostSettings node) => new(
        Urn(node), node.Urn("product", Product.Value), node.Urn("resource", Resource.Value),
        node.Urn("organization", Buyer.Value), node.Urn("organization", Seller.Value), node.Urn("organization", Holder.Value),
        Policy.Controls.Receivers?.Select(r => node.Urn("organization", r.Id)).ToList());

    public AgreementCard Card(HostSettings node) => new(
        Id, Number, Product, Resource, Buyer, Seller, Holder, Policy, PricePerUse, Split, Stage == Stage.InForce,
        DocumentSha256 ?? TermsSha256 ?? "")
    {
        Odrl = Encoding.UTF8.GetString(CanonicalJson.Utf8(Odrl.Agreement(Urns(node), Policy, PricePerUse))), Since = Since,
        EndedOn = EndedAt is { } at ? LegalDay.Of(at) : null,
    };

    void SetPolicy(UsagePolicy policy) => PolicyJson = Encoding.UTF8.GetString(CanonicalJson.Utf8(policy));

    static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    IEnumerable<Recorded> IWitnessed.TakeFacts()
    {
        var taken = facts.ToList();
        facts.Clear();
        return taken;
    }

    public static void Map(EntityTypeBuilder<Agreement> e)
    {
        e.ToTable("trading_agreement");
        e.Property(x => x.Id).HasConversion<TypedIdConverter<AgreementId>>();
        e.Property(x => x.Listing).HasConversion<TypedIdConverter<ListingId>>();
        e.Property(x => x.Product).HasConversion<TypedIdConverter<ProductId>>();
        e.Property(x => x.Resource).HasConversion<TypedIdConverter<ResourceId>>();
        e.Property(x => x.Buyer).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.Seller).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.Holder).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.Number).HasMaxLength(40);
        e.Property(x => x.ProductName).HasMaxLength(200);
        e.Property(x => x.CertificateNumber).HasMaxLength(80);
        e.Property(x => x.SplitBasis).HasMaxLength(80);
        e.Property(x => x.TermsSha256).HasMaxLength(64);
        e.Property(x => x.DocumentSha256).HasMaxLength(64);
        e.Property(x => x.PdfSha256).HasMaxLength(64);
        e.Property(x => x.EndReason).HasMaxLength(1000);
        e.Property(x => x.Version).IsConcurrencyToken();
        e.Ignore(x => x.Policy);
        e.Ignore(x => x.Split);
        e.Ignore(x => x.OnTheTable);
        e.HasMany(x => x.Rounds).WithOne().HasForeignKey(r => r.Agreement);
        e.HasMany(x => x.Signatures).WithOne().HasForeignKey(s => s.Agreement);
        e.HasIndex(x => x.Number).IsUnique();
        e.HasIndex(x => x.Buyer);
        e.HasIndex(x => x.Seller);
        e.HasIndex(x => x.Holder);
        e.HasIndex(x => new { x.Running, x.Until });
    }
}
