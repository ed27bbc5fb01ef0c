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
        IReadOnlyList<RoomTable> tables = asked.Mode is UseMode.ListOverlap ? [room.Table, DrawnList.Table(room.Table)]
            : [room.Table];
        var reading = reader.Read(asked.Sql, tables, asked.Values, asked.Mode is UseMode.ListOverlap, asked.Mode is UseMode.Private);
        if (reading.Plan is not { } plan || asked.Mode is not UseMode.Private) return new(reading.Plan, null, reading.Denial);
        var (noisy, unfit) = PrivateQuestion.From(plan, [Part(room, nothing)]);
        return noisy is null ? new(null, null, unfit) : new(plan, noisy, null);
    }

    static Part Part(Room room, ResourceData data) => new(room.Table, room.Resource, data, null, Guid.Empty);

    public async Task<PreviewPolicy.TriedView> Of(Example asked, Room room, int rowsMax, CancellationToken ct)
    {
        var readied = Read(asked, room);
        if (readied.Plan is not { } plan) return Refused(readied.Denial!);
        var (data, away) = await looks.Of(room.Resource.Id, ct);
        if (data is null) return Refused(away!);
        try
        {
            if (asked.Mode is UseMode.ListOverlap) return await WithList(plan, room, data, rowsMax, ct);
            List<Part> parts = [Part(room, data)];
            var released = readied.Private is { } noisy ? await noise.Answer(plan, noisy, parts, 0, random, ct)
                : await Grouped(plan, parts, await footings.Of(plan, parts, ct), ct);
            var view = View(released.Answer, plan, rowsMax);
            return readied.Private is not { } told ? view
                : view with { Privacy = PrivacyView.Of(told, plan, PrivateQuestion.Granted(told.Terms)) };
        }
        catch (NotReleased held)
        {
            return new(AskQuestion.View(Refusals.NotReleased), held.Cause, null, null, false, null);
        }
        catch (OwnTable own)
        {
            return Refused(own.Denial);
        }
    }

    /// <summary>A list of the buyer's own stands beside the table: what is shown of it is what the buyer would see.</summary>
    async Task<PreviewPolicy.TriedView> WithList(Plan plan, Room room, ResourceData data, int rowsMax, CancellationToken ct)
    {
        var terms = room.Table.Terms!;
        if (DrawnList.Of(terms) is not { } list) return Refused(Refusals.NoSuchTable(Examples.List));
        List<Part> parts = [Part(room, data), list.From(room.Table, room.Resource, data)];
        var footing = await footings.Of(plan, parts, ct);
        var rows = plan.Used.Contains(1) ? footing.Table(1).Rows : 0;
        if (rows > terms.ProbesPerDayMax) return Refused(Refusals.ProbesSpent(terms.ProbesPerDayMax));
        var released = plan.Overlap is null ? await Grouped(plan, parts, footing, ct) : await Overlapped(plan, parts, footing, ct);
        return View(released.Answer, plan, rowsMax) with
        {
            List = rows == 0 ? null : new(rows, rows - list.Invented, released.Answer.Rows.Count),
        };
    }

    static PreviewPolicy.TriedView View(Answer released, Plan plan, int rowsMax)
    {
        var answer = released.As(new(plan.Names, plan.Shown));
        return new(null, null, answer.Columns, new([.. answer.Rows.Take(rowsMax).Select(r => r!.DeepClone())]), answer.SuppressedGroups,
            null);
    }

    static PreviewPolicy.TriedView Refused(Denial denial) => new(AskQuestion.View(denial), null, null, null, false, null);

    async Task<Released> Grouped(Plan plan, IReadOnlyList<Part> parts, Footing footing, CancellationToken ct)
    {
        using var run = await footings.Run(plan, parts, footing, ct);
        await run.Group();
        // Nobody was told anything yet: there are no earlier answers to be too close to.
        await run.Hold((_, stages) => Task.FromResult<IReadOnlyList<IReadOnlySet<int>>?>(
            [.. stages.Select(_ => (IReadOnlySet<int>)new HashSet<int>())]));
        return await run.Answer(0);
    }

    async Task<Released> Overlapped(Plan plan, IReadOnlyList<Part> parts, Footing footing, CancellationToken ct)
    {
        using var run = await footings.Run(plan, parts, footing, ct);
        return await run.Overlap(0);
    }
}
