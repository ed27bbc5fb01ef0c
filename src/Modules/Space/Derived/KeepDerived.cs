using Yuanliu.Space.Decisions;
using Yuanliu.Space.Gate;
using Yuanliu.Space.Uses;

namespace Yuanliu.Space.Derived;

/// <summary>留存派生表 — a buyer's analyst names a part of a question, to ask of it again; its definition is kept, and no row.</summary>
internal static class KeepDerived
{
    /// <param name="Sql">Rows or groups, as a sub-query would give them.</param>
    /// <param name="With">Tables besides <c>data</c>, as in a question.</param>
    internal sealed record Request(
        string Name, string Sql, IReadOnlyList<AskQuestion.TableRequest>? With = null, TightenRequest? Tighten = null);

    internal sealed class Shape : AbstractValidator<Request>
    {
        public Shape(SpaceLimits limits)
        {
            RuleFor(r => r.Name).Must(n => AskQuestion.IsName(n ?? "") && !QueryReader.Table.Equals(n, StringComparison.OrdinalIgnoreCase))
                .WithMessage("A name of letters, digits and _ that begins with a letter, and is not data.");
            RuleFor(r => r.Sql).NotEmpty().MaximumLength(limits.SqlLengthMax);
            RuleFor(r => r.With).Must(AskQuestion.AreTables)
                .WithMessage("Each table has a name of letters, digits and _, and either an agreement or a resource.");
            RuleFor(r => r.Tighten).Must(t => t is null || TightenDerived.IsShaped(t)).WithMessage(TightenDerived.ShapeMessage);
        }
    }

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/agreements/{id:guid}/derived", Handle).OpenTo("space:use", Role.Analyst).WithName(nameof(KeepDerived))
        .WithSummary("留存派生表");

    static async Task<Results<Created<ListDerived.View>, ProblemHttpResult>> Handle(
        Guid id, Request request, HttpContext context, CallerBox box, DecisionPoint point, Keeping keeping, ListDerived.Views views,
        CancellationToken ct)
    {
        var party = new OrganizationId(box.Known.OrganizationId);
        if (await point.Policy(id, party, isStaff: false, ct) is not { } policy) return Refusals.NoSuchAgreement.Problem(context);
        var (kept, denial) = await keeping.Keep(policy, party, request, new(box.Known.PersonId), ct);
        return kept is null ? denial!.Problem(context)
            : TypedResults.Created($"/api/space/agreements/{id}/derived", (await views.Of([kept], box.Known, ct))[0]);
    }

