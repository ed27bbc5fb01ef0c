using System.Collections.Concurrent;
using Yuanliu.Space.Decisions;
using Yuanliu.Space.Gateway;
using Yuanliu.Space.Uses;
using Outcome = (Yuanliu.Space.Delivery.DeliverFile.DeliveryView? View, Yuanliu.Space.Denial? Denial);

namespace Yuanliu.Space.Delivery;

/// <summary>文件订单 — a file that somebody wants made: what of, and how it went.</summary>
internal sealed record FileOrder(Guid Id, AgreementId Agreement, FileFormat Format, string? Purpose)
{
    public Guid JobId { get; set; }
    public DeliverFile.DeliveryView? View { get; set; }
    public Denial? Denial { get; set; }
    /// <summary>Who waited for it went away.</summary>
    public bool IsAbandoned { get; set; }
}

/// <summary>Orders of this process; with the process their jobs end too.</summary>
internal sealed class OpenOrders : ConcurrentDictionary<Guid, FileOrder>;

/// <summary>Places orders and waits for them.</summary>
internal sealed class FileOrders(AppDb db, CallerBox box, JobRunner jobs, OpenOrders open, Mint mint)
{
    public async Task<FileOrder> Place(AgreementId agreement, DeliverFile.Request request, CancellationToken ct)
    {
        var order = open.GetOrAdd(mint.Id(), id => new(id, agreement, request.Format, request.Purpose));
        var job = jobs.Plan<MakingFile>(db, $"{agreement.Value}/{order.Id}", box.Known);
        order.JobId = job.Id;
        await db.SaveChangesAsync(ct);
        await jobs.Enqueue(job, box.Known, ct);
        return order;
    }

    /// <summary>Waits for the end. Whoever goes away takes the order back.</summary>
    public async Task<Outcome> Outcome(FileOrder order, CancellationToken ct)
    {
        try
        {
            await jobs.Ended(order.JobId).WaitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            order.IsAbandoned = true;
            jobs.Cancel(order.JobId);
            throw;
        }
        open.TryRemove(order.Id, out _);
        return order.View is { } view ? (view, null) : (null, order.Denial ?? Refusals.FileCancelled);
    }
}

/// <summary>文件制作任务 — decides once more when its turn comes, makes the file, counts it.</summary>
internal sealed class MakingFile(
    DecisionPoint point, DeliverFile.Delivering delivering, UseBook book, OpenOrders open, CallerBox box) : IWork
{
    public static string Kind => "file-delivery";

    public async Task<Refusal?> Run(string target, IProgress<(long Done, long Total)> progress, CancellationToken ct)
    {
        if (!open.TryRemove(Guid.Parse(target.Split('/')[1]), out var order) || order.IsAbandoned)
            return Refusals.FileCancelled.Refusal;
        try
        {
            (order.View, order.Denial) = await Make(order, progress, ct);
            return order.Denial?.Refusal;
        }
        finally { if (order.View is null && order.Denial is null) order.Denial = Refusals.FileCancelled; }
    }

    async Task<Outcome> Make(FileOrder order, IProgress<(long Done, long Total)> progress, CancellationToken ct)
    {
        var party = new OrganizationId(box.Known.OrganizationId);
        if (await point.Policy(order.Agreement.Value, party, isStaff: false, ct) is not { } policy) return (null, Refusals.NoSuchAgreement);
        var wanted = new Wanted(UseMode.File, order.Purpose, Wanted.Gateway);
        var decided = await point.Decide(policy, party, wanted, ct);
        var (view, denial) = decided.Denial is { } closed && !decided.Judgement.LacksUsesOnly(policy.Policies) ? (null, closed)
            : await delivering.Make(new(policy, decided, wanted, null), order.Format, progress, ct);
        if (denial is not null) await book.Deny(decided, UseMode.File, $"file {order.Format}", denial, null, ct);
        return (view, denial);
    }
}
