using Yuanliu.Space.Circles;
using Yuanliu.Space.Decisions;
using Yuanliu.Space.Delivery;
using Yuanliu.Space.Derived;
using Yuanliu.Space.Duties;
using Yuanliu.Space.Gate;
using Yuanliu.Space.Gateway;
using Yuanliu.Space.Policies;
using Yuanliu.Space.Previews;
using Yuanliu.Space.Privacy;
using Yuanliu.Space.Rooms;
using Yuanliu.Space.Stops;
using Yuanliu.Space.Uses;
using Yuanliu.Space.Verification;
using Yuanliu.Space.Watch;
using Yuanliu.Space.Workers;

namespace Yuanliu.Space;

/// <summary>空间 — use without seeing: policy decision, clean room, audit, metering.</summary>
public sealed class SpaceModule : IModule
{
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton(new SpaceLimits()).AddSingleton(NodePlace.FromEnvironment())
            .AddSingleton<IValidator<AskQuestion.Request>, AskQuestion.Shape>()
            .AddSingleton<IValidator<StopUses.Request>, StopUses.Shape>()
            .AddSingleton<IValidator<PreviewPolicy.Request>, PreviewPolicy.Shape>()
            .AddSingleton<IValidator<AskTemplate.Request>, AskTemplate.Shape>()
            .AddSingleton<IValidator<FormCircle.Request>, FormCircle.Shape>()
            .AddSingleton<IValidator<FormCircle.JoinRequest>, FormCircle.JoinShape>()
            .AddSingleton<IValidator<FormCircle.LeaveRequest>, FormCircle.LeaveShape>();
        // What is read and decided.
        services.AddSingleton<SqlParser>().AddSingleton<QueryReader>().AddSingleton<PolicyCache>()
            .AddSingleton<StandingQuery>().AddScoped<DecisionPoint>();
        // Where it is run, and what was told before.
        services.AddSingleton<Confinement>().AddSingleton<SpareWorkers>().AddSingleton<WorkerPool>()
            .AddSingleton<IWorkers>(sp => sp.GetRequiredService<WorkerPool>()).AddSingleton<Preparation>().AddSingleton<StrataBuilder>()
            .AddSingleton<Translation>().AddSingleton<Footings>().AddSingleton<AuditBook>().AddScoped<RoomTables>().AddScoped<CleanRoom>();
        // How it is answered with noise.
        services.AddSingleton<SamplingSecrets>().AddSingleton<PrivateRun>().AddScoped<PrivacyBook>().AddScoped<FormCircle.Circles>()
            .AddSingleton<Compute.Privacy.IRandomBytes, Compute.Privacy.SystemRandomBytes>();
        // How it is counted.
        services.AddSingleton<Reservations>().AddSingleton<Turns>().AddSingleton<Tally>().AddSingleton(new Slots(FineTime.Shared))
            .AddSingleton<RunningUses>().AddSingleton<EarlierUse>().AddSingleton<DecisionShelf>()
            .AddScoped<UseBook>().AddScoped<ProbeBook>().AddScoped<UseViews>().AddScoped<AskQuestion.Asking>().AddScoped<StopUses.Board>();
        AddGateway(services);
        // How it is watched.
        services.AddScoped<RoomReplay>().AddScoped<Replay>().AddScoped<WatchUses.Rows>().AddScoped<ShowUse.Door>().AddScoped<Trial>()
            .AddScoped<Burns>();
        services.AddScoped<UseRegister>()
            .AddScoped<IUses>(sp => sp.GetRequiredService<UseRegister>())
            .AddScoped<ISubjectReaders>(sp => sp.GetRequiredService<UseRegister>())
            .AddScoped<IIntegrity, UseCheck>()
            .AddScoped<IWorkList, SpaceWork>()
            .AddReceiver<AgreementSigned, OpenRoom>();
        // What is owed beside uses.
        services.AddSingleton<IValidator<FulfilDuty.Request>, FulfilDuty.Shape>().AddReceiver<AgreementSigned, DutiesArise>()
            .AddReceiver<AgreementTerminated, DutiesArise>()
            .AddReceiver<BillIssued, PaymentsOwed>().AddReceiver<BillSettled, PaymentsOwed>()
            .AddScoped<IDaily, DutiesDue>().AddScoped<IWorkList, DutyWork>();
    }

    /// <summary>What of it is named and kept.</summary>
    static void AddDerived(IServiceCollection services) => services
        .AddSingleton<IValidator<KeepDerived.Request>, KeepDerived.Shape>().AddSingleton<IValidator<TightenRequest>, TightenDerived.Shape>()
        .AddScoped<Expansion>().AddScoped<KeepDerived.Keeping>().AddScoped<ListDerived.Views>()
        .AddReceiver<AgreementTerminated, DerivedEnds>();

    static void AddGateway(IServiceCollection services)
    {
        services.AddSingleton<IValidator<ManageKeys.Request>, ManageKeys.Shape>().AddSingleton<IValidator<Verify.Request>, Verify.Shape>()
            .AddSingleton<IValidator<DeliverFile.Request>, DeliverFile.Shape>()
            .AddSingleton<IValidator<ConfirmDeletion.Request>, ConfirmDeletion.Shape>();
        AddDerived(services);
        services.AddHttpContextAccessor().AddSingleton<Paces>().AddScoped<Door>().AddSingleton<SpaceKeys>();
        services.AddSingleton<Indexes>().AddSingleton<IndexMaker>().AddSingleton<Outcomes>().AddScoped<Verify.Verifying>()
            .AddWork<BuildIndex.Building>();
        services.AddSingleton(sp => ActivatorUtilities.CreateInstance<Looks>(sp, TimeProvider.System));
        services.AddSingleton<Sources>().AddScoped<QueryRows.Reading>();
        services.AddSingleton<OpenOrders>().AddScoped<FileOrders>().AddWork<MakingFile>();
        services.AddSingleton<FileMaker>().AddScoped<DeliverFile.Delivering>().AddScoped<FindRecipient.Tracing>();
    }

    public void MapStorage(ModelBuilder model)
    {
        Use.Map(model.Entity<Use>());
        UseMeter.Map(model.Entity<UseMeter>());
        Room.Map(model.Entity<Room>());
        Release.Map(model.Entity<Release>());
        AuditHead.Map(model.Entity<AuditHead>());
        CircleMember.Map(model.Entity<CircleMember>());
        AuditedReceiver.Map(model.Entity<AuditedReceiver>());
        UseStop.Map(model.Entity<UseStop>());
        PrivacyAccount.Map(model.Entity<PrivacyAccount>());
        ProbeAccount.Map(model.Entity<ProbeAccount>());
        Delivered.Map(model.Entity<Delivered>());
        DutyTask.Map(model.Entity<DutyTask>());
        DerivedTable.Map(model.Entity<DerivedTable>());
        DerivedShelf.Map(model.Entity<DerivedShelf>());
    }

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        var space = routes.MapGroup("/api/space").WithTags("空间").AddEndpointFilter(Http.CheckShape);

        AskQuestion.Map(space);     // 查询预检与查询
        AskTemplate.Map(space);     // 模板查询
        ListUses.Map(space);        // 可用列、使用记录、导出
        KeepDerived.Map(space);     // 留存派生表
        TightenDerived.Map(space);  // 收紧派生表
        DropDerived.Map(space);     // 弃用派生表
        ListDerived.Map(space);     // 派生表清单
        StopUses.Map(space);        // 叫停与恢复
        ManageKeys.Map(space);      // 合约密钥
        Verify.Map(space);          // 核验
        BuildIndex.Map(space);      // 编制核验索引
        QueryRows.Map(space);       // 接口查询
        DeliverFile.Map(space);     // 文件交付
        ListFiles.Map(space);       // 交付文件列表
        ConfirmDeletion.Map(space); // 确认删除
        FulfilDuty.Map(space);      // 合约义务与履行
        FindRecipient.Map(space);   // 标记检测
        DescribeDoors.Map(space);   // 接口说明
        ShowPrivacy.Map(space);     // 隐私预算
        TellLoss.Map(space);        // 预算折算
        FormCircle.Map(space);      // 关联接收方
        WatchUses.Map(space);       // 使用监察与统计
        CountAgreement.Map(space);  // 合约使用统计
        PreviewPolicy.Map(space);   // 策略预览
        ShowUse.Map(space);         // 使用详情、决定重放
    }

    /// <summary>
    /// The inside of a query process: reads the commands of one question, carries them out, ends. Started by the server only.
    /// </summary>
    /// <returns>The process exit code.</returns>
    public static Task<int> Work(Stream requests, Stream replies) => WorkerProcess.Run(requests, replies);
}
