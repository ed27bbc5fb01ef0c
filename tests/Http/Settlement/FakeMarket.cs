using Microsoft.Extensions.DependencyInjection;
using Yuanliu.Contracts;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Settlement;

/// <summary>Agreements and metered uses by themselves, for tests of money alone.</summary>
internal sealed class FakeMarket : IAgreements, IUses
{
    readonly Dictionary<AgreementId, AgreementCard> agreements = [];
    readonly Dictionary<AgreementId, List<MeteredUse>> uses = [];

    public void AddTo(IServiceCollection services) => services
        .AddSingleton<IAgreements>(this).AddSingleton<IUses>(this);

    public Guid Agree(Guid buyer, Guid seller, Guid holder, SplitTerms? split = null, string number = "HY-2026-0001")
    {
        var id = new AgreementId(new Guid(agreements.Count + 1, 0, 7, [0, 0, 0, 0, 0, 0, 0, 1]));
        agreements[id] = new(id, number, default, default, new(buyer), new(seller), new(holder),
            new UsagePolicy("信用评估", 100, new(2026, 1, 1), new(2026, 12, 31), 20, []), new(100), split
                ?? new(6_000, 3_000, 1_000, "合约第9条"), true, new string('c', 64));
        uses[id] = [];
        return id.Value;
    }

    public void Use(Guid agreement, long priceFen, DateTime at)
    {
        var list = uses[new(agreement)];
        list.Add(new(new(new Guid(list.Count + 1, 1, 7, agreement.ToByteArray()[..8])), new(agreement), list.Count + 1, at, new(priceFen)));
    }

    public UseId UseOf(Guid agreement, int number) => uses[new(agreement)][number - 1].Id;

    public Task<IReadOnlyList<AgreementSigner>> Signers(AgreementId id, CancellationToken ct)
        => Task.FromResult<IReadOnlyList<AgreementSigner>>([]);

    public Task<AgreementCard?> Find(AgreementId id, CancellationToken ct) => Task.FromResult(agreements.GetValueOrDefault(id));

    public Task<IReadOnlyList<MeteredUse>> After(AgreementId agreement, int number, int take, CancellationToken ct)
        => Task.FromResult<IReadOnlyList<MeteredUse>>([.. uses[agreement].Where(u => u.Number > number).Take(take)]);

    public Task Close(AgreementId agreement, CancellationToken ct) => Task.CompletedTask;

    public Task<int> Count(AgreementId agreement, CancellationToken ct) => Task.FromResult(uses[agreement].Count);
}
