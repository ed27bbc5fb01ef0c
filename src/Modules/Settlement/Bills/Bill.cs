namespace Yuanliu.Settlement.Bills;

/// <summary>账单 — what a buyer owes for metered uses under one agreement, and how it is shared.</summary>
internal sealed class Bill : IWitnessed
{
    readonly List<Recorded> facts = [];
    readonly List<BillLine> lines = [];
    readonly List<BillShare> shares = [];

    public required BillId Id { get; init; }
    public required string Number { get; init; }
    public required AgreementId Agreement { get; init; }
    public required string AgreementNumber { get; init; }
    public required string AgreementSha256 { get; init; }
    public required OrganizationId Buyer { get; init; }
    public required OrganizationId Seller { get; init; }
    public required OrganizationId Holder { get; init; }
    public required string SplitBasis { get; init; }
    public required DateTime IssuedAt { get; init; }
    public DateTime? PaidAt { get; private set; }
    public Fen Amount { get; private set; }
    public BillStage Stage { get; private set; } = BillStage.Issued;
    /// <summary>Of the canonical statement kept among the blobs; null until the bill is settled.</summary>
    public string? StatementSha256 { get; private set; }
    public int Version { get; private set; }
    public IReadOnlyList<BillLine> Lines => lines;
    public IReadOnlyList<BillShare> Shares => shares;

    /// <summary>Rates the uses and divides the amount. Called once, before the first save.</summary>
    public void Rate(IEnumerable<MeteredUse> uses, IReadOnlyList<(ShareRole Role, OrganizationId Party, int BasisPoints)> split,
        HostSettings node)
    {
        lines.AddRange(uses.Select(u
            => new BillLine { BillId = Id, Agreement = Agreement, UseId = u.Id, UseNumber = u.Number, At = u.At, Price = u.Price }));
        Amount = lines.Aggregate(Fen.Zero, (sum, line) => sum + line.Price);
        var parts = RevenueSplit.Divide(Amount, [.. split.Select(s => s.BasisPoints)]);
        shares.AddRange(split.Select((s, i)
            => new BillShare { BillId = Id, Role = s.Role, Party = s.Party, BasisPoints = s.BasisPoints, Amount = parts[i] }));
        facts.Add(new(node.Urn("bill", Id.Value),
            new BillIssued(Id.Value, Number, Agreement.Value, lines.Count, lines[0].UseNumber, lines[^1].UseNumber, Amount.Value)));
    }

    /// <summary>The only way the stage changes.</summary>
    public Result<BillStage> Take(BillStep step, Actor by, HostSettings node, DateTime at)
    {
        var found = BillProcedure.Steps.Find(Stage, step, by);
        if (found.Refusal is { } refusal) return refusal;

        var from = Stage;
        Stage = found.Value!.To;
        if (step is BillStep.Pay) PaidAt = at;
        Version++;
        facts.Add(new(node.Urn("bill", Id.Value), new BillStepTaken(Id.Value, step, from, Stage, by, Amount.Value)));
        return Stage;
    }

    /// <summary>Binds the final statement to the bill and to the log.</summary>
    public void Close(string statementSha256, string sheetSha256, string csvSha256, HostSettings node)
    {
        if (Stage is not BillStage.Settled || StatementSha256 is not null)
            throw new InvalidOperationException($"Bill {Number} is {Stage}: its statement is not due.");
        StatementSha256 = statementSha256;
        facts.Add(new(node.Urn("bill", Id.Value),
            new BillSettled(Id.Value, Number, Agreement.Value, lines.Count, Amount.Value, statementSha256, sheetSha256, csvSha256)));
    }

    IEnumerable<Recorded> IWitnessed.TakeFacts()
    {
        var taken = facts.ToList();
        facts.Clear();
        return taken;
    }

    public static void Map(EntityTypeBuilder<Bill> e)
    {
        e.ToTable("settlement_bill");
        e.Property(x => x.Id).HasConversion<TypedIdConverter<BillId>>();
        e.Property(x => x.Agreement).HasConversion<TypedIdConverter<AgreementId>>();
        e.Property(x => x.Buyer).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.Seller).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.Holder).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.Number).HasMaxLength(80);
        e.Property(x => x.AgreementNumber).HasMaxLength(60);
        e.Property(x => x.AgreementSha256).HasMaxLength(64);
        e.Property(x => x.SplitBasis).HasMaxLength(400);
        e.Property(x => x.StatementSha256).HasMaxLength(64);
        e.Property(x => x.Version).IsConcurrencyToken();
        e.HasMany(x => x.Lines).WithOne().HasForeignKey(l => l.BillId);
        e.HasMany(x => x.Shares).WithOne().HasForeignKey(s => s.BillId);
        e.HasIndex(x => x.Number).IsUnique();
        e.HasIndex(x => new { x.Buyer, x.Id });
        e.HasIndex(x => new { x.Seller, x.Id });
        e.HasIndex(x => new { x.Holder, x.Id });
    }
}

/// <summary>账单行 — one metered use. A use stands on one bill only: the table's keys say so too.</summary>
internal sealed class BillLine
{
    public required BillId BillId { get; init; }
    public required AgreementId Agreement { get; init; }
    public required UseId UseId { get; init; }
    public required int UseNumber { get; init; }
    public required DateTime At { get; init; }
    public required Fen Price { get; init; }

    public static void Map(EntityTypeBuilder<BillLine> e)
    {
        e.ToTable("settlement_bill_line");
        e.HasKey(x => x.UseId);
        e.Property(x => x.UseId).HasConversion<TypedIdConverter<UseId>>();
        e.Property(x => x.BillId).HasConversion<TypedIdConverter<BillId>>();
        e.Property(x => x.Agreement).HasConversion<TypedIdConverter<AgreementId>>();
        e.HasIndex(x => new { x.BillId, x.UseNumber });
        e.HasIndex(x => new { x.Agreement, x.UseNumber }).IsUnique();
    }
}

/// <summary>分配行 — one party's share of a bill.</summary>
internal sealed class BillShare
{
    public required BillId BillId { get; init; }
    public required ShareRole Role { get; init; }
    public required OrganizationId Party { get; init; }
    public required int BasisPoints { get; init; }
    public required Fen Amount { get; init; }

    public static void Map(EntityTypeBuilder<BillShare> e)
    {
        e.ToTable("settlement_bill_share");
        e.HasKey(x => new { x.BillId, x.Role });
        e.Property(x => x.BillId).HasConversion<TypedIdConverter<BillId>>();
        e.Property(x => x.Party).HasConversion<TypedIdConverter<OrganizationId>>();
    }
}

/// <summary>账单已办理 — a bill took a step.</summary>
internal sealed record BillStepTaken(Guid Bill, BillStep Step, BillStage From, BillStage To, Actor By, long AmountFen) : Fact
{
    public override string Kind => "settlement.bill-step/1";
}
