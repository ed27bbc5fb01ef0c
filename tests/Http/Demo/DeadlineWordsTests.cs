using Shouldly;
using Xunit;
using Yuanliu.Host.Demo;
using Yuanliu.Registration.Filings;

namespace Yuanliu.Tests.Demo;

public sealed class DeadlineWordsTests
{
    [Fact]
    public void Every_clock_of_a_filing_has_a_Chinese_and_an_English_name_in_the_demo()
    {
        foreach (var deadline in Enum.GetNames<Deadline>())
        {
            var (zh, en) = DeadlineWords.Of(deadline);
            zh.ShouldNotContain(c => char.IsAscii(c), $"{deadline} in Chinese");
            en.ShouldContain(c => char.IsAsciiLetterLower(c), $"{deadline} in English");
        }
    }
}
