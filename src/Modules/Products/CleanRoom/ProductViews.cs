using Yuanliu.Products.NegativeList;

namespace Yuanliu.Products.CleanRoom;

/// <param name="Note">What the check found, in the caller's language.</param>
internal sealed record CheckView(
    string Item, string Zh, string En, NegativeEffect Effect, bool Passed, bool Restricted, string Note,
    string Basis, bool Open, string? Reason);

internal sealed record ProductView(
    Guid Id, string Urn, string Name, string Description, Stage Stage, Guid HolderId, string HolderName,
    Guid OperatorId, string OperatorName, Guid ResourceId, string ResourceTitle, string CertificateNumber,
    IReadOnlyList<ProductColumn> Columns, int MinGroup, DateTime At, IReadOnlyList<CheckView> Checks, IReadOnlyList<OpenStep> OpenSteps,
    UseControls Controls);

internal sealed record ProductRow(
    Guid Id, string Name, Stage Stage, string ResourceTitle, string HolderName, string OperatorName,
    string CertificateNumber, int MinGroup, DateTime At);

/// <summary>What a caller may see of products, and which steps are open to them.</summary>
internal sealed class ProductViews(AppDb db, IParties parties, HostSettings node)
{
    static readonly Role[] Staff = [Role.ExchangeStaff, Role.Registrar, Role.Regulator];

    /// <summary>Products of the caller's organization, as holder or operator; all of them for the platform's staff.</summary>
    public IQueryable<Product> Visible(Caller caller)
    {
        var (all, own) = (db.Set<Product>().AsQueryable(), new OrganizationId(caller.OrganizationId));
        return Staff.Any(caller.Is) ? all : all.Where(p => p.Holder == own || p.Operator == own);
    }

    public Task<Product?> Find(Guid id, Caller caller, CancellationToken ct)
    {
        var wanted = new ProductId(id);
        return Visible(caller).Where(p => p.Id == wanted)
            .Include(p => p.Columns).Include(p => p.Checks).AsSplitQuery().SingleOrDefaultAsync(ct);
    }

    public async Task<ProductView> Of(Product product, Caller caller, string language, CancellationToken ct)
    {
        var names = await parties.OrganizationNames([product.Holder.Value, product.Operator.Value], ct);
        return new(
            product.Id.Value, product.Urn(node), product.Name, product.Description, product.Stage,
            product.Holder.Value, names[product.Holder.Value], product.Operator.Value, names[product.Operator.Value],
            product.Resource.Value, product.ResourceTitle, product.CertificateNumber, product.Card().Columns, product.MinGroup, product.At,
            [.. product.Checks.OrderBy(c => c.Place).Select(c => new CheckView(c.Item, c.Zh, c.En, c.Effect, c.Passed, c.Restricted,
                new Words(c.NoteZh, c.NoteEn).In(language), c.Basis, c.Open, c.Reason))],
            OpenSteps(product, caller), product.Controls);
    }

    public static IReadOnlyList<OpenStep> OpenSteps(Product product, Caller caller) =>
    [
        .. Procedure.Steps.OpenTo(product.Stage, [.. ActorsOf(product, caller)])
            .DistinctBy(row => Procedure.Act(row.Step))
            .Select(row => new OpenStep(
                row.Step == Step.Withdraw ? "Withdraw" : "Check", row.By.ToString(),
                $"/api/products/{product.Id.Value}/{Procedure.Act(row.Step)}",
                Procedure.Basis(row.Step), NeedsReason: false, Main: row.Step != Step.Withdraw)),
    ];

    static IEnumerable<Actor> ActorsOf(Product product, Caller caller)
    {
        if (caller.Is(Role.ExchangeStaff) && caller.PersonId != product.DraftedBy.Value) yield return Actor.Platform;
        if (caller.Is(Role.Steward) && (caller.OrganizationId == product.Holder.Value || caller.OrganizationId == product.Operator.Value))
            yield return Actor.Steward;
    }
}
