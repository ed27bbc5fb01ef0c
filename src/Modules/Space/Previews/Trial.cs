using Yuanliu.Compute.Privacy;
using Yuanliu.Space.Gate;
using Yuanliu.Space.Gateway;
using Yuanliu.Space.Privacy;
using Yuanliu.Space.Rooms;
using Yuanliu.Space.Uses;

namespace Yuanliu.Space.Previews;

/// <summary>试运行 — one question on the holder's own data under its own terms: nothing is counted, nobody else is answered.</summary>
internal sealed class Trial(Looks looks, QueryReader reader, Footings footings, PrivateRun noise, IRandomBytes random)
{
    /// <summary>The holder's table, as a buyer would find it.</summary>
    internal sealed record Room(RoomTable Table, UseControls Controls, ResourceCard Resource);
    internal readonly record struct Readied(Plan? Plan, PrivateQuestion? Private, Denial? Denial);

    static readonly ResourceData nothing = new("", []);

    /// <summary>What policy and gate say of it, by the door through which it comes.</summary>
    public Readied Read(Example asked, Room room)
    {
        if (!room.Controls.Allows(asked.Mode)) return new(null, null, Refusals.Mode(asked.Mode));
        IReadOnlyList<RoomTable> tables = asked.Mode is UseMode.ListOverlap ? [room.Table, Listed(room.Table)] : [room.Table];
        var reading = reader.Read(asked.Sql, tables, asked.Values, asked.Mode is UseMode.ListOverlap, asked.Mode is UseMode.Private);
        if (reading.Plan is not { } plan || asked.Mode is not UseMode.Private) return new(reading.Plan, null, reading.Denial);
        var (noisy, unfit) = PrivateQuestion.From(plan, [Part(room, nothing)]);
        return noisy is null ? new(null, null, unfit) : new(plan, noisy, null);
    }

    /// <summary>A list as a buyer might bring it: it has the columns by which it can be told who is meant.</summary>
    static RoomTable Listed(RoomTable table)
        => new(Examples.List, null, [.. table.Columns.Select(c => new ProductColumn(c.Name, c.Title, c.Type, ColumnUse.Dimension))]);

    static Part Part(Room room, ResourceData data) => new(room.Table, room.Resource, data, null, Guid.Empty);

    public async Task<PreviewPolicy.TriedView> Of(Example asked, Room room, int rowsMax, CancellationToken ct)
    {
        var readied = Read(asked, room);
        if (readied.Plan is not { } plan) return Refused(readied.Denial!);
        var (data, away) = await looks.Of(room.Resource.Id, ct);
        if (data is null) return Refused(away!);
        List<Part> parts = [Part(room, data)];
        try
        {
            var released = readied.Private is { } noisy ? await noise.Answer(plan, noisy, parts, 0, random, ct)
                : await Grouped(plan, parts, ct);
            var answer = released.Answer.As(new(plan.Names, plan.Shown));
            return new(null, null, answer.Columns, new([.. answer.Rows.Take(rowsMax).Select(r => r!.DeepClone())]), answer.SuppressedGroups,
                readied.Private is { } told ? PrivacyView.Of(told, plan, PrivateQuestion.Granted(told.Terms)) : null);
        }
        catch (NotReleased held)
        {
            return new(AskQuestion.View(Refusals.NotReleased), held.Cause, null, null, false, null);
        }
    }

    static PreviewPolicy.TriedView Refused(Denial denial) => new(AskQuestion.View(denial), null, null, null, false, null);

    async Task<Released> Grouped(Plan plan, IReadOnlyList<Part> parts, CancellationToken ct)
    {
        var footing = await footings.Of(plan, parts, ct);
        using var run = await footings.Run(plan, parts, footing, ct);
        await run.Group();
        // Nobody was told anything yet: there are no earlier answers to be too close to.
        await run.Hold((_, stages) => Task.FromResult<IReadOnlyList<IReadOnlySet<int>>?>(
            [.. stages.Select(_ => (IReadOnlySet<int>)new HashSet<int>())]));
        return await run.Answer(0);
    }
}
