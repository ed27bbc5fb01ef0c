using System.Text;
using System.Text.Json;
using Yuanliu.Compute.Json;
using Yuanliu.Compute.Watermark;

namespace Yuanliu.Space.Delivery;

internal enum FileFormat { Csv, Parquet }

/// <summary>交付文件 — one file that was given to one recipient, how it was marked, and whether its deletion was confirmed.</summary>
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
    /// <summary>The last day for its deletion to be confirmed; null where none is owed.</summary>
    public required DateOnly? DeleteBy { get; set; }
    public DeliveryStage Stage { get; private set; } = DeliveryStage.Delivered;
    public PersonId? ConfirmedBy { get; private set; }
    public DateTime? ConfirmedAt { get; private set; }
    public string? Statement { get; private set; }
    public int Version { get; private set; }

    public MarkPlan Plan => JsonSerializer.Deserialize<MarkPlan>(PlanJson, CanonicalJson.Options)!;

    public static string Written(MarkPlan plan) => Encoding.UTF8.GetString(CanonicalJson.Utf8(plan));

    public void Deliver(HostSettings node) => facts.Add(new(Urn(node), new FileDelivered(
        Id.Value, Agreement.Value, Resource.Value, Recipient.Value, FileSha256, MarkSha256, Rows, DeleteBy)));

    /// <summary>确认删除 — the buyer states that the file and its copies are gone.</summary>
    public Result<DeliveryStage> Confirm(string statement, PersonId by, DateTime at, HostSettings node)
    {
        if (Take(Step.Confirm, Actor.Buyer, node, Uses.UseBook.Sha256(statement)) is { Refusal: not null } refused) return refused;
        (Statement, ConfirmedBy, ConfirmedAt) = (statement, by, at);
        return Stage;
    }

    /// <summary>The agreement ended before its term: what was delivered goes as many days after that end as were agreed after the
    /// term.</summary>
    public void Move(DateOnly deleteBy, HostSettings node)
    {
        if (DeleteBy is null || deleteBy >= DeleteBy) return;
        DeleteBy = deleteBy;
        Version++;
        facts.Add(new(Urn(node), new DeletionMoved(Id.Value, deleteBy)));
    }

    /// <summary>逾期 — the day passed and nothing was confirmed.</summary>
    public Result<DeliveryStage> Lapse(HostSettings node) => Take(Step.Lapse, Actor.Time, node);

    /// <summary>The only way the stage changes.</summary>
    Result<DeliveryStage> Take(Step step, Actor by, HostSettings node, string? statementSha256 = null)
    {
        var found = DeliveryProcedure.Steps.Find(Stage, step, by);
        if (found.Refusal is { } refusal) return refusal;
        var from = Stage;
        Stage = found.Value!.To;
        Version++;
        facts.Add(new(Urn(node), new DeliveryStep(Id.Value, from, step, Stage, by, statementSha256)));
        return Stage;
    }

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
        e.Property(x => x.ConfirmedBy).HasConversion<TypedIdConverter<PersonId>>();
        e.Property(x => x.FileSha256).HasMaxLength(64);
        e.Property(x => x.PlanJson).HasMaxLength(100_000);
        e.Property(x => x.MarkSha256).HasMaxLength(64);
        e.Property(x => x.Statement).HasMaxLength(1000);
        e.Property(x => x.Version).IsConcurrencyToken();
        e.Ignore(x => x.Plan);
        e.HasIndex(x => new { x.Agreement, x.Id });
        e.HasIndex(x => x.Resource);
        e.HasIndex(x => new { x.Stage, x.DeleteBy });
    }
}

/// <summary>提前删除 — an agreement that ended before its term has its files deleted counted from that end.</summary>
internal sealed class DeletionsMove(AppDb db, IAgreements agreements, HostSettings node) : IReceive<AgreementTerminated>
{
    const int FilesMax = 10_000;

    public async Task Receive(Guid factId, AgreementTerminated fact, CancellationToken ct)
    {
        var id = new AgreementId(fact.Agreement);
        if (await agreements.Find(id, ct) is not { } agreement || DeliverFile.DeleteBy(agreement) is not { } day) return;
        foreach (var delivery in await db.Set<Delivered>().Where(d => d.Agreement == id && d.Stage == DeliveryStage.Delivered)
            .OrderBy(d => d.Id).Take(FilesMax).ToListAsync(ct)) delivery.Move(day, node);
    }
}

/// <summary>交付到期 — deletions that nobody confirmed by their day are overdue.</summary>
internal sealed class DeliveriesDue(AppDb db, IClock clock, HostSettings node) : IDaily
{
    const int AtOnce = 100;

    public async Task<int> TakeDue(CancellationToken ct)
    {
        var today = LegalDay.Of(clock.Now);
        var due = await db.Set<Delivered>().Where(d => d.Stage == DeliveryStage.Delivered && d.DeleteBy < today).OrderBy(d => d.DeleteBy)
            .ThenBy(d => d.Id).Take(AtOnce).ToListAsync(ct);
        foreach (var delivery in due) delivery.Lapse(node);
        await db.SaveChangesAsync(ct);
        return due.Count;
    }
}
