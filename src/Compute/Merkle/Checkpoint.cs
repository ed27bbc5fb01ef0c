using System.Diagnostics.CodeAnalysis;

namespace Yuanliu.Compute.Merkle;

/// <summary>What a log commits to: its name, how many entries it holds, and the root over them (C2SP tlog-checkpoint v1).</summary>
public sealed record Checkpoint(string Origin, long Size, TreeHash Root)
{
    /// <summary>Opaque lines some logs add; ours never does, because monitors cannot audit them.</summary>
    public IReadOnlyList<string> Extensions { get; init; } = [];

    /// <summary>The text that is signed.</summary>
    public string Text => $"{Origin}\n{Size}\n{Root}\n{string.Concat(Extensions.Select(e => e + "\n"))}";

    /// <summary>Reads a note's text; says nothing about who signed it.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Checkpoint? checkpoint)
    {
        checkpoint = null;
        if (!text.EndsWith('\n')) return false;
        var lines = text[..^1].Split('\n');
        if (lines.Length < 3 || lines.Any(line => line.Length == 0)) return false;
        if (!StrictText.TryDecimal(lines[1], out var size) || !TreeHash.TryParse(lines[2], out var root)) return false;
        checkpoint = new Checkpoint(lines[0], size, root) { Extensions = lines[3..] };
        return true;
    }

    /// <summary>Reads a checkpoint only if it is this log's own: signed by the key, and its origin is the key's name.</summary>
    public static CheckpointOpening Open(ReadOnlySpan<byte> bytes, NoteKey log)
    {
        if (!SignedNote.TryParse(bytes, out var note) || !TryParse(note.Text, out var checkpoint)) return new(CheckpointVerdict.Malformed);
        if (checkpoint.Origin != log.Name) return new(CheckpointVerdict.OtherLog);
        return note.Check(log).Verdict switch
        {
            NoteVerdict.Trusted => new(CheckpointVerdict.Trusted, checkpoint, note),
            NoteVerdict.NoKnownSignature => new(CheckpointVerdict.NotSigned),
            NoteVerdict.BadSignature => new(CheckpointVerdict.BadSignature),
        };
    }
}

public enum CheckpointVerdict { Trusted, Malformed, OtherLog, NotSigned, BadSignature }

/// <summary>The outcome of opening a checkpoint; the contents are there only when it is trusted.</summary>
public sealed record CheckpointOpening(CheckpointVerdict Verdict, Checkpoint? Checkpoint = null, SignedNote? Note = null)
{
    [MemberNotNullWhen(true, nameof(Checkpoint), nameof(Note))]
    public bool Trusted => Verdict is CheckpointVerdict.Trusted;
}
