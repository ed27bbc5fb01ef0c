using System.Text;
using System.Text.Json;
using Yuanliu.Compute.Json;
using Yuanliu.Compute.Watermark;

namespace Yuanliu.Space.Delivery;

internal enum FileFormat { Csv, Parquet }

/// <summary>交付状态 — as the duty to delete the file stands; where none is owed it stays delivered until its recipient says
/// otherwise.</summary>
internal enum DeliveryStage { Delivered, Deleted, Overdue }

/// <summary>交付文件 — one file that was given to one recipient, and how it was marked. Its deletion is a duty like others.</summary>
internal sealed class Delivered : IWitnessed
{
    readonly List<Recorded> facts = [];

    /// <summary>The use that it is.</summary>
    public required UseId Id { get; init; }
    public required AgreementId Agreement { get; init; }
    public required ResourceId Resource { get; init; }
    public required OrganizationId Recipient { get; init; }
    public required DateTime At { get; init; }
    public required FileFormat Format { get; init; }
    public required string FileSha256 { get; init; }
    public required long Rows { get; init; }
    /// <summary>The <see cref="MarkPlan"/> as JSON; it holds no value of the file and not the key.</summary>
    public required string PlanJson { get; init; }
    public required string MarkSha256 { get; init; }
    /// <summary>The last day for its deletion to be confirmed, as it was agreed; null where none is owed. An early end moves the duty's
    /// day.</summary>
    public required DateOnly? DeleteBy { get; init; }

    public MarkPlan Plan => JsonSerializer.Deserialize<MarkPlan>(PlanJson, CanonicalJson.Options)!;

    public static string Written(MarkPlan plan) => Encoding.UTF8.GetString(CanonicalJson.Utf8(plan));

    public void Deliver(HostSettings node) => facts.Add(new(Urn(node), new FileDelivered(
        Id.Value, Agreement.Value, Resource.Value, Recipient.Value, FileSha256, MarkSha256, Rows, DeleteBy)));

    string Urn(HostSettings node) => node.Urn("use", Id.Value);

    IEnumerable<Recorded> IWitnessed.TakeFacts()
    {
        var taken = facts.ToList();
        facts.Clear();
        return taken;
    }

    public static void Map(EntityTypeBuilder<Delivered> e)
    {
        e.ToTable("space_delivery");
        e.Property(x => x.Id).HasConversion<TypedIdConverter<UseId>>();
        e.Property(x => x.Agreement).HasConversion<TypedIdConverter<AgreementId>>();
        e.Property(x => x.Resource).HasConversion<TypedIdConverter<ResourceId>>();
        e.Property(x => x.Recipient).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.FileSha256).HasMaxLength(64);
        e.Property(x => x.PlanJson).HasMaxLength(100_000);
        e.Property(x => x.MarkSha256).HasMaxLength(64);
        e.Ignore(x => x.Plan);
        e.HasIndex(x => new { x.Agreement, x.Id });
        e.HasIndex(x => x.Resource);
    }
}

/// <summary>文件已交付 — a file that bears its recipient's mark was made; the commitment fixes how it was marked.</summary>
/// <param name="MarkSha256">Over the plan of the marks and the key's own hash: neither can be learnt from it, both be proved later.</param>
/// <param name="DeleteBy">The day by which deletion is to be confirmed; null where none is owed.</param>
internal sealed record FileDelivered(
    Guid Use, Guid Agreement, Guid Resource, Guid Recipient, string FileSha256, string MarkSha256, long Rows, DateOnly? DeleteBy) : Fact
{
    public override string Kind => "space.file-delivered/1";
}
