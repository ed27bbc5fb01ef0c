using Yuanliu.Registration.Accounts;
using Yuanliu.Registration.Certificates;
using Yuanliu.Registration.Encumbrances;
using Yuanliu.Registration.Entries;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Inspections;
using Yuanliu.Registration.Kinds;
using Yuanliu.Registration.Objections;
using Yuanliu.Registration.Packs;
using Yuanliu.Registration.Publicity;
using Yuanliu.Registration.Recognition;
using Yuanliu.Registration.Registers;
using Yuanliu.Registration.Reports;
using Yuanliu.Registration.Reviews;
using Yuanliu.Registration.Rights;
using Yuanliu.Registration.Similarity;
using Yuanliu.Registration.Supervision;
using Yuanliu.Registration.Trades;
using Yuanliu.Registration.Units;

namespace Yuanliu.Registration;

/// <summary>登记 — who holds which right in which data resource, and how that came about.</summary>
public sealed class RegistrationModule : IModule
{
    /// <summary>规则包检查 — what is wrong in the packs of a rules folder, for whoever writes one.</summary>
    public static IReadOnlyList<RuleFinding> Lint(string rules) => PackLint.Check(rules);

    /// <summary>规则包来源 — packs are read from wherever the function says when they are asked for, and each folder once: they may be edited
    /// while the node runs.</summary>
    public static void ReadPacksFrom(IServiceCollection services, Func<string> folder)
    {
        var read = new System.Collections.Concurrent.ConcurrentDictionary<string, RegistrationPacks>();
        services.AddTransient(_ => read.GetOrAdd(folder(), RegistrationPacks.Load));
    }

    /// <summary>用语 — what a stage, step, clock or actor of the procedures is called in Chinese.</summary>
    /// <param name="list">stage, step, deadline, actor.</param>
    public static string Name(string list, string code) => list switch
    {
        "stage" => Wording.Zh(Enum.Parse<Stage>(code)),
        "step" => Wording.Zh(Enum.Parse<Step>(code)),
        "deadline" => Enum.TryParse<Deadline>(code, out var deadline) ? Wording.Zh(deadline) : "账户记载期限",
        "actor" => Wording.Zh(Enum.Parse<Actor>(code)),
        _ => throw new ArgumentOutOfRangeException(nameof(list), list, "stage, step, deadline or actor"),
    };

    public void AddServices(IServiceCollection services)
    {
        AddShapes(services);
        AddKinds(services);
        AddRegister(services);
        SubjectReaders.Add(services);
        services
            .AddRules("registration", RegistrationPacks.Load).AddRules("recognition", RecognitionRules.Load)
            .AddSingleton<CertificateCredential>()
            .AddScoped<PinnedPacks>().AddScoped<Numbers>().AddScoped<PartyNames>().AddScoped<RegistrationUnits>()
            .AddScoped<FilingChecks>().AddScoped<FilingSteps>().AddScoped<FilingDesk>().AddScoped<FilingViews>().AddScoped<FilingTime>()
            .AddScoped<Capacities>().AddScoped<FilingGuards>().AddScoped<Proposals>().AddScoped<AccountCases>()
                .AddScoped<AccountOpening>().AddScoped<FilingPapers>()
                .AddScoped<FilingTerms>()
            .AddScoped<ObjectionDesk>().AddScoped<ObjectionIntake>().AddScoped<ObjectionViews>().AddScoped<ObjectionLimit>()
            .AddSingleton<AttemptLog>().AddSingleton<IRefusalWatch>(s => s.GetRequiredService<AttemptLog>())
            .AddScoped<IDaily, AttemptClock>().AddScoped<OverdueLines>().AddScoped<OverdueFilings>()
                .AddScoped<OverdueAccounts>().AddScoped<OverdueStatements>().AddScoped<OverdueReports>()
            .AddSingleton<StatementDocument>().AddScoped<ReviewDesk>().AddScoped<ReviewOrders>().AddScoped<ReviewViews>()
                .AddScoped<SideActs>().AddScoped<CommitteeDesk>()
            .AddSingleton<PrintTurn>().AddSingleton(_ => CertificateFonts.Load(Path.Combine(AppContext.BaseDirectory, "fonts")))
            .AddScoped<CertificatePrinter>().AddScoped<IssueCertificate>().AddScoped<CertificateFactory>().AddScoped<ExpireCertificates>()
                .AddScoped<CertificateRecords>()
            .AddScoped<IDaily, CalendarClock>().AddScoped<IDaily, FilingClock>().AddScoped<IDaily, DutyClock>()
                .AddScoped<IDaily, AccountDutyClock>()
            .AddScoped<IDaily>(s => s.GetRequiredService<ExpireCertificates>())
            .AddScoped<FilingWork>().AddScoped<IWorkList>(s => s.GetRequiredService<FilingWork>())
            .AddScoped<IWorkList, ReviewWork>().AddScoped<ISearchable>(s => s.GetRequiredService<FilingWork>())
            .AddSingleton<RegistrationKinds>().AddScoped<Matters>().AddScoped<SuccessionNotice>()
                .AddScoped<IWorkList, SuccessionWork>().AddScoped<Entering>()
            .AddScoped<TransferStatements>().AddScoped<IDaily>(s => s.GetRequiredService<TransferStatements>())
            .AddScoped<Lapses>().AddScoped<IDaily>(s => s.GetRequiredService<Lapses>())
            .AddScoped<IIntegrity, RegisterCheck>().AddScoped<IIntegrity, EntryCheck>().AddScoped<IIntegrity, PaperCheck>()
            .AddScoped<IRegister, Register>();
    }

