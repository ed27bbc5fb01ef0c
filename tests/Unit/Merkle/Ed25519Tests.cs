using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Signing;

namespace Yuanliu.Tests;

public sealed class Ed25519Tests
{
    [Theory] // RFC 8032 §7.1: tests 1, 2, 3 and SHA(abc)
    [InlineData(
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")]
    [InlineData(
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]
    [InlineData(
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a")]
    [InlineData(
        "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704")]
    public void The_vectors_of_RFC_8032_are_reproduced(string seed, string publicKey, string message, string signature)
    {
        var key = Ed25519Key.FromSeed(Convert.FromHexString(seed));
        var said = Convert.FromHexString(message);

        Convert.ToHexStringLower(key.PublicKey.Span).ShouldBe(publicKey);
        Convert.ToHexStringLower(key.Sign(said)).ShouldBe(signature);
        Ed25519.Verify(Convert.FromHexString(publicKey), said, Convert.FromHexString(signature)).ShouldBeTrue();
    }

    [Fact]
    public void Any_changed_bit_of_message_signature_or_key_is_refused()
    {
        var key = Ed25519Key.FromSeed(new byte[32]);
        byte[] message = [1, 2, 3, 4];
        var signature = key.Sign(message);

        Prop.ForAll(ArbMap.Default.ArbFor<NonNegativeInt>(), bit =>
        {
            var (m, s, k) = (Flip(message, bit.Get), Flip(signature, bit.Get), Flip(key.PublicKey.ToArray(), bit.Get));
            Ed25519.Verify(key.PublicKey.Span, m, signature).ShouldBeFalse();
            Ed25519.Verify(key.PublicKey.Span, message, s).ShouldBeFalse();
            Ed25519.Verify(k, message, signature).ShouldBeFalse();
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Wrong_lengths_are_false_when_verifying_and_a_bug_when_making_a_key()
    {
        var key = Ed25519Key.FromSeed(new byte[32]);
        var signature = key.Sign([7]);

        Ed25519.Verify(key.PublicKey.Span[..31], [7], signature).ShouldBeFalse();
        Ed25519.Verify(key.PublicKey.Span, [7], signature.AsSpan(0, 63)).ShouldBeFalse();
        Ed25519.Verify(key.PublicKey.Span, [7], [.. signature, 0]).ShouldBeFalse();
        Should.Throw<ArgumentOutOfRangeException>(() => Ed25519Key.FromSeed(new byte[31]));
    }

    [Fact]
    public void The_group_order_added_to_the_scalar_does_not_make_a_second_signature()
    {
        var key = Ed25519Key.FromSeed(new byte[32]);
        var signature = key.Sign([7]);
        var order = Convert.FromHexString("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");

        var carry = 0;
        for (var i = 0; i < 32; i++)
        {
            carry += signature[32 + i] + order[i];
            signature[32 + i] = (byte)carry;
            carry >>= 8;
        }

        Ed25519.Verify(key.PublicKey.Span, [7], signature).ShouldBeFalse();
    }

    [Fact]
    public void A_created_key_is_the_key_of_the_seed_it_hands_out()
    {
        var seed = new byte[32];
        var key = Ed25519Key.Create(seed);

        Ed25519Key.FromSeed(seed).PublicKey.ToArray().ShouldBe(key.PublicKey.ToArray());
        Ed25519Key.Create(new byte[32]).PublicKey.ToArray().ShouldNotBe(key.PublicKey.ToArray());
    }

    static byte[] Flip(byte[] bytes, int bit)
    {
        var changed = bytes.ToArray();
        changed[bit / 8 % bytes.Length] ^= (byte)(1 << (bit % 8));
        return changed;
    }
}
