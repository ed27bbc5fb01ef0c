using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Yuanliu.Space.Duties;
using Yuanliu.Space.Gateway;
using Yuanliu.Space.Stops;
using Yuanliu.Space.Uses;

namespace Yuanliu.Space.Delivery;

/// <summary>文件交付 — has a file made that bears its recipient's mark, counts it as one use, and gives it out as often as it is
/// fetched.</summary>
/// <remarks>It is made by a job, which can be looked at and cancelled; who does not ask to be answered at once is answered when it
/// ends.</remarks>
internal static class DeliverFile
{
    internal sealed record Request(FileFormat Format, string? Purpose = null);
    internal sealed record DeliveryView(
        Guid UseId, int Number, FileFormat Format, long Rows, string FileSha256, string MarkSha256, DateTime At, DateOnly? DeleteBy,
        DeliveryStage Stage, string? Statement, DateTime? ConfirmedAt, long PriceFen, bool Repeat, string Href);

    /// <summary>For <c>Prefer: respond-async</c>.</summary>
    internal sealed record Started(Guid JobId);

    internal sealed class Shape : AbstractValidator<Request>
    {
        public Shape()
        {
            RuleFor(r => r.Format).IsInEnum();
            RuleFor(r => r.Purpose).MaximumLength(500);
        }
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/agreements/{id:guid}/files", Handle).OpenTo("space:use", Role.Analyst).OpenToKeys()
            .WithName(nameof(DeliverFile)).WithSummary("文件交付");
        routes.MapGet("/agreements/{id:guid}/files/{useId:guid}", Fetch).OpenTo("space:use", Role.Analyst).OpenToKeys()
            .WithName("FetchFile").WithSummary("下载交付文件");
    }

    static async Task<Results<Ok<DeliveryView>, Accepted<Started>, ProblemHttpResult>> Handle(
        Guid id, Request request, [FromHeader(Name = "Prefer")] string? prefer, HttpContext context, Door door, Delivering delivering,
        FileOrders orders, CancellationToken ct)
    {
        if (await door.Enter(id, UseMode.File, request.Purpose, ct) is not { } entered) return Refusals.NoSuchAgreement.Problem(context);
        if (entered.Denial is { } closed) return await door.Refuse(entered, closed, $"file {request.Format}", context, ct);
        if (await delivering.Made(entered, request.Format, ct) is { } there) return TypedResults.Ok(there);
        if (entered.Decided.Denial is { } spent) return await door.Refuse(entered, spent, $"file {request.Format}", context, ct);
        var order = await orders.Place(entered.Agreement.Id, request, ct);
        if (prefer?.Contains("respond-async", StringComparison.OrdinalIgnoreCase) is true)
        {
            context.Response.Headers["Preference-Applied"] = "respond-async";
            return TypedResults.Accepted($"/api/jobs/{order.JobId}", new Started(order.JobId));
        }
        var (made, denial) = await orders.Outcome(order, ct);
        return made is not null ? TypedResults.Ok(made) : Door.Tell(denial!, context);
    }

    /// <summary>The file was counted when it was made: fetching it again costs nothing. An agreement that was stopped or is over gives out
    /// no more of it.</summary>
    static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> Fetch(
        Guid id, Guid useId, HttpContext context, AppDb db, CallerBox box, Decisions.DecisionPoint point, Blobs blobs, CancellationToken ct)
    {
        var (agreement, use, own) = (new AgreementId(id), new UseId(useId), new OrganizationId(box.Known.OrganizationId));
        if (await db.Set<Delivered>().AsNoTracking()
                .SingleOrDefaultAsync(d => d.Id == use && d.Agreement == agreement && d.Recipient == own, ct) is not { } delivery
            || blobs.Open(delivery.FileSha256) is not { } file) return Refusals.NoSuchDelivery.Problem(context);
        var isDeleted = await db.Set<DutyTask>().AnyAsync(d => d.Id == useId && d.Stage == DutyStage.Done, ct);
        if ((isDeleted ? Refusals.NoSuchDelivery : await Closed(id, own, point, ct)) is { } closed)
        {
            await file.DisposeAsync();
            return closed.Problem(context);
        }
        return delivery.Format is FileFormat.Csv ? TypedResults.Stream(file, "text/csv; charset=utf-8", "delivery.csv")
            : TypedResults.Stream(file, "application/vnd.apache.parquet", "delivery.parquet");
    }

