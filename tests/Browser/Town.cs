using Xunit;
using Yuanliu.Host.Demo;

namespace Yuanliu.Tests.Browser;

/// <summary>The people of the demo on a node of their own, where nothing is registered yet: for journeys that let months pass.</summary>
public sealed class Town : City
{
    private protected override async Task Settle(DemoCity city)
    {
        await city.Found(CancellationToken.None);
        using var cast = new Cast(Url);
        await cast.Gather(CancellationToken.None);
    }
}

/// <summary>After the city's journeys, not beside them: two servers and two browsers at once would be slower than one after the
/// other.</summary>
[CollectionDefinition(nameof(Town), DisableParallelization = true)]
public sealed class TownCollection : ICollectionFixture<Town>;
