using Yuanliu.Catalog.Databases;
using Yuanliu.Catalog.Resources;
using Yuanliu.Catalog.Uploads;

namespace Yuanliu.Catalog;

/// <summary>目录 — what data there is, who holds it, what it looks like and how sensitive it is.</summary>
public sealed class CatalogModule : IModule
{
    public void AddServices(IServiceCollection services) => services
        .AddRules("catalog", folder => RulePacks<CatalogRules>.Load(folder).For("grading")!.Rules)
        .AddSingleton<HolderFiles>()
        .AddSingleton<IValidator<AddResource.Request>, AddResource.Shape>()
        .AddSingleton<IValidator<ConfirmResource.Request>, ConfirmResource.Shape>()
        .AddSingleton<IValidator<ManageConnections.Request>, ManageConnections.Shape>()
        .AddSingleton<IValidator<AddTable.Request>, AddTable.Shape>()
        .AddSingleton(ReachableDatabases.FromEnvironment()).AddSingleton<ConnectionSecrets>().AddSingleton<TableCopy>()
        .AddSingleton<TableReader>()
        .AddWork<ProfileWork>()
        .AddReceiver<CertificateIssued, OnCertificateIssued>()
        .AddScoped<ResourceDirectory>()
        .AddScoped<ICatalog>(sp => sp.GetRequiredService<ResourceDirectory>())
        .AddScoped<IProfiles>(sp => sp.GetRequiredService<ResourceDirectory>())
        .AddScoped<IWorkList>(sp => sp.GetRequiredService<ResourceDirectory>())
        .AddScoped<ISearchable>(sp => sp.GetRequiredService<ResourceDirectory>())
        .AddScoped<ISubjectReaders>(sp => sp.GetRequiredService<ResourceDirectory>());

    public void MapStorage(ModelBuilder model)
    {
        Upload.Map(model.Entity<Upload>());
        Resource.Map(model.Entity<Resource>());
        Field.Map(model.Entity<Field>());
        SourceConnection.Map(model.Entity<SourceConnection>());
        SourceTable.Map(model.Entity<SourceTable>());
    }

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        var catalog = routes.MapGroup("/api/catalog").WithTags("目录").AddEndpointFilter(Http.CheckShape);

        ReceiveFile.Map(catalog);                               // 上传文件
        AddResource.Map(catalog);                               // 编目
        ManageConnections.Map(catalog);                         // 数据库连接
        AddTable.Map(catalog);                                  // 库表编目
        ProfileAgain.Map(catalog);                              // 重新探查
        ConfirmResource.Map(catalog);                           // 确认
        ReadResources.Map(catalog);                             // 查询
        PublicCatalog.Map(routes.MapGroup("").WithTags("目录"));  // 公共目录
    }
}
