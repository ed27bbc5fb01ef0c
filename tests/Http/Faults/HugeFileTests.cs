using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Catalog;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Faults;

/// <summary>A file of ten gigabytes, nearly all of it a hole: refused for its size, before or while it is sent.</summary>
public sealed class HugeFileTests : IDisposable
{
    const long Size = 10L << 30;
    readonly string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".csv");

    public HugeFileTests()
    {
        using var sparse = File.Create(file);
        sparse.Write("a,b\n1,2\n"u8);
        sparse.SetLength(Size);
    }

    public void Dispose() => File.Delete(file);

    [Fact]
    public async Task The_demo_says_that_it_is_too_large_and_leaves_nothing_behind()
    {
        await using var program = await TheProgram.Prepare();
        var (code, told) = await program.Run("demo", file);
        code.ShouldBe(1, told);
        told.ShouldContain("storage.file-too-large");
        Stored(program.Data).ShouldBe(0);
        await program.ShouldBeWhole("after a huge file");
    }

    [Fact]
    public async Task An_upload_that_states_its_size_is_refused_before_a_byte_is_taken_in()
    {
        await using var app = await TestApp.Start();
        var steward = await app.SignIn("环境监测站", Role.Steward);
        await using var content = new Counting(File.OpenRead(file));
        await steward.PostAsync("/api/catalog/uploads?name=huge.csv", new StreamContent(content) { Headers = { ContentLength = Size } })
            .ShouldBeRefused(413, "storage.file-too-large");
        content.Taken.ShouldBeLessThan(1 << 20);
        Stored(app.DataFolder).ShouldBe(0);
        await app.ShouldBeWhole();
    }

    [Fact]
    public async Task An_upload_that_states_no_size_is_cut_off_at_the_limit_and_leaves_nothing_behind()
    {
        const long limit = 4 << 20;
        await using var app = await TestApp.Start(configure: s => s.AddSingleton(LimitedTo(limit)));
        var steward = await app.SignIn("环境监测站", Role.Steward);
        await using var content = new Counting(File.OpenRead(file));
        await steward.PostAsync("/api/catalog/uploads?name=huge.csv", new StreamContent(content))
            .ShouldBeRefused(413, "storage.file-too-large");
        content.Taken.ShouldBeLessThan(limit + (8 << 20));
        Stored(app.DataFolder).ShouldBe(0);
        await app.ShouldBeWhole();
    }

    static CatalogRules LimitedTo(long bytes)
        => RulePacks<CatalogRules>.Load(Path.Combine(AppContext.BaseDirectory, "rules", "catalog")).For("grading")!.Rules with
        {
            UploadBytesMax = bytes,
        };

    static long Stored(string data) => Directory.Exists(Path.Combine(data, "domain"))
        ? new DirectoryInfo(Path.Combine(data, "domain")).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length) : 0;

    /// <summary>A stream of unknown length that counts what is taken from it.</summary>
    sealed class Counting(Stream inner) : Stream
    {
        public long Taken { get; private set; }
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = inner.Read(buffer, offset, count);
            Taken += read;
            return read;
        }

        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
