using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Credentials;

namespace Yuanliu.Tests;

public class MultikeyTests
{
    /// <summary>draft-msporny-base58-03, §5.</summary>
    [Theory]
    [InlineData("Hello World!", "2NEpo7TZRRrLZSi2U")]
    [InlineData("The quick brown fox jumps over the lazy dog.", "USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z")]
    [InlineData("", "")]
    [InlineData("\0\0a", "112g")]
    public void Base58_writes_the_published_examples(string bytes, string text)
    {
        Base58.Encode(Encoding.ASCII.GetBytes(bytes)).ShouldBe(text);
        Base58.TryDecode(text, out var decoded).ShouldBeTrue();
        Encoding.ASCII.GetString(decoded).ShouldBe(bytes);
    }

    [Fact]
    public void Base58_keeps_leading_zeros() => Base58.Encode([0, 0, 0x28, 0x7f, 0xb4, 0xcd]).ShouldBe("11233QC4");

    [Fact]
    public void Base58_reads_what_it_wrote()
        => Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), ArbMap.Default.ArbFor<byte>(), (bytes, zeros) =>
        {
            byte[] all = [.. new byte[zeros % 5], .. bytes];
            return Base58.TryDecode(Base58.Encode(all), out var decoded) && decoded.AsSpan().SequenceEqual(all);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Base58_refuses_foreign_characters_and_endless_text()
    {
        foreach (var foreign in "0OIl +/=\n源") Base58.TryDecode($"2NEpo{foreign}", out _).ShouldBeFalse();
        Base58.TryDecode(new string('z', Base58.CharsMax), out _).ShouldBeTrue();
        Base58.TryDecode(new string('z', Base58.CharsMax + 1), out _).ShouldBeFalse();
    }

    [Fact]
    public void A_key_is_named_by_itself()
        => Prop.ForAll(Gen.ArrayOf(ArbMap.Default.GeneratorFor<byte>(), 32).ToArbitrary(), key =>
        {
            var method = VerificationMethods.Of(key);
            var did = VerificationMethods.Did(key);
            return Multikey.Encode(key).StartsWith("z6Mk", StringComparison.Ordinal)
                && method == $"{did}#{did["did:key:".Length..]}"
                && VerificationMethods.TryPublicKey(method, out var fromMethod) && fromMethod.AsSpan().SequenceEqual(key)
                && VerificationMethods.TryPublicKey(did, out var fromDid) && fromDid.AsSpan().SequenceEqual(key);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2#z6MkmM42vxfqZQsv4ehtTjFFxQ4sQKS2w6WR7emozFAn5cxu")]
    [InlineData("did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2#")]
    [InlineData("did:key:zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP")]
    [InlineData("did:key:z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq")]
    [InlineData("did:web:example.com")]
    [InlineData("did:key:")]
    [InlineData("")]
    public void What_names_no_single_ed25519_public_key_is_refused(string method)
        => VerificationMethods.TryPublicKey(method, out _).ShouldBeFalse();
}
