using Yuanliu.Registration.Units;

namespace Yuanliu.Registration.Registers;

/// <summary>登记簿索引行 — one unit as a search shows it. Made from the entries after they are durable; the register itself is the
/// entries.</summary>
internal sealed class RegisterLine
{
    public const int TitleMax = 200, HoldersMax = 500;

    public required UnitId UnitId { get; init; }
    public required string Register { get; init; }
    public required string Number { get; init; }
    public required ResourceId ResourceId { get; init; }
    public required DateOnly RegisteredOn { get; init; }
    public required string PackId { get; set; }
    public string Title { get; set; } = "";
    /// <summary>Names of those who hold a standing right, in the order of their rights.</summary>
    public string Holders { get; set; } = "";
    public IReadOnlyList<RightKind> Rights { get; set; } = [];
    public string? CertificateNumber { get; set; }
    public bool Pledged { get; set; }
    public bool Frozen { get; set; }
    public bool Objected { get; set; }
    /// <summary>Some right stands.</summary>
    public bool Standing { get; set; }
    public DateOnly ChangedOn { get; set; }
    public int Entries { get; set; }

    public static void Map(EntityTypeBuilder<RegisterLine> e)
    {
        e.ToTable("registration_line");
        e.HasKey(x => x.UnitId);
        e.Property(x => x.UnitId).HasConversion<TypedIdConverter<UnitId>>();
        e.Property(x => x.ResourceId).HasConversion<TypedIdConverter<ResourceId>>();
        e.Property(x => x.Register).HasMaxLength(60);
        e.Property(x => x.Number).HasMaxLength(60);
        e.Property(x => x.PackId).HasMaxLength(60);
        e.Property(x => x.Title).HasMaxLength(TitleMax);
        e.Property(x => x.Holders).HasMaxLength(HoldersMax);
        e.Property(x => x.CertificateNumber).HasMaxLength(60);
        e.Property(x => x.Rights).KeepAsJson();
        e.HasIndex(x => x.Number).IsUnique();
        e.HasIndex(x => x.CertificateNumber);
        e.HasIndex(x => new { x.Register, x.UnitId });
        // Few are burdened: they are found without reading the others.
        e.HasIndex(x => x.UnitId).HasFilter("\"Pledged\" OR \"Frozen\" OR \"Objected\"");
    }
}

/// <summary>索引词 — two neighbouring characters of a title or of a holder's name: Chinese is searched without knowing where words
/// end.</summary>
internal sealed class RegisterWord
{
    public required string Word { get; init; }
    public required UnitId UnitId { get; init; }

    public static void Map(EntityTypeBuilder<RegisterWord> e)
    {
        e.ToTable("registration_word");
        e.HasKey(x => new { x.Word, x.UnitId });
        e.Property(x => x.Word).HasMaxLength(2);
        e.Property(x => x.UnitId).HasConversion<TypedIdConverter<UnitId>>();
        e.HasIndex(x => x.UnitId);
    }
}
