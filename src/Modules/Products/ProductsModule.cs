using Yuanliu.Products.CleanRoom;
using Yuanliu.Products.NegativeList;

namespace Yuanliu.Products;

/// <summary>数据产品 — what is made of registered resources, and what the negative list lets into the market.</summary>
public sealed class ProductsModule : IModule
{
    public void AddServices(IServiceCollection services) => services
        .AddRules("products", ProductRules.Load).AddSingleton<INegativeList, ListedData>()
        .AddSingleton<IValidator<DraftProduct.Request>, DraftProduct.Shape>()
        .AddScoped<DraftProduct.Admission>()
        .AddScoped<CheckProduct.Inspection>()
        .AddScoped<ProductViews>()
        .AddScoped<ProductBook>()
        .AddScoped<IProducts>(sp => sp.GetRequiredService<ProductBook>())
        .AddScoped<ISubjectReaders>(sp => sp.GetRequiredService<ProductBook>())
        .AddScoped<ProductWork>()
        .AddScoped<IWorkList>(sp => sp.GetRequiredService<ProductWork>())
        .AddScoped<ISearchable>(sp => sp.GetRequiredService<ProductWork>());

    public void MapStorage(ModelBuilder model)
    {
        Product.Map(model.Entity<Product>());
        OpenedColumn.Map(model.Entity<OpenedColumn>());
        CheckedItem.Map(model.Entity<CheckedItem>());
    }

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        var products = routes.MapGroup("/api").WithTags("产品").AddEndpointFilter(Http.CheckShape);

        ProposeUses.Map(products);          // 用途建议
        DraftProduct.Map(products);         // 起草数据产品
        CheckProduct.Map(products);         // 负面清单检查
        WithdrawProduct.Map(products);      // 撤回数据产品
        ReadProducts.Map(products);         // 查询数据产品
        ShowNegativeList.Map(products);     // 公开负面清单
    }
}
