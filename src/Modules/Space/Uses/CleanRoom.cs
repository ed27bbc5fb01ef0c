using System.Text.Json;
using Yuanliu.Compute.Json;
using Yuanliu.Space.Gate;
using Yuanliu.Space.Policies;
using Yuanliu.Space.Workers;

namespace Yuanliu.Space.Uses;

/// <summary>A question that passed policy and gate.</summary>
internal sealed record Admitted(CompiledPolicy Policy, Query Query, int Used);

/// <summary>洁净室 — decides, reads, runs and meters one query. The only way from an agreement to data.</summary>
internal sealed class CleanRoom(
    IAgreements agreements, ICatalog catalog, QueryReader reader, WorkerPool workers, UseBook book, Blobs blobs, SpaceLimits limits,
        IClock clock)
{
    /// <summary>The agreement's policy, as far as the organization has a part in it.</summary>
    public async Task<CompiledPolicy?> Policy(Guid agreement, OrganizationId party, bool isStaff, CancellationToken ct)
        => await agreements.Find(new(agreement), ct) is { } card
            && (isStaff || card.Buyer == party || card.Seller == party || card.Holder == party)
            ? new(card) : null;

    /// <summary>What policy and gate say of a query. Nothing is run and nothing is counted.</summary>
    public async Task<(Admitted? Admitted, Denial? Denial)> Check(
        CompiledPolicy policy, OrganizationId party, string sql, string? purpose, CancellationToken ct)
    {
        var used = await book.Used(policy.Agreement.Id, ct);
        var verdict = policy.Decide(party, purpose, LegalDay.Of(clock.Now), used);
        // A question that was answered before may be asked again although all uses are spent.
        if (verdict is not (Verdict.Allowed or Verdict.UsesSpent)) return (null, policy.Denial(verdict));
        var reading = reader.Read(sql, policy);
        return reading.Query is { } query ? (new(policy, query, used), null) : (null, reading.Denial);
    }

    /// <summary>Answers an admitted question: from what it was answered before, or by running it.</summary>
    public async Task<(Metered? Metered, Denial? Denial)> Run(Admitted question, string sql, CancellationToken ct)
    {
        var (agreement, policy) = (question.Policy.Agreement, question.Policy);
        if (await catalog.Find(agreement.Resource, ct) is not { } resource
            || await catalog.Data(agreement.Resource, ct) is not { } data) return (null, Refusals.NoData);
        var plan = PlanSha256(question, resource.Sha256);
        if (await book.Earlier(agreement.Id, plan, ct) is { } earlier) return (new(earlier, question.Used, true), null);
        if (question.Used >= agreement.Policy.Uses) return (null, Refusals.UsesSpent(agreement.Policy.Uses));

        var written = SqlWriter.Write(question.Query, policy, data.RelationSql);
        var reply = await workers.Run(new(written.Group, written.Count, written.Release, data.Paths, limits.MemoryBytesMax, limits.Threads,
            (long)limits.TimeMax.TotalMilliseconds, limits.RowsMax), ct);
        if (Denied(reply, policy) is { } denial) return (null, denial);

        var answer = Answer.Of(reply!, question.Query.Outputs.Select(o => o.Name));
        var stored = await blobs.Store(CanonicalJson.Utf8(answer), ct);
        return await book.Count(agreement, sql, plan, stored.Sha256, answer.Rows.Count, ct);
    }

    public async Task<Answer> Read(Use use, CancellationToken ct)
        => JsonSerializer.Deserialize<Answer>(await blobs.Read(use.ResultSha256!, ct), CanonicalJson.Options)!;

    Denial? Denied(WorkReply? reply, CompiledPolicy policy) => reply is null ? Refusals.WorkerDied : reply.Status switch
    {
        WorkStatus.Ready => Refusals.WorkerDied,
        WorkStatus.Timeout => Refusals.Timeout(limits.TimeMax),
        WorkStatus.Memory => Refusals.Memory,
        WorkStatus.TooManyRows => Refusals.TooManyRows(limits.RowsMax),
        WorkStatus.Failed => Refusals.Failed,
        WorkStatus.Done => reply.Released == 0 ? Refusals.GroupTooSmall(policy.MinGroup) : null,
    };

    /// <summary>
    /// What makes two questions the same: the plan with its threshold, the names of its outputs, and the version of the data.
    /// </summary>
    static string PlanSha256(Admitted question, string dataSha256)
    {
        var written = SqlWriter.Write(question.Query, question.Policy, QueryReader.Table);
        return Convert.ToHexStringLower(CanonicalJson.Hash(JsonSerializer.SerializeToNode(
            new[] { dataSha256, written.Group, written.Count, written.Release,
                string.Join('\n', question.Query.Outputs.Select(o => o.Name)) }, CanonicalJson.Options)));
    }
}
