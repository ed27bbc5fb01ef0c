using Shouldly;
using Xunit;
using Yuanliu.Kernel;
using Yuanliu.Space.Gateway;

namespace Yuanliu.Tests.Space;

public sealed class BreakerTests
{
    sealed class Hand : IClock
    {
        public DateTime Now { get; set; } = new(2026, 3, 2, 1, 0, 0, DateTimeKind.Utc);
    }

    [Fact]
    public void After_some_failures_in_a_row_the_source_rests_and_one_call_tries_it_again()
    {
        var clock = new Hand();
        var breaker = new Breaker(2, TimeSpan.FromSeconds(30), clock);
        breaker.MayTry().ShouldBeTrue();
        breaker.Went(well: false);
        breaker.Went(well: true);
        breaker.Went(well: false);
        breaker.MayTry().ShouldBeTrue();
        breaker.Went(well: false);
        breaker.MayTry().ShouldBeFalse();

        clock.Now += TimeSpan.FromSeconds(30);
        breaker.MayTry().ShouldBeTrue();
        breaker.MayTry().ShouldBeFalse();
        breaker.WentNowhere();
        breaker.MayTry().ShouldBeTrue();
        breaker.Went(well: false);
        breaker.MayTry().ShouldBeFalse();

        clock.Now += TimeSpan.FromSeconds(30);
        breaker.MayTry().ShouldBeTrue();
        breaker.Went(well: true);
        (breaker.MayTry(), breaker.MayTry()).ShouldBe((true, true));
    }
}
