using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Json;

namespace Yuanliu.Tests;

public class CanonicalJsonTests
{
    enum Stage { Draft, UnderReview }

    sealed record Fact(Stage Stage, DateOnly DueOn, DateTime At, string? Note, Dictionary<string, Stage>? Others = null);

    static readonly DateTime At = new DateTime(2026, 11, 22, 1, 2, 3, DateTimeKind.Utc).AddMicroseconds(45);

    [Fact]
    public void The_example_of_rfc_8785_comes_out_as_printed_there()
    {
        var text = """
            { "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false] }
            """;
        Canonical(text).ShouldBe(
            """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""");
    }

    [Fact]
    public void Members_are_ordered_by_utf16_code_units()
    {
        var text = """
            { "\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
              "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis" }
            """;
        CanonicalJson.Parse(CanonicalJson.Utf8(Parse(text)))!.AsObject().Select(m => m.Key)
            .ShouldBe(["\r", "1", "\u0080", "\u00f6", "\u20ac", "\ud83d\ude00", "\ufb33"]);
    }

    [Fact]
    public void Only_what_must_be_escaped_is_escaped()
    {
        var text = string.Concat(Enumerable.Range(0, 0x20).Select(c => (char)c)) + "\"\\/<>&+'\u007f\u0080\u2028\u2029源流😀";
        Encoding.UTF8.GetString(CanonicalJson.Utf8(JsonValue.Create(text))).ShouldBe(
            "\"\\u0000\\u0001\\u0002\\u0003\\u0004\\u0005\\u0006\\u0007\\b\\t\\n\\u000b\\f\\r\\u000e\\u000f"
            + "\\u0010\\u0011\\u0012\\u0013\\u0014\\u0015\\u0016\\u0017\\u0018\\u0019\\u001a\\u001b\\u001c\\u001d\\u001e\\u001f"
            + "\\\"\\\\/<>&+'\u007f\u0080\u2028\u2029源流😀\"");
    }

    [Fact]
    public void A_fact_is_written_in_camel_case_with_named_enums_utc_microseconds_and_without_nulls()
    {
        var fact = new Fact(Stage.UnderReview, new(2026, 3, 16), At, null, new() { ["安徽"] = Stage.Draft });
        Encoding.UTF8.GetString(CanonicalJson.Utf8(fact)).ShouldBe(
            """{"at":"2026-11-22T01:02:03.000045Z","dueOn":"2026-03-16","others":{"安徽":"Draft"},"stage":"UnderReview"}""");
        JsonSerializer.Deserialize<Fact>(CanonicalJson.Utf8(fact), CanonicalJson.Options)!.At.ShouldBe(At);
    }

