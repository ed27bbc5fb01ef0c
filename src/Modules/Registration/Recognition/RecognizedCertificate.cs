using System.Text.Json.Nodes;
using Yuanliu.Compute.Credentials;
using Yuanliu.Compute.Json;
using Yuanliu.Registration.Certificates;

namespace Yuanliu.Registration.Recognition;

/// <summary>互认证书 — a certificate of another registry, verified by its issuer's key and status, as it was then.</summary>
internal sealed class RecognizedCertificate : IWitnessed
{
    readonly List<Recorded> facts = [];

    public required Guid Id { get; init; }
    public required KnownNodeId NodeId { get; init; }
    public required string Number { get; init; }
    public required string Title { get; init; }
    public required string HolderName { get; init; }
    public required string HolderCode { get; init; }
    public required string ResourceTitle { get; init; }
    public required DateTime? ValidUntil { get; init; }
    /// <summary>Of the credential's bytes, which are kept.</summary>
    public required string Sha256 { get; init; }
    /// <summary>When its issuer's status list was made that was looked at.</summary>
    public required DateTime StatusAt { get; init; }
    public required DateOnly RecognizedOn { get; init; }

    public void Recognize(HostSettings node) => facts.Add(new(node.Urn("recognized-certificate", Id),
        new CertificateRecognized(Id, NodeId.Value, Number, Sha256)));

    IEnumerable<Recorded> IWitnessed.TakeFacts()
    {
        var taken = facts.ToList();
        facts.Clear();
        return taken;
    }

    public static void Map(EntityTypeBuilder<RecognizedCertificate> e)
    {
        e.ToTable("registration_recognized");
        e.Property(x => x.Id).ValueGeneratedNever();
        e.Property(x => x.NodeId).HasConversion<TypedIdConverter<KnownNodeId>>();
        e.Property(x => x.Number).HasMaxLength(60);
        e.Property(x => x.Title).HasMaxLength(200);
        e.Property(x => x.HolderName).HasMaxLength(200);
        e.Property(x => x.HolderCode).HasMaxLength(40);
        e.Property(x => x.ResourceTitle).HasMaxLength(200);
        e.Property(x => x.Sha256).HasMaxLength(64);
        e.HasIndex(x => x.Sha256).IsUnique();
        e.HasIndex(x => x.HolderCode);
    }
}

/// <summary>证书已互认 — another registry's certificate was verified and recorded.</summary>
internal sealed record CertificateRecognized(Guid Certificate, Guid Node, string Number, string CredentialSha256) : Fact
{
    public override string Kind => "registration.certificate-recognized/1";
}

/// <summary>互认核验 — verifies a foreign credential by the key of a known node and by that node's own status list.</summary>
internal sealed class Recognizer(AppDb db, Mint mint, IClock clock, Blobs blobs, HostSettings host)
{
    /// <summary>The recognized certificate, not saved.</summary>
    public async Task<Result<RecognizedCertificate>> Recognize(byte[] credential, IReadOnlyList<byte[]> statusLists, CancellationToken ct)
    {
        var now = clock.Now;
        if (IssuerOf(credential) is not { } did || await Known(did, ct) is not { } node || !VerificationMethods.TryPublicKey(did,
            out var key))
            return Refusals.UnknownIssuer;
        var check = Credential.Verify(credential, key, now);
        if (!check.Passed) return Refusals.ForeignCredential(check.Code, check.Detail);
        return Status(check.Document!, statusLists, key, now) is { } fault ? fault : await Of(credential, node, now, ct);
    }

    /// <summary>A certificate of a node whose status is settled already: by lists, or by that node's signed export.</summary>
    public async Task<Result<RecognizedCertificate>> Of(byte[] credential, KnownNode node, DateTime statusAt, CancellationToken ct)
    {
        if (!VerificationMethods.TryPublicKey(node.Did, out var key)) return Refusals.UnknownIssuer;
        var check = Credential.Verify(credential, key, clock.Now);
        if (!check.Passed) return Refusals.ForeignCredential(check.Code, check.Detail);
        var stored = await blobs.Store(credential, ct);
        if (await db.Set<RecognizedCertificate>().AnyAsync(r => r.Sha256 == stored.Sha256, ct)) return Refusals.AlreadyRecognized;
        if (Read(check.Document!, node.Id, stored.Sha256, statusAt) is not { } found)
            return Refusals.ForeignCredential("credential.subject-wrong", "It is no registration certificate.");
        found.Recognize(host);
        return found;
    }

    /// <summary>Every list that the certificate names must be there, be its issuer's own, and have no bit set.</summary>
    static Refusal? Status(JsonObject credential, IReadOnlyList<byte[]> lists, ReadOnlySpan<byte> key, DateTime now)
    {
        var given = lists.Select(IdOf).ToHashSet();
        if (StatusListCredential.Entries(credential).Any(e => !given.Contains(e.ListCredential))) return Refusals.StatusListMissing;
        foreach (var list in lists)
        {
            var check = StatusListCredential.Check(credential, list, key, now);
            if (!check.Passed) return Refusals.ForeignCredential(check.Code, check.Detail);
        }
        return null;
    }

    RecognizedCertificate? Read(JsonObject document, KnownNodeId node, string sha256, DateTime statusAt)
    {
        var subject = document["credentialSubject"] as JsonObject;
        if ((string?)subject?["certificateNumber"] is not { Length: <= 60 } number
            || subject["holder"] is not JsonObject holder) return null;
        return new()
        {
            Id = mint.Id(), NodeId = node, Number = number, Title = Cut((string?)document["name"]),
                HolderName = Cut((string?)holder["name"]),
            HolderCode = Cut(
                (string?)(holder[CertificateCredential.OrganizationKey] ?? holder[CertificateCredential.PersonKey]), 40),
            ResourceTitle = Cut(
                (string?)(subject["resource"] as JsonObject)?["title"]),
            ValidUntil = DateTime.TryParse((string?)document["validUntil"], System.Globalization.CultureInfo.InvariantCulture,
                System.Globalization.DateTimeStyles.AdjustToUniversal, out var until) ? until : null,
            Sha256 = sha256, StatusAt = statusAt, RecognizedOn = LegalDay.Of(clock.Now),
        };
    }

    Task<KnownNode?> Known(string did, CancellationToken ct)
        => db.Set<KnownNode>().AsNoTracking().SingleOrDefaultAsync(n => n.Did == did && n.EndedOn == null, ct);

    static string? IssuerOf(byte[] credential)
        => credential.Length <= Credential.BytesMax && CanonicalJson.TryParse(credential, out var node) && node is JsonObject document
            ? document["issuer"] switch { JsonObject o => (string?)o["id"], JsonValue v => (string?)v, _ => null } : null;

    static string? IdOf(byte[] list) => CanonicalJson.TryParse(list, out var node) && node is JsonObject document
        && document["id"] is JsonValue id && id.TryGetValue<string>(out var text) ? text : null;

    static string Cut(string? text, int max = 200) => text is null ? "" : text.Length <= max ? text : text[..max];
}
