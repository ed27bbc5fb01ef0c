using Yuanliu.Space.Decisions;
using Yuanliu.Space.Gate;
using Yuanliu.Space.Gateway;
using Yuanliu.Space.Uses;

namespace Yuanliu.Space.Rooms;

/// <summary>The tables of the room for one question, each under its own decision.</summary>
internal readonly record struct Opened(IReadOnlyList<Decided> Judged, IReadOnlyList<Part> Parts, Denial? Denial);

/// <summary>室内的表 — brings the agreement's table into the room, and those of other agreements or of the buyer's own beside it.</summary>
internal sealed class RoomTables(AppDb db, DecisionPoint point, ICatalog catalog, Looks looks, ProbeBook probed)
{
    const int TablesMax = 6;

    public async Task<Opened> Open(Decided first, OrganizationId party, Question question, Wanted wanted, CancellationToken ct)
    {
        var circle = await AuditBook.CircleOf(db, party, ct);
        if (question.With.Count >= TablesMax) return new([], [], Refusals.Join("房间里的表过多。", "There are too many tables in the room."));
        var (table, closed) = await Part(QueryReader.Table, first, circle, ct);
        if (table is null) return new([], [], closed);
        var (judged, parts) = (new List<Decided> { first }, new List<Part> { table });
        foreach (var other in question.With)
        {
            if (parts.Exists(p => p.Table.Name.Equals(other.As, StringComparison.OrdinalIgnoreCase)))
                return new([], [], Refusals.Syntax($"表名“{other.As}”重复。", $"The name {other.As} is used twice."));
            if (other.Agreement is { } agreement)
            {
                if (judged.Exists(j => j.Policy.Agreement.Id.Value == agreement)
                    || await point.Policy(agreement, party, isStaff: false, ct) is not { } policy) return new([], [],
                        Refusals.NoSuchTable(other.As));
                var decided = await point.Decide(policy, party, wanted, ct);
                // As under the first: what was answered before may be asked again although all uses are spent.
                if (decided.Denial is { } denial && !decided.Judgement.LacksUsesOnly(policy.Policies)) return new([], [], denial);
                judged.Add(decided);
                (table, closed) = await Part(other.As, decided, circle, ct);
            }
            else (table, closed) = await Own(other, party, ct);
            if (table is null) return new([], [], closed);
            parts.Add(table);
        }
        return new(judged, parts, null);
    }

    async Task<(Part? Part, Denial? Closed)> Part(string name, Decided decided, Guid circle, CancellationToken ct)
    {
        var agreement = decided.Policy.Agreement;
        if (await catalog.Find(agreement.Resource, ct) is not { } resource) return (null, Refusals.NoData);
        var (data, away) = await looks.Of(agreement.Resource, ct);
        return data is null ? (null, away)
            : (new(new(name, decided.Policy.Terms, agreement.Policy.Columns), resource, data, agreement, circle), null);
    }

    /// <summary>A confirmed resource that the buyer holds itself.</summary>
    async Task<(Part? Part, Denial? Closed)> Own(OtherTable other, OrganizationId party, CancellationToken ct)
    {
        if (other.Resource is not { } id || await catalog.Find(new(id), ct) is not { Confirmed: true } resource || resource.Holder != party)
            return (null, Refusals.NoSuchTable(other.As));
        var (data, away) = await looks.Of(new(id), ct);
        return data is null ? (null, away)
            : (new(new(other.As, null, [.. resource.Fields.Select(f => new ProductColumn(f.Name, f.Title, f.Type, ColumnUse.Dimension))]),
                resource, data, null, Guid.Empty), null);
    }

    /// <summary>Rows of the buyer's own that are matched: a list too small names persons, and too many lists name all of them.</summary>
    /// <exception cref="OwnTable">The list is too small, or today's rows are spent.</exception>
    public async Task<int> Probes(Admitted question, CancellationToken ct)
    {
        var own = question.Plan.Used.Select(t => question.Parts[t]).Where(p => p.Terms is null).ToList();
        var terms = question.Plan.Used.Select(t => question.Parts[t].Terms).OfType<Policies.TableTerms>()
            .Aggregate((a, b) => a.WithQuotas(b));
        if (own.Count == 0) return 0;
        if (own.Exists(p => p.Resource.Rows < terms.ListMin)) throw new OwnTable(Refusals.ListTooSmall(terms.ListMin));
        var probes = own.Sum(p => p.Resource.Rows);
        foreach (var agreement in question.Judged.Select(j => j.Policy.Agreement))
            if (probes + await probed.Asked(agreement.Resource, agreement.Buyer, ct) > terms.ProbesPerDayMax)
                throw new OwnTable(Refusals.ProbesSpent(terms.ProbesPerDayMax));
        return (int)probes;
    }
}
