using Shouldly;
using Xunit;
using Yuanliu.Contracts;

namespace Yuanliu.Tests.Gateway;

/// <summary>接收方 — who is not among the receivers of the agreed policy uses nothing, by whatever door, and is told the clause.</summary>
public sealed class ReceiversTests
{
    static readonly Receiver Other = new(new Guid(7, 0, 0, new byte[8]), "他人");

    [Fact]
    public async Task Who_is_not_a_receiver_is_refused_with_the_clause_and_who_is_one_is_answered()
    {
        await using var test = await GatewayTest.Start();
        Admit(test, _ => [Other]);
        (await test.Rows(test.Developer, "take=5").ShouldBeRefused(403, "space.policy"))["clause"].ShouldBeText("7");
        (await test.Verify(test.Developer, GatewayTest.Item(1)).ShouldBeRefused(403, "space.policy"))["clause"].ShouldBeText("7");
        (await test.Used()).ShouldBe(0);
        (await test.App.FactKinds()).Count(k => k == "space.use-denied/1").ShouldBe(2);

        Admit(test, buyer => [Other, new(buyer, "买方")]);
        await TestApp.Done(await test.Rows(test.Developer, "take=5"));
        await TestApp.Done(await test.Verify(test.Developer, GatewayTest.Item(1)));
        (await test.Used()).ShouldBe(2);
    }

    static void Admit(GatewayTest test, Func<Guid, IReadOnlyList<Receiver>> receivers) => test.Agree(c => c with
    {
        Policy = c.Policy with { Controls = c.Policy.Controls with { Receivers = receivers(c.Buyer.Value) } },
    });
}
