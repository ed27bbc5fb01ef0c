using Yuanliu.Settlement.Accounts;

namespace Yuanliu.Settlement;

/// <summary>What the caller may see and do here: the own organization's side, or the platform's.</summary>
internal sealed class Sight(CallerBox box, IParties parties)
{
    PartyCard? platform;

    public OrganizationId Own => new(box.Known.OrganizationId);

    public async Task<PartyCard> Platform(CancellationToken ct) => platform ??= await parties.Platform(ct);

    /// <summary>The platform's finance, its exchange staff, or a regulator: they see every account and bill.</summary>
    public async Task<bool> IsStaff(CancellationToken ct)
        => box.Known.Is(Role.Regulator) || box.Known.Is(Role.ExchangeStaff) || await IsPlatformFinance(ct);

    public async Task<bool> IsPlatformFinance(CancellationToken ct)
        => box.Known.Is(Role.Finance) && (await Platform(ct)).Id == Own;
}

internal static class Memos
{
    /// <summary>What an entry says of itself in lists and statements.</summary>
    public static Words Memo(this EntryKind kind) => kind switch
    {
        EntryKind.Deposit => new("入金", "Deposit into custody"),
        EntryKind.DepositReversal => new("入金冲正", "Correction of a deposit"),
        EntryKind.BillIssued => new("开具账单", "Bill issued"),
        EntryKind.BillPaid => new("账单付款", "Bill paid"),
        EntryKind.BillSplit => new("收益分配", "Revenue split"),
    };
}