    static void AddShapes(IServiceCollection services) => services
        .AddSingleton<IValidator<OpenAccount.Request>, OpenAccount.Shape>()
        .AddSingleton<IValidator<AccountContact>, AccountContact.Shape>()
        .AddSingleton<IValidator<SubmitFiling.Request>, SubmitFiling.Shape>()
        .AddSingleton<IValidator<FilingForm>, FilingForm.Shape>()
        .AddSingleton<IValidator<ReasonRequest>, ReasonRequest.Shape>()
        .AddSingleton<IValidator<ActRequest>, ActRequest.Shape>()
        .AddSingleton<IValidator<ProposeFiling.Request>, ProposeFiling.Shape>()
        .AddSingleton<IValidator<SupplementFiling.Request>, SupplementFiling.Shape>()
        .AddSingleton<IValidator<FollowObjection.Request>, FollowObjection.Shape>()
        .AddSingleton<IValidator<CommitToRisk.Request>, CommitToRisk.Shape>()
        .AddSingleton<IValidator<RecognizeBody.Request>, RecognizeBody.Shape>()
        .AddSingleton<IValidator<DeclareInterest.Request>, DeclareInterest.Shape>()
        .AddSingleton<IValidator<OrderReview.Request>, OrderReview.Shape>()
        .AddSingleton<IValidator<SignStatement.Request>, SignStatement.Shape>()
        .AddSingleton<IValidator<CastVote.Request>, CastVote.Shape>()
        .AddSingleton<IValidator<ObjectToFiling.Request>, ObjectToFiling.Shape>();

    static void AddRegister(IServiceCollection services) => services
        .AddSingleton<IValidator<IssueExtract.Request>, IssueExtract.Shape>()
        .AddSingleton<IValidator<HandInReport.Request>, HandInReport.Shape>()
        .AddSingleton<IValidator<PublishInspection.Request>, PublishInspection.Shape>()
        .AddSingleton<IValidator<PublishInspection.Correction>, PublishInspection.CorrectionShape>()
        .AddSingleton<IValidator<ExportRegister.Request>, ExportRegister.Shape>()
        .AddSingleton<IValidator<ManageKnownNodes.Request>, ManageKnownNodes.Shape>()
        .AddReceiver<AgreementSigned, OnAgreementSigned>().AddScoped<RegisterSignedTrade>().AddScoped<IDaily, SignedTrades>()
            .AddScoped<TradesByHand>().AddScoped<SignedTradeViews>().AddScoped<IWorkList, SignedTradeWork>()
        .AddReceiver<FilingStepTaken, OnPublicised>().AddReceiver<FilingSucceeded, OnPublicised>()
        .AddReceiver<RegisterEntered, OnRegisterEntered>().AddReceiver<CertificateStatusChanged, OnRegisterEntered>()
        .AddScoped<ReportDesk>().AddScoped<IDaily>(s => s.GetRequiredService<ReportDesk>())
            .AddScoped<ReportViews>().AddScoped<IWorkList, ReportWork>().AddScoped<RegisterFigures>().AddScoped<InspectionViews>()
        .AddScoped<LedgerReader>().AddScoped<UnitReader>()
            .AddScoped<ExtractWriter>().AddScoped<Recognizer>().AddScoped<Similars>().AddScoped<Distinctions>()
            .AddWork<ExportWork>();

