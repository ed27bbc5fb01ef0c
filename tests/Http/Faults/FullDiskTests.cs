using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Yuanliu.Tests.Faults;

/// <summary>A disk that is really full: the data folder is a small file system in memory, which uploads fill to the last page.</summary>
/// <remarks>Mounting takes a namespace of the user's own (<c>unshare</c>), as the clean room's processes do.</remarks>
public sealed class FullDiskTests
{
    const string Mount = """
        mount -t tmpfs -o size=96m none "$YUANLIU_DATA" && head -c 16777216 /dev/zero > "$YUANLIU_DATA/ballast" && exec "$0" serve
        """;

    [Fact]
    public async Task When_the_disk_is_full_each_act_is_done_or_refused_as_such_and_goes_on_when_there_is_room()
    {
        if (!OperatingSystem.IsLinux()) return;              // no other system lets a test make a file system of its own
        await using var program = await TheProgram.Prepare();
        using var server = program.Start("unshare", ["-rm", "sh", "-c", Mount, TheProgram.Path]);
        var told = server.StandardError.ReadToEndAsync();
        try
        {
            var address = await program.Ready(server);
            using var steward = await TheProgram.SignIn(address, "steward");
            using var admin = await TheProgram.SignIn(address, "admin");

            foreach (var size in (int[])[8 << 20, 1 << 20, 64 << 10, 4 << 10]) await UploadUntilFull(steward, size);
            var before = await Organizations(admin);
            var done = await Register(admin, 40);
            (await Organizations(admin)).ShouldBe(before + done, "an act was half done");
            (await steward.GetAsync("/api/session")).StatusCode.ShouldBe(HttpStatusCode.OK);
            (await steward.GetAsync("/log/checkpoint")).StatusCode.ShouldBe(HttpStatusCode.OK);

            var inside = $"/proc/{server.Id}/root{program.Data}";
            Directory.GetFiles($"{inside}/domain/incoming").ShouldBeEmpty("what was refused left something behind");
            File.Delete($"{inside}/ballast");
            (await Register(admin, 3)).ShouldBe(3);
            (await Upload(steward, 1 << 20)).StatusCode.ShouldBe(HttpStatusCode.Created);
            await program.ShouldBeWhole("after the disk was full", beside: server);
        }
        finally
        {
            if (!server.HasExited) server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync();
        }
        (await told).ShouldNotContain("\"LogLevel\":\"Critical\"", Case.Sensitive, "the server's own work stopped");
    }

    static Task<HttpResponseMessage> Upload(HttpClient steward, int bytes)
        => steward.PostAsync("/api/catalog/uploads?name=a.csv", new ByteArrayContent(RandomNumberGenerator.GetBytes(bytes)));

    static async Task UploadUntilFull(HttpClient steward, int bytes)
    {
        const int triesMax = 100;
        for (var i = 0; i < triesMax; i++)
        {
            var reply = await Upload(steward, bytes);
            if (reply.StatusCode == HttpStatusCode.Created) continue;
            await Task.FromResult(reply).ShouldBeRefused(507, "storage.full");
            return;
        }
        throw new ShouldAssertException($"{triesMax} files of {bytes} bytes went onto the disk");
    }

    /// <summary>Each is registered or refused for want of room.</summary>
    /// <returns>How many were.</returns>
    static async Task<int> Register(HttpClient admin, int count)
    {
        var done = 0;
        for (var i = 0; i < count; i++)
        {
            var code = TestCodes.Of(RandomNumberGenerator.GetInt32(1_000_000, 9_999_999));
            var reply = await admin.PostAsJsonAsync("/api/parties/organizations", new { name = $"新单位{code}", code, kind = "Enterprise" });
            if (reply.StatusCode == HttpStatusCode.Created) done++;
            else await Task.FromResult(reply).ShouldBeRefused(507, "storage.full");
        }
        return done;
    }

    static async Task<int> Organizations(HttpClient admin)
        => (await admin.GetFromJsonAsync<JsonObject>("/api/parties/organizations?take=100"))!["items"]!.AsArray().Count;
}
