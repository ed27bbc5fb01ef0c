using System.Security.Cryptography;
using System.Text;

namespace Yuanliu.Space.Duties;

/// <summary>义务产生 — an agreement came into force: its reports and its naming of the source are owed from then on, each by its day. One
/// that ends before its term owes them for the time it ran.</summary>
/// <remarks>The deletion of a file is owed from its delivery on, and arises with it.</remarks>
internal sealed class DutiesArise(AppDb db, IAgreements agreements, HostSettings node)
    : IReceive<AgreementSigned>, IReceive<AgreementTerminated>
{
    const int TasksMax = 2_000;

    public async Task Receive(Guid factId, AgreementSigned fact, CancellationToken ct)
    {
        if (await agreements.Find(new(fact.Agreement), ct) is not { } agreement) return;
        var owed = Owing.Of(agreement);
        var ids = owed.ConvertAll(d => d.Id);
        var known = await db.Set<DutyTask>().Where(d => ids.Contains(d.Id)).Select(d => d.Id).Order().Take(ids.Count + 1)
            .ToListAsync(ct);
        foreach (var task in owed.Where(d => !known.Contains(d.Id)))
        {
            task.Arise(node);
            db.Add(task);
        }
    }

    /// <remarks>What was stated as done stays so; what is to be paid stays owed.</remarks>
    public async Task Receive(Guid factId, AgreementTerminated fact, CancellationToken ct)
    {
        var id = new AgreementId(fact.Agreement);
        if (await agreements.Find(id, ct) is not { } agreement) return;
        var left = Owing.Of(agreement).ToDictionary(d => d.Id);
        foreach (var task in await db.Set<DutyTask>().Where(d => d.Agreement == id && d.Kind != DutyKind.Pay
            && (d.Stage == DutyStage.Owed || d.Stage == DutyStage.Overdue)).OrderBy(d => d.Id).Take(TasksMax).ToListAsync(ct))
            if (task.Kind is DutyKind.Delete) task.Move(null, Delivery.DeliverFile.DeleteBy(agreement) ?? task.DueOn, node);
            else if (left.TryGetValue(task.Id, out var now)) task.Move(now.Until, now.DueOn, node);
            else task.Discharge(node);
    }
}

/// <summary>应负义务 — what an agreement owes beside uses and payment: by its terms, up to the day on which it is over.</summary>
internal static class Owing
{
    /// <summary>Reports of one agreement that are set down; more than that nobody writes.</summary>
    const int PeriodsMax = 400;

    public static List<DutyTask> Of(AgreementCard agreement)
    {
        var (owed, place) = (new List<DutyTask>(), 0);
        foreach (var duty in agreement.Policy.Controls.Duties)
        {
            place++;
            if (duty.Kind is DutyKind.Attribute)
                owed.Add(Of(agreement, duty, $"{place}", null, agreement.LastDay.AddDays(duty.Days ?? 0)));
            if (duty.Kind is DutyKind.Report)
                owed.AddRange(Periods(agreement.Policy.From, agreement.LastDay, duty.EveryDays).Select((until, i)
                    => Of(agreement, duty, $"{place}/{i}", until, until.AddDays(duty.Days ?? 0))));
        }
        return owed;
    }

    /// <summary>The last days of all periods; without a period there is one, the whole time.</summary>
    static IEnumerable<DateOnly> Periods(DateOnly from, DateOnly last, int? everyDays)
    {
        for (var i = 1; everyDays is { } every && i < PeriodsMax && from.AddDays(every * i - 1) < last; i++)
            yield return from.AddDays(every * i - 1);
        yield return last;
    }

    static DutyTask Of(AgreementCard agreement, DutyTerm duty, string place, DateOnly? until, DateOnly due) => new()
    {
        Id = new(SHA256.HashData(Encoding.UTF8.GetBytes($"{agreement.Id.Value:N}/{duty.Kind}/{place}"))[..16]),
        Agreement = agreement.Id, AgreementNumber = agreement.Number, Buyer = agreement.Buyer, Seller = agreement.Seller,
        Kind = duty.Kind, About = duty.Source, Until = until, DueOn = due,
    };
}

/// <summary>付款义务 — a bill is to be paid within the agreed days, and is done by being paid.</summary>
internal sealed class PaymentsOwed(AppDb db, IAgreements agreements, IClock clock, HostSettings node)
    : IReceive<BillIssued>, IReceive<BillSettled>
{
    public async Task Receive(Guid factId, BillIssued fact, CancellationToken ct)
    {
        if (await agreements.Find(new(fact.Agreement), ct) is not { } agreement
            || agreement.Policy.Controls.Duties.FirstOrDefault(d => d.Kind is DutyKind.Pay) is not { Days: { } days }
            || await db.Set<DutyTask>().AnyAsync(d => d.Id == fact.Bill, ct)) return;
        var task = new DutyTask
        {
            Id = fact.Bill, Agreement = agreement.Id, AgreementNumber = agreement.Number, Buyer = agreement.Buyer,
            Seller = agreement.Seller, Kind = DutyKind.Pay, About = fact.Number, Until = null,
            DueOn = LegalDay.Of(clock.Now).AddDays(days),
        };
        task.Arise(node);
        db.Add(task);
    }

    public async Task Receive(Guid factId, BillSettled fact, CancellationToken ct)
    {
        if (await db.Set<DutyTask>().SingleOrDefaultAsync(d => d.Id == fact.Bill, ct) is { Stage: not DutyStage.Done } task)
            task.Paid(clock.Now, node);
    }
}

/// <summary>义务到期 — what was not done by its day is overdue.</summary>
internal sealed class DutiesDue(AppDb db, IClock clock, HostSettings node) : IDaily
{
    const int AtOnce = 100;

    public async Task<int> TakeDue(CancellationToken ct)
    {
        var today = LegalDay.Of(clock.Now);
        var due = await db.Set<DutyTask>().Where(d => d.Stage == DutyStage.Owed && d.DueOn < today).OrderBy(d => d.DueOn).ThenBy(d => d.Id)
            .Take(AtOnce).ToListAsync(ct);
        foreach (var task in due) task.Lapse(node);
        await db.SaveChangesAsync(ct);
        return due.Count;
    }
}