    static void AddKinds(IServiceCollection services) => services
        .AddSingleton<IRegistrationKind, RegisterInitial>()
        .AddSingleton<IRegistrationKind, RegisterSupplementary>()
        .AddSingleton<IRegistrationKind, RegisterLicence>()
        .AddSingleton<IRegistrationKind, RegisterTransfer>()
        .AddSingleton<IRegistrationKind, RegisterTrade>()
        .AddSingleton<IRegistrationKind, RegisterTrust>()
        .AddSingleton<IRegistrationKind, RegisterChange>()
        .AddSingleton<IRegistrationKind, RegisterCorrection>()
        .AddSingleton<IRegistrationKind, RegisterRenewal>()
        .AddSingleton<IRegistrationKind, RegisterAnnualReview>()
        .AddSingleton<IRegistrationKind, RegisterPledge>()
        .AddSingleton<IRegistrationKind, RegisterEncumbrance>()
        .AddSingleton<IRegistrationKind, RegisterRelease>()
        .AddSingleton<IRegistrationKind, RegisterObjection>()
        .AddSingleton<IRegistrationKind, RegisterFreeze>()
        .AddSingleton<IRegistrationKind, RegisterUnfreeze>()
        .AddSingleton<IRegistrationKind, RegisterCancellation>()
        .AddSingleton<IRegistrationKind, RegisterRevocation>()
        .AddSingleton<IRegistrationKind, RegisterRestoration>()
        .AddSingleton<IRegistrationKind, RegisterReplacement>();

    public void MapStorage(ModelBuilder model)
    {
        NumberSeries.Map(model.Entity<NumberSeries>());
        PinnedPack.Map(model.Entity<PinnedPack>());
        Account.Map(model.Entity<Account>());
        AccountCase.Map(model.Entity<AccountCase>());
        AttemptTally.Map(model.Entity<AttemptTally>());
        Filing.Map(model.Entity<Filing>());
        FilingAct.Map(model.Entity<FilingAct>());
        Consent.Map(model.Entity<Consent>());
        SuccessionContest.Map(model.Entity<SuccessionContest>());
        RegistrationUnit.Map(model.Entity<RegistrationUnit>());
        RegisteredRight.Map(model.Entity<RegisteredRight>());
        Encumbrance.Map(model.Entity<Encumbrance>());
        Entry.Map(model.Entity<Entry>());
        MaterialUpload.Map(model.Entity<MaterialUpload>());
        Objection.Map(model.Entity<Objection>());
        Hearing.Map(model.Entity<Hearing>());
        Commitment.Map(model.Entity<Commitment>());
        TransferStatement.Map(model.Entity<TransferStatement>());
        ServiceBody.Map(model.Entity<ServiceBody>());
        InterestLink.Map(model.Entity<InterestLink>());
        ReviewOrder.Map(model.Entity<ReviewOrder>());
        SignedStatement.Map(model.Entity<SignedStatement>());
        CommitteeVote.Map(model.Entity<CommitteeVote>());
        Certificate.Map(model.Entity<Certificate>());
        MapRegister(model);
    }

