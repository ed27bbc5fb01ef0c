using System.Net.Sockets;
using System.Text;
using Shouldly;
using Xunit;

namespace Yuanliu.Tests.Faults;

/// <summary>Requests as no client library would write them, to the program as it listens.</summary>
public sealed class ServedPathTests
{
    static readonly string[] Paths =
    [
        "/log/tile/0/../../../keys/log.ed25519",
        "/log/tile/0/..%2f..%2f..%2fkeys%2flog.ed25519", "/log/tile/%2e%2e/%2e%2e/keys/log.ed25519",
        "/log/tile/entries/../../../yuanliu.db", "/../keys/log.ed25519", "/..%2fkeys%2flog.ed25519", "/assets/..%2f..%2fyuanliu.db",
        "/assets/....//....//etc/passwd", "/v/..%2f..%2fkeys%2fseal.pem",
        "/..%5c..%5ckeys%5cseal.pem", "/%00", "/etc/passwd", "//etc/passwd",
    ];

    [Fact]
    public async Task A_path_that_climbs_out_of_what_is_served_finds_nothing()
    {
        await using var program = await TheProgram.Prepare(hasCity: false);
        using var server = program.Start("serve");
        try
        {
            var address = await program.Ready(server);
            foreach (var path in Paths)
            {
                var reply = await Ask(address, path);
                reply.ShouldStartWith("HTTP/1.1 ");
                foreach (var key in Directory.EnumerateFiles(Path.Combine(program.Data, "keys")))
                    reply.ShouldNotContain(await File.ReadAllTextAsync(key), Case.Sensitive, path);
                reply.ShouldNotContain("SQLite format", Case.Sensitive, path);
                reply.ShouldNotContain("root:x:", Case.Sensitive, path);
            }
            await program.ShouldBeWhole("after paths that climb");
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync();
        }
    }

    static async Task<string> Ask(Uri server, string path)
    {
        using var client = new TcpClient(server.Host, server.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {server.Authority}\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync();
    }
}
