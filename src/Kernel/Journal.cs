using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Yuanliu.Compute.Json;

namespace Yuanliu.Kernel;

/// <summary>事实 — something that happened and must be provable. Facts are records in the past tense,
/// with ids and hashes and no personal data.</summary>
public abstract record Fact
{
    /// <summary>Stable name with version, for example <c>registration.step/1</c>. Pinned by a golden test:
    /// renaming one is a migration.</summary>
    [JsonIgnore] public abstract string Kind { get; }
}

/// <summary>An entity that remembers what happened to it until the save that makes it durable.</summary>
public interface IWitnessed { IEnumerable<Recorded> TakeFacts(); }

/// <param name="Subject">The URN of what the fact is about.</param>
public sealed record Recorded(string Subject, Fact Fact);

/// <summary>日志条目 — one fact, written in the same transaction as the state it describes.</summary>
public sealed class JournalEntry
{
    public long Seq { get; private init; }
    public required Guid FactId { get; init; }
    public required string Kind { get; init; }
    public required string Subject { get; init; }
    public required DateTime At { get; init; }
    public required Guid? PersonId { get; init; }
    public required Guid? OrganizationId { get; init; }
    /// <summary>The whole envelope as canonical JSON (RFC 8785): what the commitment covers.</summary>
    public required string Envelope { get; init; }
    public required byte[] Salt { get; init; }
    /// <summary>SHA-256(salt ‖ envelope), 32 bytes: all that the transparency log ever sees.</summary>
    public required byte[] Commitment { get; init; }
    /// <summary>The entry's place in the log; null until the sequencer has given it one.</summary>
    public long? LeafIndex { get; private set; }

    public void Place(long index)
    {
        if (LeafIndex is { } placed && placed != index)
            throw new InvalidOperationException($"Fact {FactId} lies at {placed}, not at {index}.");
        LeafIndex = index;
    }

    /// <summary>The bytes that the log holds for this fact: a version byte and the commitment.</summary>
    public byte[] LogEntry() => LogEntryOf(Commitment);

    public static byte[] LogEntryOf(ReadOnlySpan<byte> commitment) => [1, .. commitment];

    public static byte[] Commit(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> envelope)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(salt);
        hash.AppendData(envelope);
        return hash.GetHashAndReset();
    }

    public static void Map(EntityTypeBuilder<JournalEntry> e)
    {
        e.ToTable("kernel_journal");
        e.HasKey(x => x.Seq);
        e.Property(x => x.Seq).ValueGeneratedOnAdd();
        e.Property(x => x.Kind).HasMaxLength(80);
        e.Property(x => x.Subject).HasMaxLength(200);
        e.Property(x => x.Salt).HasMaxLength(32);
        e.Property(x => x.Commitment).HasMaxLength(32);
        e.HasIndex(x => x.FactId).IsUnique();
        e.HasIndex(x => x.LeafIndex).IsUnique();
        e.HasIndex(x => new { x.Subject, x.Seq });
        e.HasIndex(x => new { x.Kind, x.Seq });
    }
}

/// <summary>Turns facts into journal entries: stamps time and actor, salts, commits.</summary>
public sealed class Journal(Mint mint, GuardedClock clock, CallerBox caller)
{
    public JournalEntry Write(Recorded recorded)
    {
        var (id, at) = (mint.Id(), clock.Now);
        var envelope = CanonicalJson.Utf8(new JsonObject
        {
            ["id"] = id.ToString("D"),
            ["kind"] = recorded.Fact.Kind,
            ["subject"] = recorded.Subject,
            ["at"] = at.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture),
            ["by"] = caller.Caller is { } c
                ? new JsonObject { ["person"] = c.PersonId.ToString("D"), ["organization"] = c.OrganizationId.ToString("D") }
                : null,
            ["body"] = JsonSerializer.SerializeToNode(recorded.Fact, recorded.Fact.GetType(), CanonicalJson.Options),
        });
        var salt = mint.Bytes(32);
        return new()
        {
            FactId = id, Kind = recorded.Fact.Kind, Subject = recorded.Subject, At = at,
            PersonId = caller.Caller?.PersonId, OrganizationId = caller.Caller?.OrganizationId,
            Envelope = Encoding.UTF8.GetString(envelope), Salt = salt, Commitment = JournalEntry.Commit(salt, envelope),
        };
    }
}
