using System.Text.Json;
using Yuanliu.Compute.Json;

namespace Yuanliu.Contracts;

/// <summary>使用方式 — through which door a product is used. Each is allowed by itself.</summary>
public enum UseMode { Aggregate, ListOverlap, Template, Private, Verification, File, Api }

/// <summary>比较方式 — how a column may be compared: with a value, with a range, with a pattern, with another column.</summary>
public enum Comparing { Equality, Range, Pattern, Column }

/// <summary>列的使用控制 — what narrows the use of one column.</summary>
public sealed record ColumnControl
{
    public static readonly ColumnControl None = new();

    /// <summary>Values below are taken as this; null = no bound.</summary>
    public decimal? Low { get; init; }
    /// <summary>Values above are taken as this; null = no bound.</summary>
    public decimal? High { get; init; }
    /// <summary>How it may be compared; null = in every way that its use allows.</summary>
    public IReadOnlyList<Comparing>? Comparisons { get; init; }
    /// <summary>公开分组 — values of a dimension that everybody may know, such as the districts of a city: answers with noise are given for
    /// each of them and for no other, whether anybody is there or not. Null = the data names the groups.</summary>
    public IReadOnlyList<string>? PublicValues { get; init; }
    /// <summary>Tables of other holders, and the buyer's own, may be joined on it.</summary>
    public bool Joinable { get; init; }
}

/// <summary>义务种类 — what the buyer owes after a use or after the term.</summary>
public enum DutyKind { Delete, Report, Attribute, Pay }

/// <summary>义务 — something owed, with the time within which it is to be done.</summary>
/// <param name="Days">Calendar days: after the term, or an earlier end, for deletion; after each period
/// for reports; null where no clock runs.</param>
/// <param name="EveryDays">The period of reports.</param>
/// <param name="Source">The name to be given as the source.</param>
public sealed record DutyTerm(DutyKind Kind, int? Days = null, int? EveryDays = null, string? Source = null);

/// <summary>隐私预算条款 — how much all answers together may tell of one identity, in millionths of ρ (zCDP).</summary>
/// <param name="PerMonth">Of one receiver in a calendar month; what is left over is not carried on.</param>
/// <param name="PerUse">What one answer costs.</param>
/// <param name="GroupsPerIdentity">Groups of one answer that one identity may go into.</param>
public sealed record PrivacyTerms(int PerMonth, int PerUse, int GroupsPerIdentity = 1);

/// <summary>核验条款 — by which columns a person or an enterprise is found, and which of its columns a caller may compare.</summary>
/// <param name="Keys">Together they tell whose a record is; a verification names all of them.</param>
/// <param name="Compared">A verification names one or more of them, and learns only whether all agree.</param>
/// <param name="NeedsConsent">Each verification names the authorization of the person it asks about.</param>
public sealed record VerificationTerms(IReadOnlyList<string> Keys, IReadOnlyList<string> Compared, bool NeedsConsent);

/// <summary>参数类型 — what kind of value stands for a parameter of a template.</summary>
public enum ParameterKind { Text, Number, Day }

/// <summary>模板参数 — a place in a template where a value stands.</summary>
/// <param name="Name">As the question calls it, after a <c>$</c>.</param>
/// <param name="Choices">The only values it may have; null where any of the kind will do.</param>
public sealed record TemplateParameter(string Name, string Title, ParameterKind Kind, IReadOnlyList<string>? Choices = null);

/// <summary>查询模板 — a question that is fixed but for the values of its parameters.</summary>
public sealed record QueryTemplate(string Name, string Title, string Sql, IReadOnlyList<TemplateParameter> Parameters)
{
    /// <summary>As policies name it: by its name and a hash over all of it. What is asked cannot change after it was signed.</summary>
    public string ToSigned() => $"{Name}:{Convert.ToHexStringLower(
        CanonicalJson.Hash(JsonSerializer.SerializeToNode(this, CanonicalJson.Options)))}";
}

/// <summary>接收方 — an organization that may be given answers, by its name when it was named.</summary>
public sealed record Receiver(Guid Id, string Name);

/// <summary>按方式计价 — what one answered use by this door costs, where it is not the price agreed for all of them.</summary>
public sealed record ModePrice(UseMode Mode, long Fen);

/// <summary>
/// 使用控制 — by which doors, how much and under which duties a product may be used. An agreement may be tighter, never looser.
/// </summary>
public sealed record UseControls
{
    public static readonly UseControls Default = new();

    public IReadOnlyList<UseMode> Modes { get; init; } = [UseMode.Aggregate];
    public int RowsMax { get; init; } = 10_000;
    public int CellsMax { get; init; } = 200_000;
    public int BytesMax { get; init; } = 16 << 20;
    /// <summary>Rows of one identity that count; further ones are left out by a fixed order that the data does not tell.</summary>
    public int? RowsPerIdentityMax { get; init; }
    public int? UsesPerDayMax { get; init; }
    /// <summary>Refusals of one legal day: they cost nothing, and tell something all the same.</summary>
    public int RefusalsPerDayMax { get; init; } = 1_000;
    /// <summary>The smallest table of the buyer's own that may be joined with; null = ten smallest groups.</summary>
    public int? ListMin { get; init; }
    /// <summary>Rows of the buyer's own that may be joined with in one legal day.</summary>
    public int ProbesPerDayMax { get; init; } = 1_000_000;
    /// <summary>Answers wait for the end of their slot; null = they do not.</summary>
    public int? SlotSeconds { get; init; }
    /// <summary>Where it may be used, by GB/T 2260; null = anywhere in the country.</summary>
    public string? Place { get; init; }
    /// <summary>The only organizations that may be given answers; null = whoever agrees on it.</summary>
    public IReadOnlyList<Receiver>? Receivers { get; init; }
    public IReadOnlyList<DutyTerm> Duties { get; init; } = [];
    /// <summary>For answers with noise; null = there are none.</summary>
    public PrivacyTerms? Privacy { get; init; }
    /// <summary>Null where nothing can be verified.</summary>
    public VerificationTerms? Verification { get; init; }
    /// <summary>What may be asked as a template; nothing else may.</summary>
    public IReadOnlyList<QueryTemplate> Templates { get; init; } = [];
    /// <summary>Doors that are not named here cost the price agreed per use.</summary>
    public IReadOnlyList<ModePrice> Prices { get; init; } = [];

    public bool Admits(OrganizationId receiver) => Receivers is null || Receivers.Any(r => r.Id == receiver.Value);
    public bool Allows(UseMode mode) => Modes.Contains(mode);
    /// <summary>Null where the price agreed per use holds.</summary>
    public long? PriceOf(UseMode mode) => Prices.FirstOrDefault(p => p.Mode == mode)?.Fen;
}
