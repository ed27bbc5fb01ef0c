using System.Text.Json;
using Yuanliu.Compute.Json;
using Yuanliu.Space.Decisions;

namespace Yuanliu.Space.Rooms;

/// <summary>室内记录 — which tables stood in the room of one question, under which policies and decisions: kept with its uses, so that a
/// question over several tables can be decided and read again. It names no data and nobody.</summary>
/// <param name="IsWhole">All of them were there to be read; else the question was never read.</param>
internal sealed record RoomRecord(IReadOnlyList<RoomRecord.Entry> Tables, bool IsWhole)
{
    /// <summary>Derived tables that it named, as they were defined; null where it named none.</summary>
    public IReadOnlyList<Gate.KeptTable>? Derived { get; init; }
    /// <summary>So many of the tables it brought itself; null for all.</summary>
    public int? Visible { get; init; }

    /// <param name="Agreement">Under which it stood there, with the hash of its policy and what was decided from; or</param>
    /// <param name="Columns">its columns, of a table of the buyer's own. With neither there was no such table.</param>
    internal sealed record Entry(
        string Name, Guid? Agreement = null, string? PolicySha256 = null, DecisionInput? Input = null,
        IReadOnlyList<OwnColumn>? Columns = null)
    {
        public static Entry Of(string name, Decided decided)
            => new(name, decided.Policy.Agreement.Id.Value, decided.Policy.Sha256, decided.Judgement.Input);
    }

    internal sealed record OwnColumn(string Name, string Type);

    public byte[] ToUtf8() => CanonicalJson.Utf8(this);

    public static RoomRecord Of(byte[] utf8) => JsonSerializer.Deserialize<RoomRecord>(utf8, CanonicalJson.Options)!;
}

/// <summary>A room as far as it was opened: its tables as they are to be remembered, with the decisions under their agreements.</summary>
internal sealed record Remembered(RoomRecord Record, IReadOnlyList<Decided> Judged);
