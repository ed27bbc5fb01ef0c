using System.Text.Json;
using Yuanliu.Compute.Json;
using Yuanliu.Space.Gateway;
using Yuanliu.Space.Stops;
using Yuanliu.Space.Uses;

namespace Yuanliu.Space.Verification;

/// <summary>核验 — whether what is said of somebody agrees with the record: matched, differs, or unknown. Each is one use.</summary>
internal static class Verify
{
    /// <param name="Keys">Whose record, by the columns that find one.</param>
    /// <param name="Values">What is said of them; matched only when all agree.</param>
    /// <param name="Consent">The reference of the person's authorization, where the agreement demands it.</param>
    internal sealed record Item(IReadOnlyDictionary<string, string> Keys, IReadOnlyDictionary<string, string> Values,
        string? Consent = null);
    internal sealed record Request(IReadOnlyList<Item> Items, string? Purpose = null);
    internal sealed record AnswerView(Outcome Outcome, Guid UseId, int Number);
    /// <param name="Repeat">The same request was answered before: nothing is counted again.</param>
    internal sealed record Response(IReadOnlyList<AnswerView> Answers, int UsesLeft, long PriceFen, bool Repeat);

    internal sealed class Shape : AbstractValidator<Request>
    {
        const int TextMax = 256;

        public Shape(SpaceLimits limits)
        {
            RuleFor(r => r.Purpose).MaximumLength(500);
            RuleFor(r => r.Items).Must(i => i is { Count: > 0 } && i.Count <= limits.VerificationsMax)
                .WithMessage($"1 to {limits.VerificationsMax} verifications.");
            RuleFor(r => r.Items).Must(i => i is null || i.All(x => x is { Keys.Count: > 0 and <= 4, Values.Count: > 0 and <= 8 }
                && x.Keys.Concat(x.Values).All(p => p.Value is { Length: > 0 and <= TextMax }) && (x.Consent?.Length ?? 0) <= TextMax))
                .WithMessage($"Each names keys and values of 1 to {TextMax} characters.");
        }
    }

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/agreements/{id:guid}/verifications", Handle).OpenTo("space:use", Role.Analyst).OpenToKeys()
        .WithName(nameof(Verify)).WithSummary("核验");

