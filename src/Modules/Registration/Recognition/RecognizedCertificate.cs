using System.Globalization;
using System.Linq.Expressions;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Yuanliu.Compute.Credentials;
using Yuanliu.Compute.Json;
using Yuanliu.Contracts;
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
    public required DateTime StatusAt { get; set; }
    /// <summary>As its issuer had it then.</summary>
    public CertificateStatus Status { get; private set; }
    public required DateOnly RecognizedOn { get; init; }
    public int Version { get; private set; }

    /// <summary>It counts while its issuer lets it stand, its term runs and its issuer is recognized here.</summary>
    public static Expression<Func<RecognizedCertificate, bool>> CountsAt(DateTime now, IQueryable<KnownNode> nodes) => r
        => r.Status == CertificateStatus.Valid && (r.ValidUntil == null || r.ValidUntil > now)
            && nodes.Any(n => n.Id == r.NodeId && n.EndedOn == null);

    /// <summary>What its issuer says of it later; what was said earlier than is known already changes nothing.</summary>
    public void See(CertificateStatus status, DateTime at, HostSettings node)
    {
        if (at <= StatusAt) return;
        StatusAt = at;
        Version++;
        if (status == Status) return;
        Status = status;
        facts.Add(new(node.Urn("recognized-certificate", Id), new RecognizedStatusChanged(Id, status, at)));
    }

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
        e.Property(x => x.Version).IsConcurrencyToken();
        e.HasIndex(x => x.Sha256).IsUnique();
        e.HasIndex(x => x.Number);
        e.HasIndex(x => x.HolderCode);
    }
}

/// <summary>证书已互认 — another registry's certificate was verified and recorded.</summary>
internal sealed record CertificateRecognized(Guid Certificate, Guid Node, string Number, string CredentialSha256) : Fact
{
    public override string Kind => "registration.certificate-recognized/1";
}

/// <summary>互认证书状态已变 — another registry ended, suspended or restored a certificate that was recognized here.</summary>
internal sealed record RecognizedStatusChanged(Guid Certificate, CertificateStatus Status, DateTime At) : Fact
{
    public override string Kind => "registration.recognized-status/1";
}

/// <summary>互认核验 — verifies a foreign credential by the key of a known node and by that node's own status list.</summary>
internal sealed class Recognizer(AppDb db, RecognitionRules rules, Mint mint, IClock clock, Blobs blobs, HostSettings host)
{
    /// <summary>The recognized certificate, not saved; where it is known already, what its issuer says of it now.</summary>
    /// <remarks>That one which was recognized stands no more is a refusal, and is kept.</remarks>
    public async Task<Result<RecognizedCertificate>> Recognize(byte[] credential, IReadOnlyList<byte[]> statusLists, CancellationToken ct)
    {
        var now = clock.Now;
        if (IssuerOf(credential) is not { } did || await Known(did, ct) is not { } node || !VerificationMethods.TryPublicKey(did,
            out var key))
            return Refusals.UnknownIssuer;
        var check = Credential.Verify(credential, key, now);
        if (!check.Passed) return Refusals.ForeignCredential(check.Code, check.Detail);
        var (status, fault) = Status(check.Document!, statusLists, key, now);
        if (status is not { } seen) return fault!;
        var at = statusLists.Count == 0 ? now : statusLists.Min(l => MadeAt(l) ?? DateTime.MinValue);
        if (await Known(credential, ct) is { } known)
        {
            known.See(seen, at, host);
            if (fault is not null) return fault;
            return known.Status is CertificateStatus.Valid ? known
                : Refusals.ForeignCredential("credential." + known.Status.ToString().ToLowerInvariant(), "A later list ended it.");
        }
        return fault is null ? await Of(credential, node, at, ct) : fault;
    }

    /// <summary>One that was recognized before, by its bytes.</summary>
    public Task<RecognizedCertificate?> Known(byte[] credential, CancellationToken ct)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(credential));
        return db.Set<RecognizedCertificate>().SingleOrDefaultAsync(r => r.Sha256 == sha256, ct);
    }

    /// <summary>A certificate of a node whose status is settled already: by lists, or by that node's signed export.</summary>
    public async Task<Result<RecognizedCertificate>> Of(byte[] credential, KnownNode node, DateTime statusAt, CancellationToken ct)
    {
        if (!VerificationMethods.TryPublicKey(node.Did, out var key)) return Refusals.UnknownIssuer;
        if (rules.Bar(statusAt, clock.Now) is { } old) return old;
        var check = Credential.Verify(credential, key, clock.Now);
        if (!check.Passed) return Refusals.ForeignCredential(check.Code, check.Detail);
        var stored = await blobs.Store(credential, ct);
        if (Read(check.Document!, node.Id, stored.Sha256, statusAt) is not { } found)
            return Refusals.ForeignCredential("credential.subject-wrong", "It is no registration certificate.");
        found.Recognize(host);
        db.Add(found);
        return found;
    }

    /// <summary>Every list that the certificate names must be there and be its issuer's own.</summary>
    static (CertificateStatus? Status, Refusal? Fault) Status(
        JsonObject credential, IReadOnlyList<byte[]> lists, ReadOnlySpan<byte> key, DateTime now)
    {
        var given = lists.Select(IdOf).ToHashSet();
        if (StatusListCredential.Entries(credential).Any(e => !given.Contains(e.ListCredential))) return (null, Refusals.StatusListMissing);
        (CertificateStatus? Status, Refusal? Fault) worst = (CertificateStatus.Valid, null);
        foreach (var list in lists)
        {
            var check = StatusListCredential.Check(credential, list, key, now);
            if (check.Passed) continue;
            var fault = Refusals.ForeignCredential(check.Code, check.Detail);
            if (check.Fault is CredentialFault.Revoked) worst = (CertificateStatus.Revoked, fault);
            else if (check.Fault is not CredentialFault.Suspended) return (null, fault);
            else if (worst.Fault is null) worst = (CertificateStatus.Suspended, fault);
        }
        return worst;
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
            ValidUntil = TimeOf(document["validUntil"]),
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

    static DateTime? MadeAt(byte[] list) => CanonicalJson.TryParse(list, out var node) && node is JsonObject document
        ? TimeOf(document["validFrom"]) : null;

    /// <summary>A time as another node wrote it, in UTC.</summary>
    public static DateTime? TimeOf(JsonNode? node) => DateTime.TryParse((string?)node, CultureInfo.InvariantCulture,
        DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    static string Cut(string? text, int max = 200) => text is null ? "" : text.Length <= max ? text : text[..max];
}
