using Shouldly;
using Xunit;

namespace Yuanliu.Tests.Faults;

/// <summary>The demo is killed while each of its stations is at work; afterwards the books, the journal and the log must agree,
/// and the demo goes on where it stood.</summary>
public sealed class KilledDemoTests
{
    /// <summary>The station, and how many lines it has told when it dies: as it begins, and in its midst.</summary>
    static readonly (string Station, int Lines)[] Deaths =
    [
        ("Catalog", 0), ("Catalog", 1), ("Register", 1), ("Register", 3), ("Product", 0), ("Agreement", 1), ("Use", 1), ("Money", 1),
        ("Proof", 0),
    ];

    [Fact]
    public async Task Wherever_the_process_dies_fsck_is_clean_and_the_next_demo_goes_on_to_its_end_and_does_nothing_twice()
    {
        await using var program = await TheProgram.Prepare();
        foreach (var (station, lines) in Deaths)
        {
            await DieIn(program, station, lines);
            await program.ShouldBeWhole($"after dying in {station}, {lines} lines told");
        }
        var (end, told) = await program.Run("demo");
        end.ShouldBe(0, told);
        var folder = told.TrimEnd().Split('\n')[^1].Trim();
        (await program.Run("verify", folder)).Code.ShouldBe(0);
        await EveryChangedFileIsNamed(program, folder);
        foreach (var table in new[] { "registration_filing", "registration_certificate", "trading_agreement", "settlement_bill",
            "settlement_deposit" }) (await Count(program, table)).ShouldBe(1, table);
        await program.ShouldBeWhole("after the demo");
    }

    static async Task<long> Count(TheProgram program, string table)
    {
        await using var db = await program.Connect();
        await using var command = db.CreateCommand();
        command.CommandText = $"SELECT COUNT(*) FROM {table}";
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>One byte in the middle of each file of the proof folder.</summary>
    static async Task EveryChangedFileIsNamed(TheProgram program, string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            var bytes = await File.ReadAllBytesAsync(file);
            bytes[bytes.Length / 2] ^= 1;
            await File.WriteAllBytesAsync(file, bytes);
            var (code, told) = await program.Run("verify", folder);
            code.ShouldBe(1, $"a byte of {file} was changed: {told}");
            bytes[bytes.Length / 2] ^= 1;
            await File.WriteAllBytesAsync(file, bytes);
        }
    }

    /// <summary>Kills the process, and what it started, as soon as the station has told so many lines.</summary>
    static async Task DieIn(TheProgram program, string station, int lines)
    {
        using var process = program.Start("demo");
        var (reached, told) = (false, -1);
        while (told < lines && await process.StandardOutput.ReadLineAsync() is { } line)
        {
            reached = reached || line.Contains("── ", StringComparison.Ordinal) && line.Contains(station, StringComparison.Ordinal);
            if (reached) told++;
        }
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        told.ShouldBe(lines, $"the demo never got as far as {station}");
    }
}