    static void MapRegister(ModelBuilder model)
    {
        RegistryReport.Map(model.Entity<RegistryReport>());
        Inspection.Map(model.Entity<Inspection>());
        SignedTrade.Map(model.Entity<SignedTrade>());
        RegisterLine.Map(model.Entity<RegisterLine>());
        RegisterWord.Map(model.Entity<RegisterWord>());
        PublicityLine.Map(model.Entity<PublicityLine>());
        PublicityWord.Map(model.Entity<PublicityWord>());
        Extract.Map(model.Entity<Extract>());
        RegisterExport.Map(model.Entity<RegisterExport>());
        KnownNode.Map(model.Entity<KnownNode>());
        RecognizedCertificate.Map(model.Entity<RecognizedCertificate>());
        KnownPrint.Map(model.Entity<KnownPrint>());
        PrintBand.Map(model.Entity<PrintBand>());
    }

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        var office = Group(routes, "/api/registration", "登记");
        MapOffice(office);
        MapRegister(office);
        MapPublic(Group(routes, "/api/public", "公开"));
    }

    /// <summary>Refusals of either group may be attempts: they are watched.</summary>
    static RouteGroupBuilder Group(IEndpointRouteBuilder routes, string path, string tag) => routes.MapGroup(path).WithTags(tag)
        .WithMetadata(new Watched("registration")).AddEndpointFilter(WatchAttempts.Filter).AddEndpointFilter(Http.CheckShape);

    static void MapOffice(IEndpointRouteBuilder registration)
    {
        ListPacks.Map(registration);            // 登记规则包
        ShowProcedure.Map(registration);        // 登记程序
        ShowForm.Map(registration);             // 登记表单
        Regimes.Map(registration);              // 登记制度比较
        OpenAccount.Map(registration);          // 登记账户
        ManageAccount.Map(registration);        // 联系信息、账户变更与注销
        ShowLedger.Map(registration);           // 登记账簿
        UploadMaterial.Map(registration);       // 上传材料
        SubmitFiling.Map(registration);         // 提交
        ListFilings.Map(registration);          // 申请列表
        GetFiling.Map(registration);            // 查询申请
        SimpleActs.Map(registration);           // 受理、审查、决定、异议处理等
        CorrectFiling.Map(registration);        // 补正
        ProposeFiling.Map(registration);        // 登记机构依职权提出
        SupplementFiling.Map(registration);     // 补交容缺材料
        ConsentToFiling.Map(registration);      // 相对方同意
        ContestSuccession.Map(registration);    // 承继异议
        FollowObjection.Map(registration);      // 被异议人陈述
        CommitToRisk.Map(registration);         // 知悉异议承诺
        StateTransfer.Map(registration);        // 声明权属变更
        RecognizeBody.Map(registration);        // 认定服务机构
        DeclareInterest.Map(registration);      // 申报利害关联
        OrderReview.Map(registration);          // 委托审查
        SignStatement.Map(registration);        // 签署第三方声明
        CastVote.Map(registration);             // 委员表决
        ListOverdue.Map(registration);          // 办理逾期清单
        ListCertificates.Map(registration);     // 证书列表
    }

    static void MapRegister(IEndpointRouteBuilder registration)
    {
        ListSimilar.Map(registration);          // 相似资源提示
        CheckSimilar.Map(registration);         // 申请前相似性自查
        DistinguishFiling.Map(registration);    // 认定不是重复登记
        SearchRegister.Map(registration);       // 登记簿查询
        ShowUnit.Map(registration);             // 登记单位详情
        IssueExtract.Map(registration);         // 登记簿摘录
        HandleSignedTrade.Map(registration);    // 处理自动登记
        RegisterStatistics.Map(registration);   // 登记统计
        ListReports.Map(registration);          // 应报送的报告
        HandInReport.Map(registration);         // 报送报告
        ListInspections.Map(registration);      // 可公开的检查
        PublishInspection.Map(registration);    // 公开检查情况
        ExportRegister.Map(registration);       // 导出登记簿
        ManageKnownNodes.Map(registration);     // 互认登记机构
        RecognizeCertificate.Map(registration); // 证书互认
        ImportRegister.Map(registration);       // 导入登记簿
    }

    static void MapPublic(IEndpointRouteBuilder anyone)
    {
        PublicityBoard.Map(anyone);             // 公示栏
        ListNotices.Map(anyone);                // 注销、撤销公告
        ObjectToFiling.Map(anyone);             // 提出异议
        FollowObjection.MapPublic(anyone);      // 查询异议处理
        RecognizeBody.MapPublic(anyone);        // 服务机构名录
        ShowCertificate.Map(anyone);            // 证书核验
        VerifyMany.Map(anyone);                 // 批量核验
        SearchRegister.MapPublic(anyone);       // 公开登记簿查询
        ListInspections.MapPublic(anyone);      // 检查情况公开
        PrintCertificate.Map(anyone);           // 登记证书打印件
        ServeStatusList.Map(anyone);            // 状态列表
    }
}
