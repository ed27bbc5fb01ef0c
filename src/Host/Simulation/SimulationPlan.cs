using System.Globalization;
using Yuanliu.Kernel;

namespace Yuanliu.Host.Simulation;

/// <summary>模拟方案 — what is to be played: under which pack, over how many days, how many filings, from which seed.</summary>
internal sealed record SimulationPlan(string Pack, int Days, int Filings, ulong Seed)
{
    public const int DaysMax = 730, FilingsMax = 20_000;
    /// <summary>A Monday; always the same, so that a report does not depend on when it was made.</summary>
    public static readonly DateOnly FirstDay = new(2026, 3, 2);

    public static readonly Words Usage = new(
        $"用法：./run.sh simulate --pack <规则包> [--days 1–{DaysMax}] [--filings 1–{FilingsMax}] [--seed <数>]",
        $"usage: ./run.sh simulate --pack <pack> [--days 1–{DaysMax}] [--filings 1–{FilingsMax}] [--seed <number>]");

    /// <summary>Reads the command line; a word that is not understood refuses all of it.</summary>
    public static SimulationPlan? Read(string[] args, out Words wrong)
    {
        wrong = Usage;
        var given = new Dictionary<string, string> { ["--days"] = "90", ["--filings"] = "40", ["--seed"] = "1" };
        for (var i = 0; i < args.Length; i += 2)
        {
            if (args[i] is not ("--pack" or "--days" or "--filings" or "--seed"))
                return Refuse(new($"不认识“{args[i]}”。{Usage.Zh}", $"{args[i]} is not understood. {Usage.En}"), out wrong);
            if (i + 1 == args.Length) return Refuse(new($"{args[i]} 后面缺少值。{Usage.Zh}", $"{args[i]} lacks its value. {Usage.En}"),
                out wrong);
            given[args[i]] = args[i + 1];
        }
        if (!given.TryGetValue("--pack", out var pack)) return null;
        if (Number(given["--days"], DaysMax) is not { } days || Number(given["--filings"], FilingsMax) is not { } filings
            || !ulong.TryParse(given["--seed"], NumberStyles.None, CultureInfo.InvariantCulture, out var seed))
            return Refuse(new($"天数、申请数和种子须为数字。{Usage.Zh}", $"Days, filings and seed are numbers. {Usage.En}"), out wrong);
        return new(pack, days, filings, seed);
    }

    static SimulationPlan? Refuse(Words why, out Words wrong)
    {
        wrong = why;
        return null;
    }

    static int? Number(string text, int max)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= max ? number
            : null;
}

/// <summary>Something that must not happen did: a bug of the program or of a pack, with what was done.</summary>
internal sealed class SimulationBroke(string message) : Exception(message);
