using System.Globalization;
using Yuanliu.Space.Gate;
using Yuanliu.Space.Policies;
using Yuanliu.Space.Rooms;
using Yuanliu.Space.Uses;

namespace Yuanliu.Space.Previews;

/// <summary>抽取名单 — a list as a buyer might bring it, for a preview: some that the table holds, and as many as a list must have that
/// nobody is. It is made in the holder's domain and stays there.</summary>
/// <param name="Key">By what it is told who is meant; each once.</param>
/// <param name="Own">Of the table's at most so many.</param>
/// <param name="Invented">Of nobody's.</param>
internal sealed record DrawnList(ColumnTerms Key, long Own, long Invented)
{
    /// <summary>Null where nothing may be joined on.</summary>
    public static DrawnList? Of(TableTerms terms) => KeyOf(terms) is not { } key ? null
        : new(key, Math.Max(terms.ListMin / 2, terms.MinGroup), Kinds.Of(key.Type) is ValueKind.Truth or ValueKind.Hour or ValueKind.Other
            ? 0 : Math.Max(1, terms.ListMin));

    /// <summary>The first column, by its name, by which may be joined.</summary>
    public static ColumnTerms? KeyOf(TableTerms terms)
        => terms.Columns.Values.Where(c => c.IsJoinable).OrderBy(c => c.Name, StringComparer.Ordinal).FirstOrDefault();

    /// <summary>It has the table's columns: those by which may be joined with their values, all others empty.</summary>
    public static RoomTable Table(RoomTable of)
        => new(Examples.List, null, [.. of.Columns.Select(c => new ProductColumn(c.Name, c.Title, c.Type, ColumnUse.Dimension))]);

    /// <summary>Drawn from one version of the table; drawn again it is the same.</summary>
    public Part From(RoomTable of, ResourceCard resource, ResourceData data)
    {
        var sql = Sql(of, data.RelationSql);
        var id = new Guid(Convert.FromHexString(UseBook.Sha256($"{resource.Id.Value:N}/{Examples.List}"))[..16]);
        var card = new ResourceCard(new(id), resource.Holder, Examples.List, "", false, Own + Invented, 0,
            UseBook.Sha256($"{resource.Sha256}\n{sql}"), resource.Level, []);
        return new(Table(of), card, new(sql, data.Paths), null, Guid.Empty);
    }

    string Sql(RoomTable of, string relation)
    {
        var key = Engines.DuckDb.Sql.Name(Key.Name);
        var columns = of.Columns.Select(c => (Name: Engines.DuckDb.Sql.Name(c.Name), IsKey: c.Name == Key.Name,
            IsJoinable: of.Terms!.Columns.TryGetValue(c.Name, out var terms) && terms.IsJoinable)).ToList();
        var drawn = columns.Select(c => c.IsKey ? key : c.IsJoinable ? $"first({c.Name}) AS {c.Name}"
            : $"first(CASE WHEN false THEN {c.Name} END) AS {c.Name}");
        var none = columns.Select(c => c.IsKey ? $"{Nobody(key, relation)} AS {key}" : "NULL");
        return string.Create(CultureInfo.InvariantCulture, $"(SELECT * FROM (SELECT {string.Join(", ", drawn)} FROM {relation} ")
            + string.Create(CultureInfo.InvariantCulture, $"WHERE {key} IS NOT NULL GROUP BY {key} ORDER BY hash({key}) LIMIT {Own}) ")
            + string.Create(CultureInfo.InvariantCulture, $"UNION ALL SELECT {string.Join(", ", none)} FROM range({Invented}) r(i))");
    }

    /// <summary>A value that is none of the table's: text that no identifier looks like, else what lies before the smallest.</summary>
    string Nobody(string key, string relation)
    {
        var least = $"(SELECT min({key}) FROM {relation})";
        return Kinds.Of(Key.Type) switch
        {
            ValueKind.Text => "'虚构-' || i",
            ValueKind.Day or ValueKind.Instant => $"{least} - to_days(CAST(i + 1 AS INTEGER))",
            _ => $"{least} - (i + 1)",
        };
    }
}
