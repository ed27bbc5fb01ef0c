using Yuanliu.Space.Gate;
using Yuanliu.Space.Policies;

namespace Yuanliu.Space.Privacy;

/// <summary>加噪的来源 — whose rows a step groups, and whether each of them is one identity's and nobody else's.</summary>
/// <remarks>
/// Contributions are bounded after rows were joined and derived. That bounds what one identity moves only where every row comes and goes
/// with one identity, whatever stands in the rows of others: tables with identities are joined identity to identity, and all else that is
/// joined is known to whoever asks. How often keys repeat is not asked of the data, for the answer would tell of somebody.
/// </remarks>
internal static class PrivateSources
{
    /// <summary>The tables whose identities count, in order; each of them pays.</summary>
    public static (IReadOnlyList<int> Owners, Denial? Denial) Of(Stage stage, IReadOnlyList<TableTerms?> terms)
    {
        var owners = stage.Rows.Tables.Where(t => terms[t] is { Identity: not null }).Order().ToList();
        if (owners.Count == 0) return ([], Refusals.NoIdentity);
        if (owners.Exists(t => terms[t]!.Privacy is not { PerUse: > 0 })) return ([], Refusals.Mode(UseMode.Private));
        if (!AreLinked(owners, stage, terms)) return ([], Refusals.NotOneIdentity);
        var hidden = Read(stage).Where(n => terms[n.Table] is { Identity: null } open
            && open.Columns[n.Name].PublicValues.Count == 0).Select(n => n.Name).FirstOrDefault();
        return hidden is null ? (owners, null) : ([], Refusals.NotKnown(hidden));
    }

    /// <summary>Every table with identities hangs on the others by its identity, of the very same type: two that are told apart in one
    /// table must be told apart in all.</summary>
    static bool AreLinked(List<int> owners, Stage stage, IReadOnlyList<TableTerms?> terms)
    {
        var edges = stage.Rows.Nested.SelectMany(q => q.Edges).Where(e => IsIdentity(e.Left) && IsIdentity(e.Right)
            && IsExact(e.Left.Terms!.Type) && string.Equals(e.Left.Terms!.Type, e.Right.Terms!.Type, StringComparison.OrdinalIgnoreCase))
            .Select(e => (e.Left.Table, e.Right.Table)).ToList();
        var reached = new HashSet<int> { owners[0] };
        for (var grown = true; grown;)
        {
            grown = false;
            foreach (var (left, right) in edges)
                if (reached.Contains(left) != reached.Contains(right)) grown = reached.Add(left) | reached.Add(right);
        }
        return owners.TrueForAll(reached.Contains);

        bool IsIdentity(Column column) => column.Use is ColumnUse.Identity && column.Table >= 0
            && terms[column.Table] is { Identity: not null };
    }

    /// <summary>Two values that are equal are written alike: text and whole numbers are, reals are not.</summary>
    static bool IsExact(string type) => Kinds.Of(type) is ValueKind.Text
        || Kinds.Of(type) is ValueKind.Number && type.Contains("INT", StringComparison.OrdinalIgnoreCase);

    /// <summary>Columns that are read for more than to join on them, or shown.</summary>
    static List<BaseColumn> Read(Stage stage)
    {
        var read = new List<BaseColumn>();
        _ = stage.Rows.Relation(Form.Owned, (table, _, columns, _) =>
        {
            read.AddRange(columns.Select(c => new BaseColumn(table, c)));
            return "";
        });
        var joined = stage.Rows.Nested.SelectMany(q => q.Edges).SelectMany(e => e.Left.Needs.Concat(e.Right.Needs)).ToHashSet();
        return [.. read.Where(c => !joined.Contains(c)), .. stage.Keys.SelectMany(k => k.Columns).SelectMany(c => c.Needs)];
    }
}
