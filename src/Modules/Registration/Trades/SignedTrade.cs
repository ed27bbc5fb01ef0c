using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Units;

namespace Yuanliu.Registration.Trades;

/// <summary>自动登记的去向 — barred: the register could not take it, and it is tried again every day.</summary>
internal enum TradeState { Waiting, Filed, Barred, Over }

/// <summary>平台签署的交易 — one agreement signed here, in one register that enters such trades by itself.</summary>
internal sealed class SignedTrade : IWitnessed
{
    readonly List<Recorded> facts = [];

    public required AgreementId Agreement { get; init; }
    public required string Register { get; init; }
    public required string Number { get; init; }
    public required string ResourceTitle { get; init; }
    public required UnitId UnitId { get; init; }
    /// <summary>The certificate of the right that it is made out of.</summary>
    public required string Certificate { get; init; }
    public required DateTime SignedAt { get; init; }
    public TradeState State { get; private set; }
    public FilingId? FilingId { get; private set; }
    /// <summary>Why it could not be entered, by the refusal's code and in its words.</summary>
    public string? BarredBy { get; private set; }
    public string? Reason { get; private set; }
    public DateOnly? TriedOn { get; private set; }
    public int Version { get; private set; }

    public void File(Filing filing, HostSettings node)
    {
        (State, FilingId, BarredBy, Reason) = (TradeState.Filed, filing.Id, null, null);
        Note(new TradeFiledByItself(Agreement.Value, filing.Id.Value, Register), node);
    }

    /// <summary>A reason that stands is in evidence once.</summary>
    public void Bar(Refusal refusal, DateOnly on, HostSettings node)
    {
        var known = BarredBy == refusal.Code;
        (State, BarredBy, TriedOn, Version) = (TradeState.Barred, refusal.Code, on, Version + 1);
        Reason = refusal.Message.Zh is { Length: > ReasonMax } words ? words[..ReasonMax] : refusal.Message.Zh;
        if (!known) facts.Add(new(node.Urn("agreement", Agreement.Value), new TradeBarred(Agreement.Value, Register, refusal.Code)));
    }

    /// <summary>The agreement is over before it was entered.</summary>
    public void Drop()
    {
        State = TradeState.Over;
        Version++;
    }

    void Note(Fact fact, HostSettings node)
    {
        Version++;
        facts.Add(new(node.Urn("agreement", Agreement.Value), fact));
    }

    IEnumerable<Recorded> IWitnessed.TakeFacts()
    {
        var taken = facts.ToList();
        facts.Clear();
        return taken;
    }

    const int ReasonMax = 500;

    public static void Map(EntityTypeBuilder<SignedTrade> e)
    {
        e.ToTable("registration_signed_trade");
        e.HasKey(x => new { x.Agreement, x.Register });
        e.Property(x => x.Agreement).HasConversion<TypedIdConverter<AgreementId>>();
        e.Property(x => x.UnitId).HasConversion<TypedIdConverter<UnitId>>();
        e.Property(x => x.FilingId).HasConversion<TypedIdConverter<FilingId>>();
        e.Property(x => x.Register).HasMaxLength(60);
        e.Property(x => x.Number).HasMaxLength(60);
        e.Property(x => x.Certificate).HasMaxLength(60);
        e.Property(x => x.ResourceTitle).HasMaxLength(200);
        e.Property(x => x.BarredBy).HasMaxLength(80);
        e.Property(x => x.Reason).HasMaxLength(ReasonMax);
        e.Property(x => x.Version).IsConcurrencyToken();
        e.HasIndex(x => new { x.State, x.TriedOn });
    }
}

/// <summary>交易已自动登记 — what both sides signed here was filed with the register, and neither of them had to.</summary>
internal sealed record TradeFiledByItself(Guid Agreement, Guid Filing, string Register) : Fact
{
    public override string Kind => "registration.trade-filed-by-itself/1";
}

/// <summary>自动登记受阻 — the register could not take what was signed; it waits for the registrar.</summary>
/// <param name="Code">Of the refusal.</param>
internal sealed record TradeBarred(Guid Agreement, string Register, string Code) : Fact
{
    public override string Kind => "registration.trade-barred/1";
}