    static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        Guid id, Request request, HttpContext context, Door door, Verifying verifying, Slots slots, SpaceLimits limits,
            CancellationToken ct)
    {
        var steps = slots.Begin(limits.VerificationTime, limits.VerificationStep);
        if (await door.Enter(id, UseMode.Verification, request.Purpose,
            ct) is not { } entered) return Refusals.NoSuchAgreement.Problem(context);
        var (made, denial) = entered.Denial is { } closed ? (null, closed) : await verifying.Make(entered, request.Items, ct);
        if (denial is not null) return await door.Refuse(
            entered, denial, VerificationForm.Text(request.Items, entered.Policy.Terms.Verification), context, ct);
        var batch = made!.Value.Batch;
        var response = new Response(
            [.. batch.Uses.Select((use, i) => new AnswerView(made.Value.Outcomes[i], use.Id.Value, use.Number!.Value))],
            entered.Agreement.Policy.Uses - batch.Used, batch.IsRepeat ? 0 : batch.Uses.Sum(u => u.Price!.Value.Value), batch.IsRepeat);
        if (entered.Policy.Terms.SlotSeconds == 0 && steps is not null) await steps.WaitForEnd(ct);
        return TypedResults.Ok(response);
    }

    /// <summary>核验的作出 — checks the form against the agreement, looks, counts; what was not counted is not told.</summary>
    internal sealed class Verifying(
        ICatalog catalog, Indexes indexes, UseBook book, DecisionShelf shelf, Reservations reservations, Tally tally,
        RunningUses running, Outcomes outcomes, IHttpContextAccessor http, CallerBox box, Mint mint, Slots slots)
    {
        public async Task<((Batch Batch, IReadOnlyList<Outcome> Outcomes)? Made, Denial? Denial)> Make(
            Entered entered, IReadOnlyList<Item> items, CancellationToken ct)
        {
            var (agreement, terms) = (entered.Agreement, entered.Policy.Terms.Verification);
            if (terms is null) return (null, Refusals.Mode(UseMode.Verification));
            if (items.Select(i => VerificationForm.Fault(i, terms)).FirstOrDefault(f => f is not null) is { } fault) return (null, fault);
            if (await catalog.Find(agreement.Resource, ct) is not { } resource) return (null, Refusals.NoData);
            if (indexes.Find(resource, terms) is not { } index) return (null, Refusals.IndexMissing);
            var asked = items.Select(i => Indexes.Hash(index.Fingerprint, terms, i.Keys, i.Values)).ToList();
            if (asked.Contains(null)) return (null, Refusals.KeysMissing(terms.Keys));
            using var work = running.Begin([agreement.Id], mint.Id(), ct);
            try
            {
                return await Count(entered, index, items, asked, work.Token);
            }
            catch (OperationCanceledException) when (work.WasStopped)
            {
                return (null, Refusals.Stopped);
            }
        }

        async Task<((Batch, IReadOnlyList<Outcome>)?, Denial?)> Count(
            Entered entered, OpenIndex index, IReadOnlyList<Item> items, List<Asked?> asked, CancellationToken ct)
        {
            var (agreement, terms) = (entered.Agreement, entered.Policy.Terms.Verification!);
            await shelf.Keep(entered.Policy, ct);
            var answers = new List<OneAnswer>(items.Count);
            for (var i = 0; i < items.Count; i++)
            {
                var text = asked[i]!.Text(terms, items[i].Consent is { } consent ? UseBook.Sha256(consent) : null);
                var outcome = index.File.Look(asked[i]!.Place, asked[i]!.Tag, asked[i]!.Wanted);
                answers.Add(new(text, PlanOf(text, i), await outcomes.Sha256(outcome, ct), 1, Probes: 1, IsFirst: !IsKeyed));
            }
            using var place = await reservations.Take(
                agreement.Id, agreement.Policy.Uses, entered.Decided.Used, () => book.Used(agreement.Id, ct), ct);
            await slots.WaitForEnd(entered.Policy.Terms.SlotSeconds, ct);
            // Without a place only what was counted before can still be read.
            var (batch, denial) = await tally.Count(book, box.Known, new(entered.Decided, UseMode.Verification, answers), ct);
            return batch is null ? (null, denial) : ((batch, [.. batch.Uses.Select(u => Outcomes.Of(u.ResultSha256!))]), null);
        }

        /// <summary>Each verification is a use of its own; one that is sent again under the same key is the same use.</summary>
        string PlanOf(string text, int at)
            => IsKeyed ? UseBook.Sha256($"{box.Known.PersonId}\n{Key}\n{at}\n{text}") : UseBook.Sha256($"{mint.Id()}\n{text}");

        bool IsKeyed => Key.Length > 0;
        string Key => http.HttpContext?.Request.Headers["Idempotency-Key"].ToString() ?? "";
    }
}

/// <summary>核验结论的留存 — the three possible answers as they are kept; every use names one of them by its hash.</summary>
internal sealed class Outcomes(Blobs blobs)
{
    static readonly byte[][] Texts = [.. Enum.GetValues<Outcome>().Select(o => CanonicalJson.Utf8(new { outcome = o }))];
    readonly string?[] kept = new string?[Texts.Length];

    public async ValueTask<string> Sha256(Outcome outcome, CancellationToken ct)
        => kept[(int)outcome] ??= (await blobs.Store(Texts[(int)outcome], ct)).Sha256;

    public static Outcome Of(string sha256) => Enum.GetValues<Outcome>().First(o => Hashes[(int)o] == sha256);

    static readonly string[] Hashes =
        [.. Texts.Select(t => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(t)))];
}
