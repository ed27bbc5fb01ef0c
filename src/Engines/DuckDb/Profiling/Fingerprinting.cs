using System.Security.Cryptography;
using System.Text;
using Yuanliu.Compute.Similarity;

namespace Yuanliu.Engines.DuckDb.Profiling;

/// <summary>Takes the fingerprint of a table in one pass over it.</summary>
internal sealed class Fingerprinting(Connection connection, CancellationToken ct)
{
    /// <summary>So many columns tell rows apart; more only cost.</summary>
    const int ColumnsMax = 400;

    /// <summary>Null for a table without rows.</summary>
    internal sealed record Taken(Fingerprint? Found);

    /// <remarks>A row is the sum of its cells' hashes, so that neither the order of columns nor their names count; the sum is hashed once
    /// more, so
    /// that rows which differ in little do not fall into neighbouring bins.</remarks>
    public Outcome<Taken> Of(string from, IEnumerable<Column> columns)
    {
        var all = columns.ToList();
        var cells = Sum([.. all.Take(ColumnsMax).Select(c => $"hash({Sql.Name(c.Name)}::VARCHAR)::HUGEINT")]);
        var engine = connection.ReadAll("SELECT version()", 1, ct: ct);
        if (engine.Error is { } unknown) return unknown;
        var found = connection.ReadAll($"""
            SELECT (h % {Sketch.Bins})::INTEGER, min(h) FROM (SELECT hash({cells}) AS h FROM {from}) GROUP BY 1
            """, Sketch.Bins, ct: ct);
        if (found.Error is { } error) return error;
        var sketch = Sketch.Of(found.Value!.Rows.Select(r => ((int)r[0]!, (ulong)r[1]!)));
        return new Taken(sketch is null ? null : new($"rows-sum-hash/1 duckdb {engine.Value!.Rows[0][0]}", sketch, Schema(all)));
    }

    /// <summary>A balanced sum: a long chain would be as deep as it is long.</summary>
    static string Sum(ReadOnlySpan<string> terms) => terms.Length == 1 ? terms[0]
        : $"({Sum(terms[..(terms.Length / 2)])} + {Sum(terms[(terms.Length / 2)..])})";

    static string Schema(List<Column> columns) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
        '\n', columns.OrderBy(c => c.Name, StringComparer.Ordinal).Select(c => $"{c.Name}\t{c.Type}")))));
}
