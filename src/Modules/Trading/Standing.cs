namespace Yuanliu.Trading;

/// <summary>Whether a product may be traded today: it passed the check, and its operator still holds the registered right.</summary>
internal sealed class Standing(IProducts products, IRegister register)
{
    /// <summary>The product, if the caller's organization may offer it.</summary>
    public async Task<Result<ProductCard>> OfProduct(ProductId id, Caller caller, CancellationToken ct)
    {
        if (await products.Find(id, ct) is not { } product || product.Operator.Value != caller.OrganizationId)
            return Refusals.NoSuchProduct;
        var traded = await Traded(product, ct);
        return traded.Refusal is { } refusal ? refusal : product;
    }

    /// <summary>The product and the certificate under which it may be traded today.</summary>
    public async Task<Result<(ProductCard Product, CertificateCard Certificate)>> Of(ProductId id, CancellationToken ct)
    {
        if (await products.Find(id, ct) is not { } product) return Refusals.NoSuchProduct;
        var traded = await Traded(product, ct);
        return traded.Refusal is { } refusal ? refusal : (product, traded.Value!);
    }

    async Task<Result<CertificateCard>> Traded(ProductCard product, CancellationToken ct)
    {
        if (!product.Checked) return Refusals.NotChecked;
        return await register.Holds(product.Operator, product.Resource, RightKind.ProductOperation, ct) is { } certificate
            ? certificate : Refusals.NoCertificate(register.DutyBefore(Activity.VenueTrading));
    }
}