    static async Task<Denial?> Closed(Guid agreement, OrganizationId own, Decisions.DecisionPoint point, CancellationToken ct)
    {
        if (await point.Policy(agreement, own, isStaff: false, ct) is not { } policy) return Refusals.NoSuchAgreement;
        var decided = await point.Decide(policy, own, new(UseMode.File, null, Decisions.Wanted.Gateway), ct);
        return Decisions.DecisionPoint.Over(decided, new(policy, decided.Judgement.Input.Now));
    }

    /// <summary>The last day for what was delivered to be deleted; null where that is not owed.</summary>
    internal static DateOnly? DeleteBy(AgreementCard agreement)
        => agreement.Policy.Controls.Duties.FirstOrDefault(d => d.Kind is DutyKind.Delete) is { } duty
            ? agreement.LastDay.AddDays(duty.Days ?? 0) : null;

    /// <param name="duty">To delete it; null where nothing is owed or said.</param>
    internal static DeliveryView View(Delivered delivery, Use use, DutyTask? duty, bool isRepeat) => new(
        delivery.Id.Value, use.Number!.Value, delivery.Format, delivery.Rows, delivery.FileSha256, delivery.MarkSha256, delivery.At,
        duty?.DueOn ?? delivery.DeleteBy, duty?.Stage switch
        {
            DutyStage.Done => DeliveryStage.Deleted, DutyStage.Overdue => DeliveryStage.Overdue,
            DutyStage.Owed or DutyStage.Discharged or null => DeliveryStage.Delivered,
        },
        duty?.Statement, duty?.DoneAt, isRepeat ? 0 : use.Price!.Value.Value, isRepeat,
        string.Create(CultureInfo.InvariantCulture, $"/api/space/agreements/{delivery.Agreement.Value}/files/{delivery.Id.Value}"));

