using Yuanliu.Contracts;

namespace Yuanliu.Host.Demo;

/// <summary>What one dataset's story is about and who plays in it.</summary>
internal sealed record StoryLine
{
    public required IReadOnlyList<string> Files { get; init; }
    public required string Title { get; init; }
    public required string Description { get; init; }
    public required string Classification { get; init; }
    public string Steward { get; init; } = "steward";
    public string Finance { get; init; } = "finance";
    public string Purpose { get; init; } = "城市运行分析";
    public int MinGroup { get; init; } = 20;
    public int Uses { get; init; } = 2;
    public long PricePerUseFen { get; init; } = 128_88;
    public string Source { get; init; } = "由本单位在履职和生产经营中直接采集，采集设备与流程有据可查，未从第三方购入。";
    public string Compliance { get; init; } = "内容为业务统计与监测记录，不含国家秘密；涉及联系方式的数据项按 3 级管理，不对外提供。";
    public string Authorization { get; init; } = "本单位为数据持有者，未向他人独占授权；对外仅以统计查询方式提供。";

    public string PersonalData { get; init; } = "联系方式仅用于业务联络，签约时已取得同意；登记与交易均不提供该数据项。";

    /// <summary>The column that tells whose a row is; null where none is named.</summary>
    public string? Identity { get; init; }
    /// <summary>Between what measures are taken; null where no bounds are set.</summary>
    public decimal? MeasuresMax { get; init; }
    /// <summary>Where proofs are written; null where the story writes none.</summary>
    public string? Proofs { get; init; }
    /// <summary>By which doors; grouped questions alone when null.</summary>
    public UseControls? Controls { get; init; }

    public static StoryLine Credit(string file) => new()
    {
        Files = [file], Title = "企业用电信用", Classification = "能源·电力", Steward = "utility", Finance = "utility", Purpose = "信贷风险评估",
        Description = "2025 年度每户企业的用电量、电费与欠费次数；可核验、加噪查询、接口调用和文件交付。", Identity = "统一社会信用代码",
        MeasuresMax = 2_000_000, PricePerUseFen = 20_00,
        Controls = new()
        {
            Modes = [UseMode.Aggregate, UseMode.Template, UseMode.Private, UseMode.Verification, UseMode.File, UseMode.Api],
            RowsPerIdentityMax = 1,
            Templates =
            [
                new("by_district", "某行业各行政区的户数与平均用电量",
                    "SELECT 行政区, count(*) AS 户数, avg(年用电量) AS 平均用电量 FROM data WHERE 行业 = $industry AND 欠费次数 <= $arrears "
                        + "GROUP BY 行政区 ORDER BY 行政区",
                    [new("industry", "行业", ParameterKind.Text, ["制造业", "批发零售", "信息服务", "住宿餐饮", "交通物流", "科学研究"]),
                        new("arrears", "欠费次数不超过", ParameterKind.Number)]),
            ],
            Privacy = new(PerMonth: 1_000_000, PerUse: 100_000), ProbesPerDayMax = 2_000,
            Verification = new(["统一社会信用代码"], ["单位名称", "行政区", "行业"], NeedsConsent: true),
            Duties = [new(DutyKind.Delete, Days: 30), new(DutyKind.Attribute, Source: "源流市供电公司"),
                new(DutyKind.Report, Days: 10, EveryDays: 30)],
            Prices = [new(UseMode.Verification, 50), new(UseMode.File, 5_000_00), new(UseMode.Api, 10_00)],
        },
    };

    public static StoryLine Power(string file) => new()
    {
        Files = [file], Title = "企业月度用电量", Classification = "能源·电力", Steward = "utility", Finance = "utility",
        Description = "2025 年逐月企业用电量与电费，按行政区和行业统计；单位与联系电话不对外提供。",
    };

    public static StoryLine Air(string file) => new()
    {
        Files = [file], Title = "空气质量逐时监测", Classification = "生态环境·空气质量", Description = "十二个监测站点逐小时的颗粒物、二氧化氮、气温与风向。",
    };

    public static StoryLine Own(IReadOnlyList<string> files) => new()
    {
        Files = files, Title = Path.GetFileName(files[0]).Split('.')[0] is var name && files.Count > 1
            ? $"{name} 等 {files.Count} 个文件" : name,
        Classification = "业务数据", Description = "由命令行演示编目的数据文件。",
    };
}

/// <summary>What the story has made so far.</summary>
internal sealed class StoryOutcome
{
    public string? ResourceId { get; set; }
    public string? FilingId { get; set; }
    /// <summary>The data stood registered before the story began: nothing was filed in it.</summary>
    public bool IsTakenUp => CertificateNumber is not null && FilingId is null;
    public string? CertificateNumber { get; set; }
    public string? ProductId { get; set; }
    public string? ListingId { get; set; }
    public string? AgreementId { get; set; }
    public string? BillId { get; set; }
    public Subject? Subject { get; set; }
}
