using Yuanliu.Compute.Json;
using Yuanliu.Products.NegativeList;

namespace Yuanliu.Products.CleanRoom;

/// <summary>数据产品 — the right to ask grouped questions of one registered resource; its rows stay where they are.</summary>
internal sealed class Product : IWitnessed
{
    readonly List<Recorded> facts = [];

    public required ProductId Id { get; init; }
    public required ResourceId Resource { get; init; }
    public required string ResourceTitle { get; init; }
    public required OrganizationId Holder { get; init; }
    public required OrganizationId Operator { get; init; }
    public required PersonId DraftedBy { get; init; }
    public required DateTime At { get; init; }
    public required string Name { get; init; }
    public required string Description { get; init; }
    /// <summary>Of the certificate under which the operator holds the right to operate products.</summary>
    public required string CertificateNumber { get; init; }
    public required int MinGroup { get; init; }
    /// <summary>The <see cref="UseControls"/> as JSON; null where only grouped questions are open.</summary>
    public string? ControlsJson { get; init; }
    public UseControls Controls => Read<UseControls>(ControlsJson) ?? UseControls.Default;
    public List<OpenedColumn> Columns { get; private init; } = [];
    public List<CheckedItem> Checks { get; private init; } = [];
    public Stage Stage { get; private set; } = Stage.Draft;
    public int Version { get; private set; }

    public void Draft(HostSettings node, byte[] columnsHash) => facts.Add(new(Urn(node), new ProductDrafted(
        Id.Value, Resource.Value, Holder.Value, Operator.Value, CertificateNumber, MinGroup, Convert.ToHexStringLower(columnsHash))));

    /// <summary>负面清单检查 — the findings decide between the two steps of the venue and stay with the product.</summary>
    public Result<Stage> Check(IReadOnlyList<Finding> findings, Pack<ProductRules> pack, Mint mint, HostSettings node)
    {
        var passed = findings.All(f => f.Passed);
        if (Take(passed ? Step.Pass : Step.Refuse, Actor.Platform, node) is { Refusal: not null } refused) return refused;
        Checks.AddRange(findings.Select((f, place) => CheckedItem.Of(mint.Id(), Id, f, place)));
        facts.Add(new(Urn(node), new ProductChecked(
            Id.Value, passed, [.. findings.Where(f => !f.Passed).Select(f => f.Item.Key)], pack.Id, pack.Sha256)));
        return Stage;
    }

    public Result<Stage> Withdraw(HostSettings node)
    {
        if (Take(Step.Withdraw, Actor.Steward, node) is { Refusal: not null } refused) return refused;
        facts.Add(new(Urn(node), new ProductWithdrawn(Id.Value)));
        return Stage;
    }

    /// <summary>The only way the stage changes.</summary>
    Result<Stage> Take(Step step, Actor by, HostSettings node)
    {
        var found = Procedure.Steps.Find(Stage, step, by);
        if (found.Refusal is { } refusal) return refusal;

        var from = Stage;
        Stage = found.Value!.To;
        Version++;
        facts.Add(new(Urn(node), new ProductStep(Id.Value, from, step, Stage, by)));
        return Stage;
    }

    public string Urn(HostSettings node) => node.Urn("product", Id.Value);

    public ProductCard Card() => new(
        Id, Resource, Holder, Operator, Name, Description, [.. Columns.OrderBy(c => c.Place).Select(c => c.Card())],
        MinGroup, CertificateNumber, Stage == Stage.Checked) { Controls = Controls };

    internal static string? Written<T>(T? value) where T : class
        => value is null ? null : System.Text.Encoding.UTF8.GetString(CanonicalJson.Utf8(value));

    internal static T? Read<T>(string? json) where T : class
        => json is null ? null : System.Text.Json.JsonSerializer.Deserialize<T>(json, CanonicalJson.Options);

    IEnumerable<Recorded> IWitnessed.TakeFacts()
    {
        var taken = facts.ToList();
        facts.Clear();
        return taken;
    }

    public static void Map(EntityTypeBuilder<Product> e)
    {
        e.ToTable("products_product");
        e.Property(x => x.Id).HasConversion<TypedIdConverter<ProductId>>();
        e.Property(x => x.Resource).HasConversion<TypedIdConverter<ResourceId>>();
        e.Property(x => x.Holder).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.Operator).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.DraftedBy).HasConversion<TypedIdConverter<PersonId>>();
        e.Property(x => x.ResourceTitle).HasMaxLength(200);
        e.Property(x => x.Name).HasMaxLength(200);
        e.Property(x => x.Description).HasMaxLength(4000);
        e.Property(x => x.CertificateNumber).HasMaxLength(80);
        e.Property(x => x.Version).IsConcurrencyToken();
        e.Property(x => x.ControlsJson).HasMaxLength(20_000);
        e.Ignore(x => x.Controls);
        e.HasMany(x => x.Columns).WithOne().HasForeignKey(c => c.Product);
        e.HasMany(x => x.Checks).WithOne().HasForeignKey(c => c.Product);
        e.HasIndex(x => x.Holder);
        e.HasIndex(x => x.Operator);
        e.HasIndex(x => x.Stage);
    }
}
