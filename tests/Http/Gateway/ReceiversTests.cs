using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Tests.Space;

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
        (await test.Make(test.Developer).ShouldBeRefused(403, "space.policy"))["clause"].ShouldBeText("7");
        (await test.MakeLater(test.Developer, "Parquet").ShouldBeRefused(403, "space.policy"))["clause"].ShouldBeText("7");
        (await test.Used()).ShouldBe(0);
        (await test.App.FactKinds()).Count(k => k == "space.use-denied/1").ShouldBe(4);
        (await test.Files(test.Developer)).ShouldBeEmpty();

        Admit(test, buyer => [Other, new(buyer, "买方")]);
        await TestApp.Done(await test.Rows(test.Developer, "take=5"));
        await TestApp.Done(await test.Verify(test.Developer, GatewayTest.Item(1)));
        await TestApp.Done(await test.Make(test.Developer));
        (await test.Used()).ShouldBe(3);
    }

    [Theory]
    [InlineData(UseMode.Aggregate, "SELECT count(*) FROM data")]
    [InlineData(UseMode.Private, "SELECT count(*) FROM data WHERE rooms = 2")]
    public async Task In_the_clean_room_who_is_not_a_receiver_is_refused_and_who_is_one_is_answered(UseMode mode, string sql)
    {
        await using var test = await SpaceTest.Start(controls: UseControls.Default with
        {
            Modes = [UseMode.Aggregate, UseMode.Private], Privacy = new(1_000_000, 100_000), Receivers = [Other],
        });
        (await test.Ask(sql, mode: mode).ShouldBeRefused(403, "space.policy"))["clause"].ShouldBeText("7");
        (await test.Used()).ShouldBe(0);
        (await test.App.FactKinds()).Count(k => k == "space.use-denied/1").ShouldBe(1);

        test.Agree(c => c with
        {
            Policy = c.Policy with { Controls = c.Policy.Controls with { Receivers = [Other, new(c.Buyer.Value, "买方")] } },
        });
        await test.Answer(sql, mode);
        (await test.Used()).ShouldBe(1);
    }

    static void Admit(GatewayTest test, Func<Guid, IReadOnlyList<Receiver>> receivers) => test.Agree(c => c with
    {
        Policy = c.Policy with { Controls = c.Policy.Controls with { Receivers = receivers(c.Buyer.Value) } },
    });
}
