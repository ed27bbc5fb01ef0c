using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Faults;

public sealed class PrivateFolderTests
{
    const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite, OwnerEnters = Owner | UnixFileMode.UserExecute;

    [Fact]
    public async Task Nobody_but_the_servers_user_enters_the_data_folder_or_reads_a_key()
    {
        if (OperatingSystem.IsWindows()) return;             // folders there pass on what their parent allows
        await using var app = await TestApp.Start();
        _ = app.Services.GetRequiredService<NodeKeys>();
        File.GetUnixFileMode(app.DataFolder).ShouldBe(OwnerEnters);
        var keys = Path.Combine(app.DataFolder, "keys");
        File.GetUnixFileMode(keys).ShouldBe(OwnerEnters);
        foreach (var secret in Directory.EnumerateFiles(keys).Where(f => !f.EndsWith(".crt", StringComparison.Ordinal)))
            File.GetUnixFileMode(secret).ShouldBe(Owner, secret);
    }

    [Fact]
    public void A_key_folder_that_was_opened_to_others_is_closed_again_at_the_next_start()
    {
        if (OperatingSystem.IsWindows()) return;
        var folder = Directory.CreateTempSubdirectory("yuanliu-keys-").FullName;
        try
        {
            File.SetUnixFileMode(folder, OwnerEnters | UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
            _ = new NodeKeys(folder, new SystemEntropy());
            File.GetUnixFileMode(folder).ShouldBe(OwnerEnters);
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    [Fact]
    public void A_data_folder_that_its_operator_made_keeps_what_the_operator_allowed()
    {
        if (OperatingSystem.IsWindows()) return;
        var folder = Directory.CreateTempSubdirectory("yuanliu-data-").FullName;
        try
        {
            const UnixFileMode backedUp = OwnerEnters | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;
            File.SetUnixFileMode(folder, backedUp);
            PrivateFolder.Make(folder);
            File.GetUnixFileMode(folder).ShouldBe(backedUp);
        }
        finally { Directory.Delete(folder, recursive: true); }
    }
}
