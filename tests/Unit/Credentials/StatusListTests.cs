using System.Buffers.Text;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Credentials;
using Yuanliu.Compute.Json;
using Yuanliu.Compute.Signing;

namespace Yuanliu.Tests;

public class StatusListTests
{
    const string ListUrl = "https://dl.example/status/1";
    const int Index = 94_567;

    /// <summary>The example of W3C Bitstring Status List v1.0: 131,072 zeros.</summary>
    const string Published = "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA";

    static readonly Ed25519Key Key = Ed25519Key.FromSeed(Enumerable.Repeat((byte)7, 32).ToArray());
    static readonly DateTime At = new(2026, 3, 17, 1, 2, 3, DateTimeKind.Utc);

    static StatusList With(params int[] set)
    {
        var list = new StatusList();
        foreach (var index in set) list[index] = true;
        return list;
    }

    static byte[] Publish(StatusList list, StatusPurpose purpose = StatusPurpose.Revocation, string url = ListUrl)
        => StatusListCredential.Create(url, VerificationMethods.Did(Key.PublicKey.Span), purpose, list, At).Sign(Key, At);

    static CredentialCheck Check(byte[] list, StatusPurpose purpose = StatusPurpose.Revocation, int index = Index)
    {
        var signed = (CredentialTests.Certificate with { Status = [new(ListUrl, index, purpose)] }).Sign(Key, At);
        var certificate = Credential.Verify(signed, Key.PublicKey.Span, At);
        certificate.Passed.ShouldBeTrue(certificate.Detail);
        return StatusListCredential.Check(certificate.Document!, list, Key.PublicKey.Span, At);
    }

    [Fact]
    public void The_published_list_of_zeros_is_read()
    {
        StatusList.TryDecode(Published, out var list).ShouldBeTrue();
        list.Length.ShouldBe(131_072);
        Enumerable.Range(0, list.Length).ShouldAllBe(i => !list[i]);
    }

