using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Json;
using Yuanliu.Compute.Watermark;
using Yuanliu.Tests.Finder;

namespace Yuanliu.Tests.Watermark;

/// <summary>A plan outlives the program that made it: whatever its shape then, it names whose copy it was, and its commitment is over the
/// very bytes that were kept.</summary>
public sealed class KeptPlanTests
{
    const int RowsOfFile = 20_000;

    /// <summary>As it was kept before there was a code for two: of the file below, marked for whoever got it.</summary>
    const string Old =
        "{\"columns\":10,\"file\":\"agreement-7/1\",\"keys\":[[\"id\"]],\"limits\":{\"changedShareMax\":0.005,"
        + "\"meanShiftMax\":0.001,\"varianceShiftMax\":0.002},\"marked\":["
        + "{\"name\":\"district\",\"quantum\":0,\"spread\":0},{\"name\":\"trade\",\"quantum\":0,\"spread\":0},"
        + "{\"name\":\"age\",\"quantum\":1.4905809427451349,\"spread\":11.924647541961079},"
        + "{\"name\":\"kwh\",\"quantum\":59.776842269052835,\"spread\":478.2147381524227},"
        + "{\"name\":\"income\",\"quantum\":1196.4159071328893,\"spread\":9571.327257063114},"
        + "{\"name\":\"area\",\"quantum\":11.955363358789555,\"spread\":95.64290687031644},"
        + "{\"name\":\"score\",\"quantum\":10.01124521692227,\"spread\":80.08996173537815},"
        + "{\"name\":\"balance\",\"quantum\":251.87942758442415,\"spread\":2015.0354206753932}],\"rowShare\":0.095,\"rows\":20000}";

    /// <summary>The same file's plan as it is kept now, and that of a short file.</summary>
    const string New = """{"colluders":5,""", Short = """{"colluders":2,""";

    static readonly byte[] Secret = [.. Enumerable.Range(0, MarkKey.Bytes).Select(i => (byte)(i * 7 + 1))];
    static readonly MarkKey Key = new(Secret);

    public static TheoryData<string> Kept => [Old, New + Old[1..], Short + Old[1..]];

    static MarkPlan Read(string kept) => JsonSerializer.Deserialize<MarkPlan>(kept, CanonicalJson.Options)!;

    [Fact]
    public void A_plan_kept_before_there_was_a_code_for_two_names_whose_copy_it_was_and_nobody_else()
    {
        var table = Tables.Make(RowsOfFile);
        var draft = MarkDraft.Of("agreement-7/1", new MemoryStream(table), ["id"], RowsOfFile)!;
        Encoding.UTF8.GetString(CanonicalJson.Utf8(draft.Plan)).ShouldBe(New + Old[1..], "it marks as it did then: with the code for five");
        var rows = Tables.Rows(Tables.Copy(table, draft, Key, "org-02").Copy);
        var leak = Tables.Shuffled(Tables.Deleted(rows, 0.5, new Dice(3)), new Dice(4));
        MarkDetector.Read(new MemoryStream(Tables.Join(leak)), Read(Old), Key).Judge(Tables.Recipients).Where(each => each.IsAccused)
            .Select(each => each.Recipient).ShouldBe(["org-02"]);
    }

    [Theory, MemberData(nameof(Kept))]
    public void The_commitment_in_evidence_is_that_of_the_plan_as_it_was_kept(string kept)
    {
        var fingerprint = HMACSHA256.HashData(Secret, "yuanliu/watermark/1\nfingerprint\n"u8);
        Read(kept).Commitment(Key).ShouldBe(
            SHA256.HashData([.. "yuanliu/watermark/plan/1\n"u8, .. fingerprint, .. Encoding.UTF8.GetBytes(kept)]));
        Encoding.UTF8.GetString(CanonicalJson.Utf8(Read(kept))).ShouldBe(kept, "what is kept again is what was kept");
    }
}