    /// <summary>文件交付的作出 — makes, counts and keeps a delivery; what was not counted is not given out.</summary>
    internal sealed class Delivering(
        AppDb db, Decisions.DecisionPoint point, ICatalog catalog, Looks looks, IParties parties, FileMaker maker, UseBook book,
        DecisionShelf shelf, Reservations reservations, Turns turns, RunningUses running, SpaceLimits limits, Mint mint, HostSettings node)
    {
        /// <summary>The file of this version under these terms, where it was made before.</summary>
        public async Task<DeliveryView?> Made(Entered entered, FileFormat format, CancellationToken ct)
            => await catalog.Find(entered.Agreement.Resource, ct) is { } resource
                && await book.Earlier(entered.Agreement.Id, Plan(entered, format, resource), ct) is { } earlier
                ? await Again(earlier, ct) : null;

        static string Plan(Entered entered, FileFormat format, ResourceCard resource)
            => UseBook.Sha256($"file {format}\n{resource.Sha256}\n{entered.Policy.Sha256}");

        public async Task<(DeliveryView? View, Denial? Denial)> Make(
            Entered entered, FileFormat format, IProgress<(long Done, long Total)> progress, CancellationToken ct)
        {
            var agreement = entered.Agreement;
            if (await catalog.Find(agreement.Resource, ct) is not { } resource) return (null, Refusals.NoData);
            // From the first look at the source on, which may be slow, a stop ends it, and so does its time.
            using var work = running.Begin([agreement.Id], mint.Id(), ct);
            work.Source.CancelAfter(limits.FileTimeMax);
            try
            {
                var (data, away) = await looks.OfJob(agreement.Resource, work.Token);
                if (data is null) return (null, away);
                var plan = Plan(entered, format, resource);
                if (await book.Earlier(agreement.Id, plan, ct) is { } earlier) return (await Again(earlier, ct), null);
                if (entered.Decided.Denial is { } spent) return (null, spent);
                // One file of an agreement is made at a time: of two who ask for the same, the second finds it made.
                using var turn = await turns.Take([$"file/{agreement.Id.Value:N}"], work.Token);
                if (await book.Earlier(agreement.Id, plan, work.Token) is { } made) return (await Again(made, ct), null);
                using var place = await reservations.Take(
                    agreement.Id, agreement.Policy.Uses, entered.Decided.Used, () => book.Used(agreement.Id, work.Token), work.Token);
                if (place is null) return (null, Refusals.UsesSpent(agreement.Policy.Uses));
                return await Count(entered, resource, data, format, plan, progress, work.Token);
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                return (null, work.WasStopped && await StoppedBy(agreement.Id, ct) ? Refusals.Stopped : Refusals.SourceSlow);
            }
        }

        async Task<(DeliveryView?, Denial?)> Count(
            Entered entered, ResourceCard resource, ResourceData data, FileFormat format, string plan,
            IProgress<(long Done, long Total)> progress, CancellationToken ct)
        {
            var agreement = entered.Agreement;
            var recipient = await parties.Find(agreement.Buyer, ct) ?? throw new InvalidOperationException("A buyer that is nobody.");
            var (file, denial) = await maker.Make(entered.Policy, resource, data, format, recipient.Code, progress, ct);
            if (file is null) return (null, denial);
            await shelf.Keep(entered.Policy, ct);
            using var turn = await turns.Take([$"meter/{agreement.Id.Value:N}"], ct);
            if (await point.Changed(entered.Policy, entered.Wanted, ct) is { } changed) return (null, changed);
            var answer = new OneAnswer($"file {format}", plan, file.Blob.Sha256, (int)Math.Min(int.MaxValue, file.Rows));
            var (batch, refused) = await book.CountEach(entered.Decided, UseMode.File, [answer],
                use => Keep(agreement, use, file, format), ct);
            return batch is null ? (null, refused) : (await View(batch.Uses[0], batch.IsRepeat, ct), null);
        }

        void Keep(AgreementCard agreement, Use use, MadeFile file, FileFormat format)
        {
            var delivery = new Delivered
            {
                Id = use.Id, Agreement = agreement.Id, Resource = agreement.Resource, Recipient = agreement.Buyer, At = use.At,
                Format = format, FileSha256 = file.Blob.Sha256, Rows = file.Rows,
                PlanJson = Delivered.Written(file.Plan), MarkSha256 = file.MarkSha256,
                DeleteBy = DeleteBy(agreement),
            };
            delivery.Deliver(node);
            db.Add(delivery);
            if (delivery.DeleteBy is not { } by) return;
            var deletion = DutyTask.Deletion(agreement, use, by);
            deletion.Arise(node);
            db.Add(deletion);
        }

        Task<DeliveryView> Again(Use use, CancellationToken ct) => View(use, isRepeat: true, ct);

        async Task<DeliveryView> View(Use use, bool isRepeat, CancellationToken ct) => DeliverFile.View(
            await db.Set<Delivered>().AsNoTracking().SingleAsync(d => d.Id == use.Id, ct), use,
            await db.Set<DutyTask>().AsNoTracking().SingleOrDefaultAsync(d => d.Id == use.Id.Value, ct), isRepeat);

        Task<bool> StoppedBy(AgreementId agreement, CancellationToken ct) => db.Set<UseStop>().AsNoTracking()
            .AnyAsync(s => s.Agreement == agreement && s.Stage == Stops.Stage.Stopped, ct);
    }
}
