using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Yuanliu.Kernel;

/// <summary>观测 — what the program counts and traces of itself. Names of people and contents of data never become a tag.</summary>
public static class Instruments
{
    /// <summary>The name under which traces and metrics are found.</summary>
    public const string Name = "Yuanliu";

    static readonly ActivitySource source = new(Name);
    static readonly Meter meter = new(Name);
    static readonly Counter<long> facts = meter.CreateCounter<long>("yuanliu.facts", "{fact}", "Facts saved in the journal, by kind.");
    static readonly Counter<long> refusals = meter.CreateCounter<long>("yuanliu.refusals", "{refusal}", "Refusals given, by code.");
    static readonly Counter<long> deliveries = meter.CreateCounter<long>(
        "yuanliu.deliveries", "{delivery}", "Facts handed to receivers, by receiver and whether it took them.");
    static readonly Counter<long> jobs = meter.CreateCounter<long>("yuanliu.jobs", "{job}", "Jobs ended, by kind and end.");
    static readonly Counter<long> leaves = meter.CreateCounter<long>("yuanliu.sealed", "{fact}", "Facts under the log's checkpoint.");
    static readonly Histogram<double> wait = meter.CreateHistogram<double>(
        "yuanliu.seal.wait", "s", "How long the oldest fact of a batch waited for its place in the log.");

    /// <summary>A piece of work in the background; null where nobody traces.</summary>
    public static Activity? Work(string name) => source.StartActivity(name);

    internal static void Saved(string kind) => facts.Add(1, new KeyValuePair<string, object?>("kind", kind));

    internal static void Refused(string code) => refusals.Add(1, new KeyValuePair<string, object?>("code", code));

    internal static void Delivered(string receiver, bool taken)
        => deliveries.Add(1, new("receiver", receiver), new KeyValuePair<string, object?>("taken", taken));

    internal static void Ended(string kind, JobState state)
        => jobs.Add(1, new("kind", kind), new KeyValuePair<string, object?>("end", state.ToString()));

    /// <param name="waited">Of the oldest of them, between its act and its place.</param>
    public static void Sealed(int count, TimeSpan waited)
    {
        leaves.Add(count);
        wait.Record(Math.Max(0, waited.TotalSeconds));
    }
}
