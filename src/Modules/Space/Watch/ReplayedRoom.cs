using Yuanliu.Space.Decisions;
using Yuanliu.Space.Gate;
using Yuanliu.Space.Policies;
using Yuanliu.Space.Rooms;
using Yuanliu.Space.Uses;

namespace Yuanliu.Space.Watch;

/// <summary>重放的房间 — the tables of one question's room as they stood there, each agreement's decision taken again.</summary>
/// <param name="IsWhole">All of them were there to be read.</param>
internal sealed record ReplayedRoom(IReadOnlyList<ReplayedRoom.Seat> Seats, bool IsWhole)
{
    /// <summary>Which of the tables it might name, and which derived ones; null: all, and none.</summary>
    public RoomNames? Names { get; init; }

    /// <param name="Judgement">Null where no agreement had a say.</param>
    /// <param name="Table">Null where there was no such table.</param>
    internal sealed record Seat(string Name, CompiledPolicy? Policy, Judgement? Judgement, RoomTable? Table)
    {
        public Denial? Denial => Judgement?.Denial(Policy!.Agreement);
        public bool IsOpen => Denial is null || Judgement!.LacksUsesOnly(Policy!.Policies);
        /// <summary>What keeps it from being read at all.</summary>
        public Denial? Closed => !IsOpen ? Denial : Judgement is null && Table is null ? Refusals.NoSuchTable(Name) : null;

        public static Seat Of(string name, CompiledPolicy policy, Judgement judgement)
            => new(name, policy, judgement, new(name, policy.Terms, policy.Agreement.Policy.Columns));
    }

    /// <summary>Whose word is the first against it, before the question is read.</summary>
    public Seat? Closed => Seats.FirstOrDefault(s => s.Closed is not null);
    /// <summary>An agreement that may be used no more, except for what was answered before.</summary>
    public Seat? Spent => Seats.FirstOrDefault(s => s.Denial is not null);
    /// <summary>The policy under which an agreement stood there; null where it did not.</summary>
    public string? PolicyOf(Guid agreement) => Seats.FirstOrDefault(s => s.Policy?.Agreement.Id.Value == agreement)?.Policy!.Sha256;
    public IReadOnlyList<RoomTable> Tables => [.. Seats.Select(s => s.Table!)];
    /// <summary>The names alone do not go together.</summary>
    public Denial? Misnamed => RoomTables.Misnamed([.. Seats.Select(s => s.Name)]);
}

/// <summary>Takes the decisions of a room again.</summary>
internal sealed class RoomReplay(DecisionShelf shelf, IAgreements agreements)
{
    /// <returns>Null when not all of it is there as it was.</returns>
    public async Task<ReplayedRoom?> Of(Use use, CompiledPolicy policy, Judgement judgement, CancellationToken ct)
    {
        if (use.RoomSha256 is not { } sha256) return new([ReplayedRoom.Seat.Of(QueryReader.Table, policy, judgement)], true);
        if (await shelf.Room(sha256, ct) is not { } record) return null;
        var seats = new List<ReplayedRoom.Seat>();
        foreach (var entry in record.Tables)
            if (await SeatOf(entry, ct) is { } seat) seats.Add(seat);
            else return null;
        // The use itself must be one of them: its own decision is shown beside those of the others.
        return record.Tables.Any(t => t.Agreement == use.Agreement.Value && t.PolicySha256 == use.PolicySha256)
            ? new(seats, record.IsWhole)
            {
                Names = record.Derived is { } derived ? new(record.Visible ?? seats.Count, derived) : null,
            } : null;
    }

    async Task<ReplayedRoom.Seat?> SeatOf(RoomRecord.Entry entry, CancellationToken ct)
    {
        if (entry.Agreement is not { } id) return new(entry.Name, null, null, entry.Columns is { } columns
            ? new(entry.Name, null, [.. columns.Select(c => new ProductColumn(c.Name, c.Name, c.Type, ColumnUse.Dimension))]) : null);
        if (entry is not { PolicySha256: { } sha256, Input: { } input } || input.PolicySha256 != sha256
            || await agreements.Find(new(id), ct) is not { } agreement
            || await shelf.Policy(sha256, agreement, ct) is not { } policy) return null;
        return ReplayedRoom.Seat.Of(entry.Name, policy, Judgement.Of(policy.Policies, input));
    }
}
