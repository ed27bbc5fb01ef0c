using Yuanliu.Space.Gate;
using Yuanliu.Space.Uses;
using Yuanliu.Space.Workers;

namespace Yuanliu.Space;

/// <summary>空间 — use without seeing: policy decision, clean-room queries, metering.</summary>
public sealed class SpaceModule : IModule
{
    public void AddServices(IServiceCollection services) => services
        .AddSingleton(new SpaceLimits())
        .AddSingleton<IValidator<AskQuestion.Request>, AskQuestion.Shape>()
        .AddSingleton<SqlParser>()
        .AddSingleton<QueryReader>()
        .AddSingleton<Confinement>()
        .AddSingleton<WorkerPool>()
        .AddScoped<UseBook>()
        .AddScoped<CleanRoom>()
        .AddScoped<UseRegister>()
        .AddScoped<IUses>(sp => sp.GetRequiredService<UseRegister>())
        .AddScoped<ISubjectReaders>(sp => sp.GetRequiredService<UseRegister>())
        .AddScoped<IIntegrity, UseCheck>()
        .AddScoped<IWorkList, SpaceWork>()
        .AddReceiver<AgreementSigned, OpenRoom>();

    public void MapStorage(ModelBuilder model)
    {
        Use.Map(model.Entity<Use>());
        UseMeter.Map(model.Entity<UseMeter>());
        Room.Map(model.Entity<Room>());
    }

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        var space = routes.MapGroup("/api/space").WithTags("空间").AddEndpointFilter(Http.CheckShape);

        AskQuestion.Map(space);     // 查询预检与查询
        ListUses.Map(space);        // 可用列、使用记录、导出
    }

    /// <summary>The inside of a query process: reads one request, answers it, ends. Started by the server only.</summary>
    /// <returns>The process exit code.</returns>
    public static Task<int> Work(Stream requests, Stream replies) => WorkerProcess.Run(requests, replies);
}
