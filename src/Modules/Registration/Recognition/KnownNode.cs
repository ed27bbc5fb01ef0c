using Yuanliu.Compute.Credentials;

namespace Yuanliu.Registration.Recognition;

internal readonly record struct KnownNodeId(Guid Value) : ITypedId<KnownNodeId>
{
    public static KnownNodeId From(Guid value) => new(value);
    public int CompareTo(KnownNodeId other) => Value.CompareTo(other.Value);
}

/// <summary>互认登记机构 — another registry whose certificates this one accepts, by the key it is known to sign with.</summary>
internal sealed class KnownNode : IWitnessed
{
    readonly List<Recorded> facts = [];

    public required KnownNodeId Id { get; init; }
    public required string Name { get; init; }
    /// <summary><c>did:key:z6Mk…</c> of its registry key.</summary>
    public required string Did { get; init; }
    /// <summary>The agreement or rule that recognition rests on.</summary>
    public required string Basis { get; init; }
    /// <summary>How far its certificates count here, in words.</summary>
    public required string Limits { get; init; }
    public required DateOnly Since { get; init; }
    public DateOnly? EndedOn { get; private set; }
    public int Version { get; private set; }

    public void Begin(HostSettings node) => facts.Add(new(node.Urn("known-node", Id.Value), new NodeRecognized(Id.Value, Did)));

    public void End(DateOnly day, HostSettings node)
    {
        EndedOn = day;
        Version++;
        facts.Add(new(node.Urn("known-node", Id.Value), new NodeRecognitionEnded(Id.Value, Did)));
    }

    IEnumerable<Recorded> IWitnessed.TakeFacts()
    {
        var taken = facts.ToList();
        facts.Clear();
        return taken;
    }

    public static void Map(EntityTypeBuilder<KnownNode> e)
    {
        e.ToTable("registration_known_node");
        e.Property(x => x.Id).HasConversion<TypedIdConverter<KnownNodeId>>();
        e.Property(x => x.Name).HasMaxLength(200);
        e.Property(x => x.Did).HasMaxLength(100);
        e.Property(x => x.Basis).HasMaxLength(500);
        e.Property(x => x.Limits).HasMaxLength(1000);
        e.Property(x => x.Version).IsConcurrencyToken();
        e.HasIndex(x => x.Did).IsUnique();
    }
}

/// <summary>互认登记机构已列入 — certificates of another registry count from now on.</summary>
internal sealed record NodeRecognized(Guid Node, string Did) : Fact
{
    public override string Kind => "registration.node-recognized/1";
}

/// <summary>互认已终止 — certificates of another registry no longer count.</summary>
internal sealed record NodeRecognitionEnded(Guid Node, string Did) : Fact
{
    public override string Kind => "registration.node-recognition-ended/1";
}

/// <summary>互认登记机构管理 — listed and ended by the registry, each with what it rests on.</summary>
internal static class ManageKnownNodes
{
    internal sealed record Request(string Name, string Did, string Basis, string Limits);
    internal sealed record View(Guid Id, string Name, string Did, string Basis, string Limits, DateOnly Since, DateOnly? EndedOn);

    internal sealed class Shape : AbstractValidator<Request>
    {
        public Shape()
        {
            RuleFor(r => r.Name).NotEmpty().MaximumLength(200);
            RuleFor(r => r.Did).NotEmpty().MaximumLength(100);
            RuleFor(r => r.Basis).NotEmpty().MaximumLength(500);
            RuleFor(r => r.Limits).NotEmpty().MaximumLength(1000);
        }
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/known-nodes", List).OpenToSignedIn("registration:read").WithName("ListKnownNodes").WithSummary("互认登记机构");
        routes.MapPost("/known-nodes", Add).OpenTo("registration:write", Role.Administrator).WithName("AddKnownNode")
            .WithSummary("列入互认登记机构");
        routes.MapPost("/known-nodes/{id:guid}/end", End).OpenTo("registration:write", Role.Administrator).WithName("EndKnownNode")
            .WithSummary("终止互认");
    }

    static async Task<Ok<List<View>>> List(AppDb db, CancellationToken ct)
        => TypedResults.Ok((await db.Set<KnownNode>().AsNoTracking().OrderBy(n => n.Id).Take(Paging.TakeMax).ToListAsync(ct))
            .ConvertAll(Of));

    static async Task<Results<Created<View>, ProblemHttpResult>> Add(
        Request request, HttpContext context, AppDb db, Mint mint, IClock clock, HostSettings host, CancellationToken ct)
    {
        if (!VerificationMethods.TryPublicKey(request.Did, out _)) return Refusals.BadDid.Problem(context);
        if (await db.Set<KnownNode>().AnyAsync(n => n.Did == request.Did, ct)) return Refusals.NodeKnown.Problem(context);
        var node = new KnownNode
        {
            Id = mint.Id<KnownNodeId>(), Name = request.Name.Trim(), Did = request.Did, Basis = request.Basis.Trim(),
                Limits = request.Limits.Trim(),
            Since = LegalDay.Of(clock.Now),
        };
        node.Begin(host);
        db.Add(node);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/registration/known-nodes/{node.Id.Value}", Of(node));
    }

    static async Task<Results<Ok<View>, ProblemHttpResult>> End(
        Guid id, HttpContext context, AppDb db, IClock clock, HostSettings host, CancellationToken ct)
    {
        var wanted = new KnownNodeId(id);
        if (await db.Set<KnownNode>().SingleOrDefaultAsync(n => n.Id == wanted && n.EndedOn == null, ct) is not { } node)
            return Refusals.NoSuchNode.Problem(context);
        node.End(LegalDay.Of(clock.Now), host);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(Of(node));
    }

    static View Of(KnownNode n) => new(n.Id.Value, n.Name, n.Did, n.Basis, n.Limits, n.Since, n.EndedOn);
}
