namespace Yuanliu.Tests.Attacks.Counting;

/// <summary>攻击类别 — the ways in which somebody may try to learn what the clean room hides.</summary>
public enum AttackClass
{
    Differencing = 1, Repetition, DuplicateRows, Padding, TargetedJoin, Packing, Literal, Extremes, RareGroups,
    Oracle, Errors, Channels, Colluding, TemplateInjection, Snapshots, Laundering, Overflow, Evasion,
}

/// <summary>攻击入口 — through which door of the space it is tried: a question in SQL, an agreed template, a page of rows, a verification, a
/// file.</summary>
public enum AttackDoor { Question, Template, Rows, Verification, File }

/// <summary>What a class is called, and what stands against it.</summary>
internal static class AttackClasses
{
    /// <summary>Fewer cases than this prove nothing of a class.</summary>
    public const int CasesMin = 20;

    /// <summary>The doors at which a class means something. Rows and files show what is agreed: nothing is to be added up. Nothing of the
    /// asker's own is taken in there, nor at an order of a file a condition; of a verification three words leave, and no table.</summary>
    public static IReadOnlyList<AttackDoor> Doors(AttackClass of) =>
    [
        AttackDoor.Question, .. of switch
        {
            AttackClass.Repetition or AttackClass.Evasion or AttackClass.DuplicateRows or AttackClass.TemplateInjection
                or AttackClass.Channels
                => new[] { AttackDoor.Template, AttackDoor.Rows, AttackDoor.Verification, AttackDoor.File },
            AttackClass.Errors or AttackClass.Oracle => [AttackDoor.Template, AttackDoor.Rows, AttackDoor.Verification],
            AttackClass.Laundering => [AttackDoor.Template, AttackDoor.Rows, AttackDoor.File],
            AttackClass.Colluding => [AttackDoor.Template, AttackDoor.Verification, AttackDoor.File],
            AttackClass.Padding => [AttackDoor.Template, AttackDoor.Verification],
            AttackClass.Literal => [AttackDoor.Rows, AttackDoor.Verification],
            AttackClass.Extremes => [AttackDoor.Rows, AttackDoor.File],
            AttackClass.TargetedJoin => [AttackDoor.Verification],
            AttackClass.Packing => [AttackDoor.Rows],
            AttackClass.Differencing or AttackClass.RareGroups or AttackClass.Snapshots or AttackClass.Overflow => [AttackDoor.Template],
            _ => throw new ArgumentOutOfRangeException(nameof(of)),
        },
    ];

    public static string Word(AttackDoor door) => door switch
    {
        AttackDoor.Question => "提问 SQL", AttackDoor.Template => "模板 Template", AttackDoor.Rows => "接口 Rows",
        AttackDoor.Verification => "核验 Verification", AttackDoor.File => "文件 File",
        _ => throw new ArgumentOutOfRangeException(nameof(door)),
    };

    public static (string Name, string Defence) Told(AttackClass of) => of switch
    {
        AttackClass.Differencing => ("差分 two answers that differ by one person", "the people behind released groups are compared"),
        AttackClass.Repetition => ("重复与改写 the same question again, or in other words", "one plan, one answer, one use"),
        AttackClass.DuplicateRows => ("重复行 few people with thousands of rows", "people are counted, not rows"),
        AttackClass.Padding => ("填充 ids of the asker's own", "each holder's own people are counted"),
        AttackClass.TargetedJoin => ("定向连接 lists made to find out about one", "least size, quota of ids, inner joins only"),
        AttackClass.Packing => ("表达式打包 values packed into a sum", "aggregates of bare columns only"),
        AttackClass.Literal => ("点名与罕见值 a person named, or a value that one has", "identities are never compared; allowed comparisons"),
        AttackClass.Extremes => ("极值 the largest, and outliers that rule a sum", "no extremes over rows; the owner's bounds"),
        AttackClass.RareGroups => ("罕见分组 groups of one", "small groups are neither shown nor missed"),
        AttackClass.Oracle => ("结果条件 HAVING, ORDER BY, LIMIT, DISTINCT", "they see only what was released"),
        AttackClass.Errors => ("差错通道 what fails on one row", "functions without failure; one code"),
        AttackClass.Channels => ("时间、大小与计划 how long, how much, how", "no plans, no statistics; equal bodies; rounded times"),
        AttackClass.Colluding => ("多重身份与合谋 several who are one", "one memory for a circle and for a buyer"),
        AttackClass.TemplateInjection => ("模板参数注入 SQL in a value", "a value is one constant; the plan is read again"),
        AttackClass.Snapshots => ("快照差分 before and after one came or went", "versions are compared by people"),
        AttackClass.Laundering => ("派生表洗白 rules lost on the way through stages", "what is derived is as narrow as its parents"),
        AttackClass.Overflow => ("溢出与浮点 values that run over or are lost", "wide whole numbers; noise without floating point"),
        AttackClass.Evasion => ("逃避审计 asking without leaving a trace", "the fact is written with the answer, or there is none"),
        _ => throw new ArgumentOutOfRangeException(nameof(of)),
    };
}
