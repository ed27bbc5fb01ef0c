using Yuanliu.Evidence.Checking;
using Yuanliu.Evidence.Facts;
using Yuanliu.Evidence.Log;
using Yuanliu.Evidence.Sealing;
using Yuanliu.Evidence.Verification;

namespace Yuanliu.Evidence;

/// <summary>存证 — the transparency log over the journal, receipts, verification and the check of all of it.</summary>
public sealed class EvidenceModule : IModule
{
    public void AddServices(IServiceCollection services) => services
        .AddSingleton<EvidenceLog>()
        .AddSingleton<Sequencer>()
        .AddHostedService(sp => sp.GetRequiredService<Sequencer>())
        .AddSingleton<ISealing>(sp => sp.GetRequiredService<Sequencer>())
        .AddScoped<PublishedKeys>()
        .AddScoped<INodeSeal>(sp => sp.GetRequiredService<PublishedKeys>())
        .AddScoped<Receipts>()
        .AddScoped<IEvidence>(sp => sp.GetRequiredService<Receipts>())
        .AddScoped<FactReaders>()
        .AddScoped<IIntegrity, JournalCheck>();

    public void MapStorage(ModelBuilder model)
    {
        // The journal is the kernel's; this area keeps nothing else in the database.
    }

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        var log = routes.MapGroup("").WithTags("存证");

        ServeLog.Map(log);                          // 日志公开
        ListFacts.Map(log.MapGroup("/api"));        // 存证查询
        VerifyFiles.Map(log);                       // 核验文件
    }
}
