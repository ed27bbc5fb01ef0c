using Shouldly;
using Yuanliu.Contracts;
using Yuanliu.Space;
using Yuanliu.Space.Gate;
using Yuanliu.Space.Policies;
using Yuanliu.Tests.Attacks.Counting;

namespace Yuanliu.Tests.Attacks;

/// <summary>The reader by itself: whether a text is a question at all does not depend on any data.</summary>
internal sealed class Gate(IReadOnlyList<ProductColumn>? columns = null) : IDisposable
{
    readonly SqlParser parser = new();
    readonly IReadOnlyList<RoomTable> tables =
        [new("data", TableTerms.Of(columns ?? Patients.Columns, 5, new()), columns ?? Patients.Columns)];

    public Reading Read(string sql, IReadOnlyDictionary<string, Term>? values = null)
        => new QueryReader(parser, new SpaceLimits()).Read(sql, tables, values);

    public void ShouldRefuse(string sql, params string[] codes)
    {
        var denial = Read(sql).Denial.ShouldNotBeNull(sql.Length > 400 ? sql[..400] : sql);
        if (codes.Length > 0) codes.ShouldContain(denial.Refusal.Code, sql.Length > 400 ? sql[..400] : sql);
        Proof.Tried();
    }

    public void ShouldAdmit(string sql) => Read(sql).Denial.ShouldBeNull(sql);

    public void Dispose() => parser.Dispose();
}
