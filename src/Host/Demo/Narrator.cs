using System.Diagnostics;
using Spectre.Console;

namespace Yuanliu.Host.Demo;

/// <summary>Tells what the story does, in Chinese and English, with the time each station took.</summary>
internal class Narrator
{
    readonly List<(string Station, TimeSpan Took)> stations = [];
    readonly Stopwatch watch = new();
    string? station;

    public IReadOnlyList<(string Station, TimeSpan Took)> Stations => stations;

    public virtual void Station(string zh, string en)
    {
        Close();
        station = en;
        watch.Restart();
        AnsiConsole.WriteLine();
        AnsiConsole.MarkupLineInterpolated($"[bold]── {stations.Count + 1} · {zh} / {en}[/]");
    }

    public virtual void Say(string who, string zh, string en)
        => AnsiConsole.MarkupLineInterpolated($"  [grey]{who}[/]  {zh} [grey]/ {en}[/]");

    public virtual void Ask(string who, string sql) => AnsiConsole.MarkupLineInterpolated($"  [grey]{who}[/]  [blue]{sql}[/]");

    /// <param name="grounds">The clause and the provision that it rests on, as far as it rests on any.</param>
    public virtual void Refused(Kernel.Words why, string code, params string?[] grounds)
    {
        AnsiConsole.MarkupLineInterpolated($"  [yellow]拒绝 refused[/]  {why.Zh} [grey]/ {why.En}[/]");
        AnsiConsole.MarkupLineInterpolated($"      [grey]{string.Join(" · ", grounds.Prepend(code).OfType<string>())}[/]");
    }

    public virtual void Progress(long done, long total)
    {
        if (total > 0 && !Console.IsOutputRedirected) Console.Write($"\r  {done:N0} / {total:N0}   ");
        if (total > 0 && done >= total && !Console.IsOutputRedirected) Console.Write("\r                              \r");
    }

    public virtual void Close()
    {
        if (station is not null) stations.Add((station, watch.Elapsed));
        station = null;
    }

    /// <summary>What the first column of <see cref="Times"/> is headed by; measurements look for it.</summary>
    public const string TimesHead = "各站用时（秒）/ seconds at each station";

    public void Times()
    {
        Console.WriteLine($"\n{TimesHead}");
        foreach (var (name, took) in stations)
            Console.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"  {name,-22}\t{took.TotalSeconds,6:F2}"));
    }
}

/// <summary>Plays without an audience: for making the demo city.</summary>
internal sealed class Silent : Narrator
{
    public override void Station(string zh, string en) { }
    public override void Say(string who, string zh, string en) { }
    public override void Ask(string who, string sql) { }
    public override void Refused(Kernel.Words why, string code, params string?[] grounds) { }
    public override void Progress(long done, long total) { }
    public override void Close() { }
}