    /// <summary>Reads a definition under the rules of its parents, and keeps it.</summary>
    internal sealed class Keeping(AppDb db, CleanRoom room, DecisionShelf kept, SpaceLimits limits, Mint mint, IClock clock,
        HostSettings node)
    {
        const int TriesMax = 8;

        public async Task<(DerivedTable? Kept, Denial? Denial)> Keep(
            Policies.CompiledPolicy policy, OrganizationId party, Request request, PersonId by, CancellationToken ct)
        {
            var modes = (request.Tighten?.Modes ?? Tightness.EveryMode).Where(m => Tightness.EveryMode.Contains(m) && policy.Allows(m))
                .ToList();
            if (modes.Count == 0) return (null, Refusals.Mode(request.Tighten?.Modes is [var only, ..] ? only : UseMode.Aggregate));
            var question = new Question(request.Sql, modes[0], null, AskQuestion.Others(request.With));
            var (_, readied, denial) = await room.Read(policy, party, question, isDefinition: true, ct);
            if (denial is not null) return (null, denial);
            if (readied!.Opened.Parts.Where((_, t) => t > 0 && !readied.Definition!.Tables.Contains(t)).FirstOrDefault() is { } idle)
                return (null, Refusals.UnusedTable(idle.Table.Name));
            var depth = 1 + readied.Used.Select(d => d.Depth).DefaultIfEmpty().Max();
            if (depth > limits.DerivedDepthMax) return (null, Refusals.DerivedTooDeep(limits.DerivedDepthMax));
            List<DerivedColumn> columns =
                [.. readied.Definition!.Columns.Select(c => new DerivedColumn(c.Name, c.Kind.ToString(), c.Use, c.Low, c.High))];
            var (tight, looser) = Inherited(readied).Narrow(request.Tighten ?? new(), columns);
            if (tight is null) return (null, looser);
            foreach (var judged in readied.Opened.Judged) await kept.Keep(judged.Policy, ct);
            return await Saved(() => Of(policy, party, request, question, readied, columns, depth, by), tight, ct);
        }

        /// <summary>As narrow as the narrowest of its parents.</summary>
        static Tightness Inherited(Readied readied)
        {
            var parts = readied.Definition!.Tables.Select(t => readied.Opened.Parts[t]).Where(p => p.Agreement is not null).ToList();
            var modes = Tightness.EveryMode.Where(m => readied.Opened.Judged.All(j => j.Policy.Allows(m))
                && readied.Kept.All(k => k.Tight.Allows(m)));
            return new([.. readied.Definition.Columns.Select(c => c.Name)],
                parts.Select(p => p.Terms!.MinGroup).Concat(readied.Kept.Select(k => k.Tight.MinGroup)).Max(), [], [.. modes]);
        }

        DerivedTable Of(
            Policies.CompiledPolicy policy, OrganizationId party, Request request, Question question, Readied readied,
            IReadOnlyList<DerivedColumn> columns, int depth, PersonId by)
        {
            // Another agreement that the text does not use is nothing that it stands on.
            var used = readied.Definition!.Tables;
            var tables = question.With.Where((_, i) => used.Contains(i + 1)).Select(w => new GroundTable(w.As, w.Agreement, w.Resource))
                .Prepend(new(QueryReader.Table, policy.Agreement.Id.Value, null));
            var policies = readied.Opened.Judged.Where(j => j.Policy.Agreement.Id == policy.Agreement.Id
                || used.Any(t => readied.Opened.Parts[t].Agreement?.Id == j.Policy.Agreement.Id));
            return new()
            {
                Id = mint.Id(), Agreement = policy.Agreement.Id, Buyer = party, Name = request.Name, Sql = request.Sql,
                DefinitionSha256 = UseBook.Sha256(request.Sql), PlanSha256 = UseBook.Sha256(readied.Definition.Canonical),
                Ground = new([.. tables], [.. policies.Select(j => new GroundPolicy(j.Policy.Agreement.Id.Value, j.Policy.Sha256))],
                    [.. readied.Named.Select(d => new GroundDerived(d.Name, d.Id))]),
                Columns = columns, Depth = depth, By = by, At = clock.Now,
            };
        }

        /// <summary>Whoever keeps or drops passes the shelf, one after the other: names, numbers and parents are looked at anew.</summary>
        async Task<(DerivedTable?, Denial?)> Saved(Func<DerivedTable> make, Tightness tight, CancellationToken ct)
        {
            for (var tries = 0; tries < TriesMax; tries++)
            {
                db.ChangeTracker.Clear();
                var table = make();
                var (agreement, slot) = (table.Agreement, DerivedTable.SlotOf(table.Name));
                if (await db.Set<DerivedTable>().AnyAsync(d => d.Agreement == agreement && d.Slot == slot, ct))
                    return (null, Refusals.DerivedNameTaken(table.Name));
                var shelf = await DropDerived.Shelf(db, agreement, ct);
                if (shelf.Standing >= limits.DerivedMax) return (null, Refusals.DerivedTooMany(limits.DerivedMax));
                foreach (var parent in table.Ground.Derived)
                    if (!await db.Set<DerivedTable>().AnyAsync(d => d.Id == parent.Id && d.Stage == DerivedStage.Standing, ct))
                        return (null, Refusals.DerivedParent(table.Name, parent.Name));
                shelf.Change(1);
                table.Keep(tight, node);
                db.Add(table);
                try
                {
                    await db.SaveChangesAsync(ct);
                    return (table, null);
                }
                catch (DbUpdateException failure) when (failure is DbUpdateConcurrencyException || Failures.IsDuplicate(failure))
                {
                    db.ChangeTracker.Clear();
                }
            }
            return (null, Refusals.Contended);
        }
    }
}
