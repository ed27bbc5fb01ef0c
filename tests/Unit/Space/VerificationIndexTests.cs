using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Space.Policies;
using Yuanliu.Space.Verification;
using Outcome = Yuanliu.Space.Verification.Outcome;

namespace Yuanliu.Tests.Space;

public sealed class VerificationIndexTests : IDisposable
{
    static readonly VerificationTerms Terms = new(["id"], ["name", "district"], false);
    readonly string folder = Directory.CreateTempSubdirectory("yuanliu-index-").FullName;

    string Path => System.IO.Path.Combine(folder, "one.idx");

    static Fingerprint Of(byte secret = 1) => new([secret, .. new byte[31]], "index", Terms);

    static Asked Ask(Fingerprint fingerprint, string id, string? name, string? district)
    {
        var values = new Dictionary<string, string>();
        if (name is not null) values["name"] = name;
        if (district is not null) values["district"] = district;
        return Indexes.Hash(fingerprint, Terms, new Dictionary<string, string> { ["id"] = id }, values)!;
    }

    void Write(Fingerprint fingerprint, List<(string Id, string Name, string District)> records)
    {
        using var writer = new IndexWriter(Path, records.Count, 2);
        foreach (var (id, name, district) in records)
        {
            var asked = Ask(fingerprint, id, name, district);
            writer.Add(asked.Place, asked.Tag, asked.Wanted).ShouldBeTrue();
        }
        writer.Finish();
    }

    [Fact]
    public void The_index_answers_as_the_table_does()
    {
        var record = Gen.Zip(Gen.Choose(0, 40), Gen.Choose(0, 5));
        Prop.ForAll(record.ListOf().ToArbitrary(), record.ToArbitrary(), (held, asked) =>
        {
            var records = held.Select(h => ($"p{h.Item1}", $"n{h.Item2}", $"d{h.Item2 % 2}")).ToList();
            Write(Of(), records);
            using var index = IndexFile.Open(Path);
            var (id, name) = ($"p{asked.Item1}", $"n{asked.Item2}");
            var expected = records.Contains((id, name, $"d{asked.Item2 % 2}")) ? Outcome.Matched
                : records.Any(r => r.Item1 == id) ? Outcome.Differs : Outcome.Unknown;
            var question = Ask(Of(), id, name, $"d{asked.Item2 % 2}");
            return index.Look(question.Place, question.Tag, question.Wanted) == expected;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_hundred_thousand_records_are_all_found_and_no_stranger_is()
    {
        var records = Enumerable.Range(0, 100_000).Select(i => ($"11010{i}", $"姓名{i}", "东城")).ToList();
        Write(Of(), records);
        using var index = IndexFile.Open(Path);
        index.Records.ShouldBe(records.Count);
        Outcome Look(string id, string? name)
        {
            var asked = Ask(Of(), id, name, name is null ? "东城" : null);
            return index.Look(asked.Place, asked.Tag, asked.Wanted);
        }
        for (var i = 0; i < records.Count; i++)
        {
            Look(records[i].Item1, records[i].Item2).ShouldBe(Outcome.Matched);
            Look(records[i].Item1, null).ShouldBe(Outcome.Matched);
            Look(records[i].Item1, "别人").ShouldBe(Outcome.Differs);
            Look($"x{i}", records[i].Item2).ShouldBe(Outcome.Unknown);
        }
    }

    [Fact]
    public void Values_of_two_records_are_not_matched_together()
    {
        Write(Of(), [("1", "甲", "东城"), ("1", "乙", "西城")]);
        using var index = IndexFile.Open(Path);
        var mixed = Ask(Of(), "1", "甲", "西城");
        index.Look(mixed.Place, mixed.Tag, mixed.Wanted).ShouldBe(Outcome.Differs);
    }

    [Fact]
    public void The_same_record_many_times_is_one_and_too_many_of_one_key_are_refused()
    {
        using var writer = new IndexWriter(Path, 10, 2);
        for (var i = 0; i < 1000; i++)
        {
            var same = Ask(Of(), "1", "甲", "东城");
            writer.Add(same.Place, same.Tag, same.Wanted).ShouldBeTrue();
        }
        var room = true;
        for (var i = 0; i < 200 && room; i++)
        {
            var other = Ask(Of(), "1", $"名{i}", "东城");
            room = writer.Add(other.Place, other.Tag, other.Wanted);
        }
        room.ShouldBeFalse();
    }

    [Fact]
    public void Without_the_secret_the_index_finds_nobody()
    {
        Write(Of(secret: 1), [("1", "甲", "东城")]);
        using var index = IndexFile.Open(Path);
        var asked = Ask(Of(secret: 2), "1", "甲", "东城");
        index.Look(asked.Place, asked.Tag, asked.Wanted).ShouldBe(Outcome.Unknown);
    }

    [Fact]
    public void A_file_that_was_cut_off_is_no_index()
    {
        Write(Of(), [("1", "甲", "东城")]);
        var bytes = File.ReadAllBytes(Path);
        foreach (var length in new[] { IndexFile.HeaderBytes, bytes.Length - 1 })
        {
            File.WriteAllBytes(Path, bytes[..length]);
            Should.Throw<InvalidDataException>(() => IndexFile.Open(Path));
        }
        new IndexWriter(Path, 10, 2).Dispose();
        File.Exists(Path + ".new").ShouldBeFalse();
    }

    [Theory]
    [InlineData(" a b　c ", "ABC")]
    [InlineData("１１０１０１Ｘ", "110101X")]
    [InlineData("ａＺ～", "AZ~")]
    [InlineData("王·小明", "王·小明")]
    [InlineData("", "")]
    public void Texts_that_people_mean_alike_are_alike(string text, string canonical)
    {
        Span<byte> target = stackalloc byte[1024];
        Encoding.UTF8.GetString(target[..Fingerprint.Canonical(Encoding.UTF8.GetBytes(text), target)]).ShouldBe(canonical);
    }

    [Fact]
    public void Names_of_outcomes_are_equally_long() => Enum.GetNames<Outcome>().Select(n => n.Length).Distinct().Count().ShouldBe(1);

    [Fact]
    public void Meeting_terms_of_verification_only_narrows_and_the_order_of_owners_does_not_matter()
    {
        var columns = Gen.Elements("name", "district", "year").NonEmptyListOf().Select(c => (IReadOnlyList<string>)[.. c.Distinct()]);
        var terms = Gen.Elements("id", "code").SelectMany(key => columns.SelectMany(named => Gen.Elements(true, false)
            .Select(consent => Verifying.Narrowed(new([key], named, consent)))));
        static string Text(VerificationTerms? t) => t is null ? ""
            : $"{string.Join(',', t.Keys)}|{string.Join(',', t.Compared)}|{t.NeedsConsent}";
        Prop.ForAll(terms.ToArbitrary(), terms.ToArbitrary(), terms.ToArbitrary(), (a, b, c) =>
            Text(Verifying.Meet(a, b)) == Text(Verifying.Meet(b, a))
            && Text(Verifying.Meet(Verifying.Meet(a, b), c)) == Text(Verifying.Meet(a, Verifying.Meet(b, c)))
            && Text(Verifying.Meet(a, a)) == Text(a)
            && (Verifying.Meet(a, b) is not { } met || met.Compared.All(x => a!.Compared.Contains(x) && b!.Compared.Contains(x))))
            .QuickCheckThrowOnFailure();
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
