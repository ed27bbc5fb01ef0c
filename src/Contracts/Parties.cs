using Yuanliu.Kernel;

namespace Yuanliu.Contracts;

public readonly record struct OrganizationId(Guid Value) : ITypedId<OrganizationId>
{
    public static OrganizationId From(Guid value) => new(value);
    public int CompareTo(OrganizationId other) => Value.CompareTo(other.Value);
}

public readonly record struct PersonId(Guid Value) : ITypedId<PersonId>
{
    public static PersonId From(Guid value) => new(value);
    public int CompareTo(PersonId other) => Value.CompareTo(other.Value);
}

/// <summary>主体 — a party as other modules may know it.</summary>
/// <param name="Code">Unified social credit code (GB 32100), checked; of a natural person the number that this node gave it.</param>
public sealed record PartyCard(OrganizationId Id, string Name, string Code)
{
    /// <summary>自然人 — its real name was verified by a resident number, which no other module learns.</summary>
    public bool IsPerson { get; init; }
}

/// <summary>主体 — what other modules may ask about organizations and people.</summary>
public interface IParties
{
    Task<PartyCard?> Find(OrganizationId id, CancellationToken ct);
    Task<IReadOnlyDictionary<Guid, string>> OrganizationNames(IEnumerable<Guid> ids, CancellationToken ct);
    /// <summary>Ids of organizations in whose names the text stands; the oldest, if there are too many.</summary>
    Task<IReadOnlyList<Guid>> OrganizationsNamed(string part, int most, CancellationToken ct);
    Task<IReadOnlyDictionary<Guid, string>> PersonNames(IEnumerable<Guid> ids, CancellationToken ct);
    /// <summary>The organization that runs this node: registrar, venue and platform in one.</summary>
    Task<PartyCard> Platform(CancellationToken ct);
    /// <summary>False until the node is set up.</summary>
    Task<bool> HasPlatform(CancellationToken ct);
}

/// <summary>密钥状态 — whether a key opens its agreement now; one that was revoked stays revoked when its time is over.</summary>
public enum KeyStage { Alive, Expired, Revoked }

/// <summary>访问密钥 — a program's key to one agreement, without its secret.</summary>
public sealed record KeyCard(Guid Id, string Name, KeyStage Stage, DateTime ExpiresAt, DateTime? RevokedAt);

/// <summary>密钥查询 — which keys of an agreement are asked for, and from where on.</summary>
/// <param name="Name">Part of the name; null = whatever they are called.</param>
/// <param name="Stage">Null = all.</param>
public sealed record KeySearch(string? Name, KeyStage? Stage, string? After, int Size);

/// <summary>新签发的访问密钥 — a key and its secret.</summary>
/// <param name="Secret">Shown this once; only its hash is kept.</param>
public sealed record IssuedKey(KeyCard Key, string Secret);

/// <summary>访问密钥 — keys that open one agreement and nothing else. Changes are saved with the act that makes them.</summary>
public interface IAccessKeys
{
    /// <summary>For the caller's organization.</summary>
    IssuedKey Issue(Guid agreement, string name, IReadOnlyList<string> scopes, int days);
    Task<Page<KeyCard>> List(Guid agreement, OrganizationId owner, KeySearch search, CancellationToken ct);
    Task<int> CountAlive(Guid agreement, OrganizationId owner, CancellationToken ct);
    /// <returns>False when the owner has no such key.</returns>
    Task<bool> Revoke(Guid agreement, OrganizationId owner, Guid key, CancellationToken ct);
    Task<int> RevokeAll(Guid agreement, CancellationToken ct);
}

/// <summary>首位管理员 — founds an empty node; the only way in that needs nobody's leave but the setup code.</summary>
public interface IFirstParties
{
    /// <returns>False when the node already has organizations; nothing is changed then.</returns>
    Task<bool> Found(string platformName, string platformCode, string login, string name, string password, CancellationToken ct);

    /// <summary>初始化码 — what whoever sets up this empty node has to know; null when the node is founded.</summary>
    Task<string?> SetupCode(CancellationToken ct);
}
