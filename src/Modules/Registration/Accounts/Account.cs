using System.Text.Json.Serialization;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Accounts;

internal readonly record struct AccountId(Guid Value) : ITypedId<AccountId>
{
    public static AccountId From(Guid value) => new(value);
    public int CompareTo(AccountId other) => Value.CompareTo(other.Value);
}

/// <summary>账户状态 — frozen while its cancellation is asked for, closed afterwards; where an opening is reviewed, applied for until it is
/// opened, or not opened.</summary>
internal enum AccountStatus { Open, Frozen, Closed, Applied, NotOpened }

/// <summary>联系信息 — kept up to date by the subject itself.</summary>
internal sealed record AccountContact(string? Person, string? Phone, string? Email, string? Address)
{
    internal sealed class Shape : AbstractValidator<AccountContact>
    {
        public Shape()
        {
            RuleFor(c => c.Person).MaximumLength(60);
            RuleFor(c => c.Phone).MaximumLength(40).Matches("^[0-9+() -]*$");
            RuleFor(c => c.Email).MaximumLength(120).EmailAddress().When(c => !string.IsNullOrEmpty(c.Email));
            RuleFor(c => c.Address).MaximumLength(300);
        }
    }

    [JsonIgnore]
    public bool Reaches => new[] { Phone, Email, Address }.Any(way => !string.IsNullOrWhiteSpace(way));
}

/// <summary>登记账户 — an organization's place in one register; it files under it.</summary>
internal sealed class Account : IWitnessed
{
    readonly List<Recorded> facts = [];

    public required AccountId Id { get; init; }
    /// <summary>Until it is opened, that of the application.</summary>
    public required string Number { get; set; }
    public required OrganizationId OrganizationId { get; init; }
    /// <summary>The register, as packs name it.</summary>
    public required string Jurisdiction { get; init; }
    /// <summary>Until it is opened, the day of the application.</summary>
    public required DateOnly OpenedOn { get; set; }
    /// <summary>As verified when it was opened or last changed.</summary>
    public required string SubjectName { get; set; }
    public required string SubjectCode { get; set; }
    public AccountContact Contact { get; private set; } = new(null, null, null, null);
    public AccountStatus Status { get; private set; }
    public int Version { get; private set; }

    /// <summary>Why nothing can be done under it; null where it is open.</summary>
    /// <param name="shut">The provision by which it is shut.</param>
    public Refusal? Bar(string shut, RegistrationRules rules) => Status switch
    {
        AccountStatus.Open => null,
        AccountStatus.Frozen or AccountStatus.Closed => Refusals.AccountShut(Number, shut),
        AccountStatus.Applied or AccountStatus.NotOpened
            => Refusals.AccountNotOpened(rules.Accounts?.Opening?.Term.Basis ?? rules.Source),
    };

    /// <summary>开立: whatever it was before, from now on it has the day and the number of an account.</summary>
    public void Open(DateOnly day, string number, RegistrationPack pack, HostSettings node)
    {
        (OpenedOn, Number) = (day, number);
        Set(AccountStatus.Open, node);
        Note(new AccountOpened(Id.Value, OrganizationId.Value, Number, pack.Id, pack.Sha256), node);
    }

    /// <summary>开户申请: what it states is the applicant's word until the registry has reviewed it.</summary>
    public void Apply(AccountContact? contact, HostSettings node)
    {
        if (contact is not null) Contact = contact;
        Set(AccountStatus.Applied, node);
    }

    /// <summary>DL-REG-2023 §11(3): contact data is the subject's own affair.</summary>
    public void Reach(AccountContact contact, string sha256, HostSettings node)
    {
        Contact = contact;
        Note(new AccountContactUpdated(Id.Value, sha256), node);
    }

    /// <summary>Only a case decides: a request to cancel freezes it, its grant closes it, its refusal opens it again.</summary>
    public void Set(AccountStatus status, HostSettings node)
    {
        if (Status == status) return;
        (var from, Status) = (Status, status);
        Note(new AccountStatusChanged(Id.Value, from.ToString(), status.ToString()), node);
    }

    /// <summary>The subject's name and code as they are verified now.</summary>
    public void Verify(PartyCard party)
    {
        (SubjectName, SubjectCode) = (party.Name, party.Code);
        Version++;
    }

    void Note(Fact fact, HostSettings node)
    {
        Version++;
        facts.Add(new(node.Urn("account", Id.Value), fact));
    }

    IEnumerable<Recorded> IWitnessed.TakeFacts()
    {
        var taken = facts.ToList();
        facts.Clear();
        return taken;
    }

    public static void Map(EntityTypeBuilder<Account> e)
    {
        e.ToTable("registration_account");
        e.Property(x => x.Id).HasConversion<TypedIdConverter<AccountId>>();
        e.Property(x => x.OrganizationId).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.Number).HasMaxLength(60);
        e.Property(x => x.Jurisdiction).HasMaxLength(60);
        e.Property(x => x.SubjectName).HasMaxLength(200);
        e.Property(x => x.SubjectCode).HasMaxLength(18);
        e.Property(x => x.Contact).KeepAsJson();
        e.Property(x => x.Version).IsConcurrencyToken();
        e.HasIndex(x => x.Number).IsUnique();
        e.HasIndex(x => new { x.OrganizationId, x.Jurisdiction }).IsUnique();
        e.HasIndex(x => new { x.Jurisdiction, x.SubjectCode }).IsUnique();
    }
}

/// <summary>登记账户已开立 — an organization may file in a register.</summary>
internal sealed record AccountOpened(Guid Account, Guid Organization, string Number, string Pack, string PackSha256) : Fact
{
    public override string Kind => "registration.account-opened/1";
}

/// <summary>联系信息已更新 — the subject changed its contact data; they stay in the account.</summary>
internal sealed record AccountContactUpdated(Guid Account, string ContactSha256) : Fact
{
    public override string Kind => "registration.account-contact-updated/1";
}

/// <summary>账户状态已变更 — an account was frozen, closed, or opened again.</summary>
internal sealed record AccountStatusChanged(Guid Account, string From, string To) : Fact
{
    public override string Kind => "registration.account-status-changed/1";
}