    [Fact]
    public void An_instant_that_is_not_utc_is_refused()
    {
        foreach (var kind in new[] { DateTimeKind.Unspecified, DateTimeKind.Local })
            Should.Throw<JsonException>(() => CanonicalJson.Utf8(DateTime.SpecifyKind(At, kind)));
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<DateTime>("\"2026-11-22T01:02:03+08:00\"", CanonicalJson.Options));
    }

    [Fact]
    public void A_lone_surrogate_is_refused_wherever_it_stands()
    {
        const string lone = "a\ud83d";
        Should.Throw<JsonException>(() => CanonicalJson.Utf8(JsonValue.Create(lone)));
        Should.Throw<JsonException>(() => CanonicalJson.Utf8(new JsonObject { [lone] = 1 }));
        Should.Throw<JsonException>(() => CanonicalJson.Utf8(new { Text = lone }));
        Should.Throw<JsonException>(() => CanonicalJson.Utf8(new Dictionary<string, int> { [lone] = 1 }));
    }

    [Theory]
    [InlineData("""{"a":1,"a":1}""")]
    [InlineData("""{"a":{"b":1,"\u0062":2}}""")]
    [InlineData("""["\ud83d"]""")]
    [InlineData("""{"\ude00":1}""")]
    [InlineData("""{"a":1}{""")]
    [InlineData("""{"a":1,}""")]
    [InlineData("""{"a":01}""")]
    [InlineData("""{"a":NaN}""")]
    [InlineData("// comment\n1")]
    [InlineData("")]
    public void Text_that_is_not_strict_json_is_refused(string text)
    {
        Should.Throw<JsonException>(() => Parse(text));
        CanonicalJson.TryParse(Encoding.UTF8.GetBytes(text), out _).ShouldBeFalse();
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused()
        => CanonicalJson.TryParse([(byte)'"', 0xC3, 0x28, (byte)'"'], out _).ShouldBeFalse();

    [Fact]
    public void Nesting_stops_at_64_when_read_and_when_written()
    {
        static string Nested(int depth) => new string('[', depth) + new string(']', depth);
        static JsonNode Built(int depth) => Enumerable.Range(1, depth).Aggregate((JsonNode)new JsonArray(), (n, _) => new JsonArray(n));

        Canonical(Nested(64)).ShouldBe(Nested(64));
        Should.Throw<JsonException>(() => Parse(Nested(65)));
        CanonicalJson.Utf8(Built(63)).Length.ShouldBe(128);
        Should.Throw<JsonException>(() => CanonicalJson.Utf8(Built(64)));
    }

    [Fact]
    public void The_hash_is_sha256_of_the_canonical_bytes()
        => CanonicalJson.Hash(Parse("""{ "b": 1.0, "a": [] }""")).ShouldBe(SHA256.HashData("""{"a":[],"b":1}"""u8));

    [Fact]
    public void Canonical_text_is_its_own_canonical_form()
        => Prop.ForAll(Nodes, node =>
        {
            var once = CanonicalJson.Utf8(node);
            return CanonicalJson.Utf8(CanonicalJson.Parse(once)).AsSpan().SequenceEqual(once);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_in_which_members_were_written_does_not_matter()
        => Prop.ForAll(Nodes, node => CanonicalJson.Utf8(Reversed(node)).AsSpan().SequenceEqual(CanonicalJson.Utf8(node)))
            .QuickCheckThrowOnFailure();

    static JsonNode? Reversed(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Reverse().Select(m => KeyValuePair.Create(m.Key, Reversed(m.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Reversed)]),
        _ => node?.DeepClone(),
    };

    static Arbitrary<JsonNode?> Nodes => Arb.From(Gen.Sized(size => Node(Math.Min(size, 20))));

    static Gen<string> Text => Gen.Elements("a", "B", "\"", "\\", "\n", "\u0001", "/", "源", "ö", "😀", "\ufb33", "1")
        .ListOf().Select(string.Concat);

    static Gen<JsonNode?> Node(int size)
    {
        var leaf = Gen.OneOf(
            Text.Select(t => (JsonNode?)JsonValue.Create(t)),
            ArbMap.Default.GeneratorFor<NormalFloat>().Select(d => (JsonNode?)JsonValue.Create(d.Get)),
            ArbMap.Default.GeneratorFor<int>().Select(i => (JsonNode?)JsonValue.Create(i)),
            Gen.Elements<JsonNode?>(null, true, false).Select(n => n?.DeepClone()));
        if (size < 2) return leaf;

        var inner = Node(size / 3);
        return Gen.OneOf(
            leaf,
            inner.ListOf().Select(items => (JsonNode?)new JsonArray([.. items])),
            Text.Zip(inner).ListOf().Select(members => (JsonNode?)new JsonObject(
                members.DistinctBy(m => m.Item1).Select(m => KeyValuePair.Create(m.Item1, m.Item2)))));
    }

    static JsonNode? Parse(string text) => CanonicalJson.Parse(Encoding.UTF8.GetBytes(text));

    static string Canonical(string text) => Encoding.UTF8.GetString(CanonicalJson.Utf8(Parse(text)));
}
