using System.Security.Cryptography;
using System.Text;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Units;

namespace Yuanliu.Registration.Trades;

/// <summary>自动登记的去向 — barred: the register could not take it, and it is tried again every day. Filed by hand, entered by hand: a side
/// filed it itself. Closed: the registrar enters it no more. Over: the agreement ended before.</summary>
internal enum TradeState { Waiting, Filed, Barred, HandFiled, HandEntered, Closed, Over }

/// <summary>自动登记受阻的原因 — what the refusal said when it was tried last: why, on what it rests, and what can be done.</summary>
internal sealed record TradeBar(Words Why, string? Basis, Words? Instead, DateTime At);

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
    public required OrganizationId Buyer { get; init; }
    public required OrganizationId Seller { get; init; }
    public TradeState State { get; private set; }
    public FilingId? FilingId { get; private set; }
    /// <summary>Why it could not be entered: the refusal's code, and what it says.</summary>
    public string? BarredBy { get; private set; }
    public TradeBar? Bar { get; private set; }
    /// <summary>Why it was closed, in the registrar's words.</summary>
    public string? Reason { get; private set; }
    public DateOnly? TriedOn { get; private set; }
    public DateOnly? ClosedOn { get; private set; }
    public int Version { get; private set; }

    /// <summary>Entered by itself as soon as it can be.</summary>
    public bool IsOpen => State is TradeState.Waiting or TradeState.Barred;

    public bool IsBetween(OrganizationId one, OrganizationId? other)
        => Buyer == one && Seller == other || Seller == one && Buyer == other;

    public void File(Filing filing, HostSettings node)
    {
        (State, FilingId, BarredBy, Bar) = (TradeState.Filed, filing.Id, null, null);
        Note(new TradeFiledByItself(Agreement.Value, filing.Id.Value, Register), node);
    }

    /// <summary>A reason that stands is in evidence once.</summary>
    public void Refuse(Refusal refusal, DateTime at, HostSettings node)
    {
        var known = BarredBy == refusal.Code;
        (State, BarredBy, TriedOn, Version) = (TradeState.Barred, refusal.Code, LegalDay.Of(at), Version + 1);
        Bar = new(refusal.Message, refusal.Basis, refusal.Instead, at);
        if (!known) facts.Add(new(node.Urn("agreement", Agreement.Value), new TradeBarred(Agreement.Value, Register, refusal.Code)));
    }

    /// <summary>A side files it itself: nothing is entered of it beside that.</summary>
    public void TakeByHand(Filing filing, HostSettings node)
    {
        (State, FilingId) = (filing.Stage is Stage.Registered ? TradeState.HandEntered : TradeState.HandFiled, filing.Id);
        Note(new TradeFiledByHand(Agreement.Value, filing.Id.Value, Register), node);
    }

    /// <summary>What was filed by hand is entered.</summary>
    public void EnterByHand()
    {
        State = TradeState.HandEntered;
        Version++;
    }

    /// <summary>What was filed by hand came to nothing, or is about something else: it is as it was before.</summary>
    public void Release(HostSettings node)
    {
        var filing = FilingId!.Value.Value;
        (State, FilingId) = (ClosedOn is null ? TradeState.Waiting : TradeState.Closed, null);
        Note(new TradeReleased(Agreement.Value, filing, Register), node);
    }

    /// <summary>Due again at once, whatever day it was tried on.</summary>
    public void Retry(HostSettings node)
    {
        State = TradeState.Waiting;
        Note(new TradeRetried(Agreement.Value, Register), node);
    }

    public void Close(string reason, DateOnly on, HostSettings node)
    {
        (State, ClosedOn, Reason) = (TradeState.Closed, on, reason);
        Note(new TradeClosed(Agreement.Value, Register, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(reason)))), node);
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

    public static void Map(EntityTypeBuilder<SignedTrade> e)
    {
        e.ToTable("registration_signed_trade");
        e.HasKey(x => new { x.Agreement, x.Register });
        e.Property(x => x.Agreement).HasConversion<TypedIdConverter<AgreementId>>();
        e.Property(x => x.UnitId).HasConversion<TypedIdConverter<UnitId>>();
        e.Property(x => x.FilingId).HasConversion<TypedIdConverter<FilingId>>();
        e.Property(x => x.Buyer).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.Seller).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.Register).HasMaxLength(60);
        e.Property(x => x.Number).HasMaxLength(60);
        e.Property(x => x.Certificate).HasMaxLength(60);
        e.Property(x => x.ResourceTitle).HasMaxLength(200);
        e.Property(x => x.BarredBy).HasMaxLength(80);
        e.Property(x => x.Bar).KeepAsJson();
        e.Property(x => x.Reason).HasMaxLength(FilingAct.ReasonMax);
        e.Property(x => x.Version).IsConcurrencyToken();
        e.HasIndex(x => new { x.State, x.TriedOn });
        e.HasIndex(x => x.UnitId);
        e.HasIndex(x => x.FilingId);
        e.HasIndex(x => x.Number);
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

/// <summary>交易由一方自行申请 — a side filed with the register what both signed here; it is not entered by itself beside that.</summary>
internal sealed record TradeFiledByHand(Guid Agreement, Guid Filing, string Register) : Fact
{
    public override string Kind => "registration.trade-filed-by-hand/1";
}

/// <summary>自行申请未成 — the filing by hand came to nothing or is about another trade; the trade is as it was before.</summary>
internal sealed record TradeReleased(Guid Agreement, Guid Filing, string Register) : Fact
{
    public override string Kind => "registration.trade-released/1";
}

/// <summary>自动登记已重试 — the registrar had it tried again.</summary>
internal sealed record TradeRetried(Guid Agreement, string Register) : Fact
{
    public override string Kind => "registration.trade-retried/1";
}

/// <summary>自动登记已终结 — the registrar decided that it is not entered by itself any more. A side may still file it.</summary>
/// <param name="ReasonSha256">Over the reason's UTF-8 bytes.</param>
internal sealed record TradeClosed(Guid Agreement, string Register, string ReasonSha256) : Fact
{
    public override string Kind => "registration.trade-closed/1";
}
