using Shouldly;
using Xunit;
using Yuanliu.Catalog.Resources;
using Yuanliu.Engines.DuckDb.Intake;

namespace Yuanliu.Tests.Catalog;

public sealed class IntakeWordsTests
{
    [Theory]
    [InlineData(IntakeMeasure.FileBytes, (64L << 30) + 1, 64L << 30, "文件过大：68,719,476,737 字节，上限 64 GB。")]
    [InlineData(IntakeMeasure.ObjectBytes, 17L << 20, 16L << 20, "文件中有一个对象过大：17 MB，上限 16 MB。")]
    [InlineData(IntakeMeasure.Rows, 1_000_001, 1_000_000, "文件共 1,000,001 行，上限 1,000,000 行。")]
    public void What_is_too_large_is_told_with_its_unit_and_the_limit(IntakeMeasure measure, long actual, long limit, string zh)
        => IntakeWords.Of(new IntakeRefusal(IntakeCodes.FileTooLarge, "") { Measure = measure, Actual = actual, Expected = limit })
            .Message.Zh.ShouldBe(zh);
}