    [Fact]
    public void A_list_reads_back_as_it_was_written()
        => Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), indices =>
        {
            var set = indices.Select(i => (int)((uint)(i * 7919) % StatusList.LengthMin)).ToHashSet();
            var written = With([.. set]);
            return StatusList.TryDecode(written.Encode(), out var read)
                && Enumerable.Range(0, read.Length).All(i => read[i] == set.Contains(i));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_bit_is_set_and_cleared_alone_and_the_first_is_left_most()
    {
        var list = With(0, 9, 131_071);
        list[9] = false;
        Enumerable.Range(0, list.Length).Where(i => list[i]).ShouldBe([0, 131_071]);

        var bytes = Unzip(Base64Url.DecodeFromChars(list.Encode().AsSpan(1)));
        (bytes[0], bytes[^1], bytes.Length).ShouldBe(((byte)0x80, (byte)0x01, 16_384));
    }

    [Fact]
    public void The_bytes_of_a_list_are_the_same_on_every_machine()
    {
        Convert.ToHexStringLower(SHA256.HashData(Base64Url.DecodeFromChars(With(0, 3, 94_567, 131_071).Encode().AsSpan(1))))
            .ShouldBe("7daf846735a3dad68531b525cee65aec60bd65ef49ec067d2672bda5db53ab20");
        new StatusList().Encode().Length.ShouldBeLessThan(200);
    }

    [Fact]
    public void Whatever_is_packed_is_unpacked_by_the_platform()
        => Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), ArbMap.Default.ArbFor<ushort>(), (bytes, length) =>
        {
            byte[] data = [.. bytes, .. new byte[length % 1200], .. bytes, .. Enumerable.Repeat((byte)0xff, length % 777)];
            return Unzip(RunGzip.Compress(data)).AsSpan().SequenceEqual(data);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Runs_of_every_length_are_unpacked_by_the_platform()
    {
        for (var run = 0; run <= 600; run++)
        {
            byte[] data = [.. new byte[run], 1, .. Enumerable.Repeat((byte)0xfe, run)];
            Unzip(RunGzip.Compress(data)).ShouldBe(data, $"a run of {run}");
        }
    }

    [Fact]
    public void Text_that_is_no_list_is_refused_and_does_not_throw()
    {
        string?[] texts =
        [
            null, "", "u", Published[1..], "z" + Published[1..], Published[..^4], Published + "====", "uAAAA", "u!!!!",
            "u" + Base64Url.EncodeToString(RunGzip.Compress(new byte[StatusList.LengthMin / 8 - 1])),
            "u" + Base64Url.EncodeToString(RunGzip.Compress(new byte[StatusList.LengthMax / 8 + 1])),
        ];
        foreach (var text in texts) StatusList.TryDecode(text, out _).ShouldBeFalse(text);
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => !StatusList.TryDecode("u" + Base64Url.EncodeToString(bytes), out _))
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Lengths_and_indices_out_of_bounds_are_bugs()
    {
        foreach (var length in new[] { 0, StatusList.LengthMin - 8, StatusList.LengthMin + 1, StatusList.LengthMax + 8 })
            Should.Throw<ArgumentOutOfRangeException>(() => new StatusList(length));
        Should.Throw<ArgumentOutOfRangeException>(() => new StatusList()[-1]);
        Should.Throw<ArgumentOutOfRangeException>(() => new StatusList()[StatusList.LengthMin] = true);
    }

    [Fact]
    public void A_certificate_whose_bit_is_set_is_revoked_or_suspended()
    {
        Check(Publish(With(Index - 1, Index + 1))).Code.ShouldBe("credential.valid");
        Check(Publish(With(Index))).Fault.ShouldBe(CredentialFault.Revoked);
        Check(Publish(With(Index), StatusPurpose.Suspension), StatusPurpose.Suspension).Fault.ShouldBe(CredentialFault.Suspended);
        Check(Publish(new()), StatusPurpose.Revocation).Passed.ShouldBeTrue();
    }

    [Fact]
    public void A_list_that_another_issuer_signed_settles_nothing_whoever_it_says_it_is_from()
    {
        var other = Ed25519Key.FromSeed(Enumerable.Repeat((byte)8, 32).ToArray());
        foreach (var named in new[] { other, Key })
        {
            var list = StatusListCredential.Create(ListUrl, VerificationMethods.Did(named.PublicKey.Span), StatusPurpose.Revocation, new(),
                At).Sign(other, At);
            Check(list).Fault.ShouldBe(CredentialFault.StatusListWrong);
        }
        Check(Publish(new())).Passed.ShouldBeTrue();
    }

    [Fact]
    public void A_list_that_does_not_speak_of_the_certificate_settles_nothing()
    {
        Check(Publish(new(), StatusPurpose.Suspension)).Fault.ShouldBe(CredentialFault.StatusListWrong);
        Check(Publish(new(), url: "https://dl.example/status/2")).Fault.ShouldBe(CredentialFault.StatusListWrong);
        Check(Publish(new()), index: StatusList.LengthMin).Fault.ShouldBe(CredentialFault.StatusListWrong);
        Check(CredentialTests.Certificate.Sign(Key, At)).Fault.ShouldBe(CredentialFault.StatusListWrong);
        Check("{}"u8.ToArray()).Fault.ShouldBe(CredentialFault.StatusListWrong);
    }

    [Fact]
    public void A_forged_list_settles_nothing()
    {
        var forged = CanonicalJson.Parse(Publish(With(Index)))!;
        forged["credentialSubject"]!["encodedList"] = Published;
        Check(CanonicalJson.Utf8(forged)).Fault.ShouldBe(CredentialFault.StatusListWrong);
    }

    [Fact]
    public void One_certificate_may_stand_in_a_list_for_each_purpose()
    {
        var document = (CredentialTests.Certificate with
        {
            Status = [new(ListUrl, 5, StatusPurpose.Revocation), new("https://dl.example/status/2", 6, StatusPurpose.Suspension)],
        }).ToJson();
        StatusListCredential.Entries(document).Select(e => (e.Index, e.Purpose))
            .ShouldBe([(5, StatusPurpose.Revocation), (6, StatusPurpose.Suspension)]);

        var list = Publish(With(6), StatusPurpose.Suspension, "https://dl.example/status/2");
        StatusListCredential.Check(document, list, Key.PublicKey.Span, At).Fault.ShouldBe(CredentialFault.Suspended);
        StatusListCredential.Check(document, Publish(With(6)), Key.PublicKey.Span, At).Passed.ShouldBeTrue();
    }

    static byte[] Unzip(byte[] packed)
    {
        using var unpacked = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        gzip.CopyTo(unpacked);
        return unpacked.ToArray();
    }
}
