using System.Text.Json.Nodes;

namespace Yuanliu.Host.Simulation;

/// <summary>One row of a filing's procedure, as the interface shows it.</summary>
internal sealed record LawLine(string Step, string From, string To, string Actor);

/// <summary>What a form is filled in for: by whom, about what, with whom.</summary>
internal sealed record Intent(string Kind, Company Company, Person By)
{
    public Guid? Resource { get; init; }
    /// <summary>The registered unit it acts on.</summary>
    public Registered? On { get; init; }
    public Company? Other { get; init; }
    /// <summary>Every paper is handed in as a file, even where words would do.</summary>
    public bool HasFiles { get; init; }
    /// <summary>What is declared; null where chance decides.</summary>
    public IReadOnlyList<string>? Circumstances { get; init; }
}

/// <summary>What stands in the register, as far as somebody who files has to know it.</summary>
internal sealed record Registered(Guid Resource, string Unit, string? Certificate, Company Holder);

/// <summary>一件申请 — a filing that was made in the simulation.</summary>
internal sealed record Case(Guid Id, string Kind, Intent Intent, JsonObject Form, IReadOnlyList<LawLine> Law, DateOnly FiledOn)
{
    public const string Ended = "Registered Refused Withdrawn Lapsed Terminated";

    /// <summary>Whoever proposed it for the registry.</summary>
    public Person? ProposedBy { get; init; }
    /// <summary>Everybody says yes to it: nothing is left to chance.</summary>
    public bool IsStraight { get; init; }
    /// <summary>Once it was publicised, the public knows of it.</summary>
    public bool Publicised { get; set; }
    /// <summary>When somebody will object, if it is publicised then; null where nobody does.</summary>
    public DateOnly? ObjectedOn { get; set; }
    /// <summary>Whether the reviewer, the committee and the other side have done their part already.</summary>
    public HashSet<string> Done { get; } = [];

    public IEnumerable<LawLine> From(string stage) => Law.Where(l => l.From == stage && l.Actor is not ("Time" or "Objector"));
    public static bool IsEnded(string stage) => Ended.Split(' ').Contains(stage);
}
