using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using Yuanliu.Compute.Json;
using Yuanliu.Compute.Similarity;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using Yuanliu.Parties.Organizations;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Objections;
using Yuanliu.Registration.Packs;
using Yuanliu.Registration.Publicity;
using Yuanliu.Registration.Registers;
using Yuanliu.Registration.Rights;
using Yuanliu.Registration.Similarity;
using Yuanliu.Registration.Units;

namespace Yuanliu.Bench;

/// <summary>A register of many years by arithmetic: filings of every pack in every stage, the newest of them under way, and what follows
/// from them. About nobody.</summary>
internal sealed class RegisterRows(int filings, DateOnly today, RegistrationPacks packs, WorkCalendar calendar)
{
    public const int Holders = 20_000, DueToday = 200;
    const string Id = "11111111-1111-1111-1111-111111111111", Holder = "22222222-2222-2222-2222-222222222222", Title = "§title§";
    static readonly string[] Places = ["东城区", "西城区", "朝阳区", "海淀区", "丰台区", "石景山区", "通州区", "昌平区", "大兴区", "顺义区", "房山区", "怀柔区"];
    static readonly string[] Things =
    [
        "充电桩运行", "空气质量监测", "企业用电", "公交客流", "停车场泊位", "地铁进出站", "供水管网", "道路施工", "不动产成交", "医院门诊", "高校科研", "物流轨迹",
        "气象观测", "河道水位", "农产品价格", "招投标公告", "信用评价", "旅游接待", "快递网点", "共享单车",
    ];
    static readonly string[] Forms = ["逐时数据", "月度汇总", "年度报表", "指标集", "明细表", "专题数据", "历史归档", "样本集"];
    static readonly Stage[] Ended = [.. Enumerable.Repeat(Stage.Registered, 82), .. Enumerable.Repeat(Stage.Refused, 8),
        .. Enumerable.Repeat(Stage.Withdrawn, 6), .. Enumerable.Repeat(Stage.Lapsed, 4)];

    sealed record Regime(Pack<RegistrationRules> Pack, ProcedureName Procedure, IReadOnlyList<Stage> UnderWay, FilingContent Form,
        string Content);

    readonly List<Regime> regimes = [.. packs.All.OrderBy(p => p.Id, StringComparer.Ordinal).Select(Of)];

    static Regime Of(Pack<RegistrationRules> pack)
    {
        var route = pack.Rules.Of(FilingKind.Initial).Procedure[^1].Procedure;
        var stages = Procedure.Of(route).Steps.Select(s => s.From).Distinct().Where(s => s is not Stage.Draft).ToList();
        var fields = Enumerable.Range(0, 8).Select(i => new FieldCard($"f{i}", $"数据项{i}", "VARCHAR", "业务数据", 2, null)).ToList();
        var card = new ResourceCard(new(Guid.Parse(Id)), new(Guid.Parse(Holder)), Title, "按小时更新", true, 12_345, 678_901, new('a', 64), 2,
            fields);
        var content = new FilingContent(card, [new(pack.Rules.Rights[0].Kind, "全部数据项", null)], new Dictionary<string, string>(), [],
            [new("source", null, null, null, "自有业务系统采集，权属清晰"), new("compliance", null, null, null, "不含法律禁止的内容")]);
        return new(pack, route, stages, content, JsonSerializer.Serialize(content, CanonicalJson.Options));
    }

    /// <summary>The newest part is under way.</summary>
    bool IsUnderWay(int i) => i >= filings - filings / 12;
    Regime RegimeOf(int i) => regimes[(int)(Mix(i, 1) % (ulong)regimes.Count)];
    static int HolderOf(int i) => (int)Math.Min(Mix(i, 2) % Holders, Mix(i, 3) % Holders);          // some file much, most little
    Stage StageOf(int i) => IsUnderWay(i) ? RegimeOf(i).UnderWay[(int)(Mix(i, 4) % (ulong)RegimeOf(i).UnderWay.Count)]
        : Ended[(int)(Mix(i, 4) % (ulong)Ended.Length)];
    DateOnly Filed(int i) => today.AddDays(-(int)((long)(filings - i) * 1500 / filings) - 1);

    public static string TitleOf(int i)
        => $"{Of(Places, i, 5)}{Of(Things, i, 6)}{Of(Forms, i, 7)}{i % 977}";

    static string Of(string[] words, int i, int salt) => words[Mix(i, salt) % (ulong)words.Length];

    public static string HolderName(int h)
        => $"{Places[h % Places.Length][..2]}{(char)('\u4E00' + h % 2000)}{(char)('\u5200' + h / 2000 * 37)}数据科技有限公司";
    public static Guid HolderId(int h) => Key(h, 11);
    public string Number(int i) => $"BENCH-{RegimeOf(i).Pack.Id}-{i:D7}";
    public static Guid FilingId(int i) => Key(i, 12);

    public IEnumerable<Organization> Organizations() => Enumerable.Range(0, Holders).Select(h => new Organization
    {
        Id = new(HolderId(h)), Name = HolderName(h), Code = string.Create(CultureInfo.InvariantCulture, $"9{h:D17}"),
            Kind = OrganizationKind.Enterprise,
        RegisteredOn = today.AddDays(-1600),
    });

    public IEnumerable<int> All() => Enumerable.Range(0, filings);
    public IEnumerable<int> Registered() => All().Where(i => StageOf(i) is Stage.Registered);

    public IEnumerable<RegistrationUnit> Units() => All().Select(i => new RegistrationUnit
    {
        Id = new(Key(i, 13)), Register = RegimeOf(i).Pack.Rules.Jurisdiction, ResourceId = new(Key(i, 14)),
    });

    public async Task Write(AppDb db)
    {
        await BulkRows.Insert(db, Organizations());
        var unit = 0;
        await BulkRows.Insert(db, Units(), ("Number", _ => StageOf(unit) is Stage.Registered ? $"U-{unit++:D7}" : Skip(ref unit)));
        await BulkRows.Insert(db, All().Select(FilingOf), Standing());
        await BulkRows.Insert(db, All().SelectMany(Acts));
        await BulkRows.Insert(db, Registered().Select(RightOf));
        await BulkRows.Insert(db, Registered().Select(LineOf));
        await BulkRows.Insert(db, Registered().SelectMany(i => Words(i)
            .Select(w => new RegisterWord { Word = w, UnitId = new(Key(i, 13)) })));
        await BulkRows.Insert(db, All().Where(IsPublicised).Select(i => new PublicityLine
        {
            FilingId = new(FilingId(i)), Title = TitleOf(i), Parties = HolderName(HolderOf(i)),
        }));
        await BulkRows.Insert(db, All().Where(IsPublicised).SelectMany(i => Words(i)
            .Select(w => new PublicityWord { Word = w, FilingId = new(FilingId(i)) })));
        await BulkRows.Insert(db, All().Where(i => i % 50 == 0).Select(ObjectionOf), ("Outcome", o => nameof(ObjectionOutcome.Dismissed)));
    }

    static IEnumerable<string> Words(int i) => WordPairs.Of(TitleOf(i)).Union(WordPairs.Of(HolderName(HolderOf(i))));

    bool IsPublicised(int i) => RegimeOf(i).UnderWay.Contains(Stage.Publicised)
        && StageOf(i) is Stage.Registered or Stage.Publicised or Stage.Frozen or Stage.AnswerAwaited;

    static object? Skip(ref int unit)
    {
        unit++;
        return null;
    }

    Filing FilingOf(int i) => new()
    {
        Id = new(FilingId(i)), Number = Number(i), Kind = FilingKind.Initial, Procedure = RegimeOf(i).Procedure,
            ApplicantId = new(HolderId(HolderOf(i))),
        UnitId = new(Key(i, 13)), ResourceId = new(Key(i, 14)), PackId = RegimeOf(i).Pack.Id, PackSha256 = RegimeOf(i).Pack.Sha256,
        ResourceTitle = TitleOf(i), Content = RegimeOf(i).Form,
    };

    /// <summary>Where each stands, with the clock that the step into its stage has started; a few are due today.</summary>
    (string, Func<Filing, object?>)[] Standing()
    {
        var (at, i) = (-1, 0);
        (Deadline? Clock, DateOnly? Due, bool? Fires) clock = default;
        object? Next(Filing _)
        {
            i = ++at;
            clock = Clock(i);
            return FilingId(i);
        }
        bool Publicised() => IsPublicised(i);
        return
        [
            ("Id", Next), ("Stage", _ => StageOf(i).ToString()), ("CounterpartyId", _ => null),
            ("Content", f => RegimeOf(i).Content.Replace(Id, f.ResourceId.Value.ToString(), StringComparison.Ordinal)
                .Replace(Holder, f.ApplicantId.Value.ToString(), StringComparison.Ordinal).Replace(Title, f.ResourceTitle,
                    StringComparison.Ordinal)),
            ("Running", _ => clock.Clock?.ToString()), ("StartedOn", _ => clock.Clock is null ? null : Filed(i)), ("DueOn", _ => clock.Due),
            ("Length", _ => clock.Clock is null ? null : 5), ("Fires", _ => clock.Fires),
            ("OverdueNoted", _ => clock.Fires is false && clock.Due < today.AddDays(-1)),
            ("CalendarVersion", _ => clock.Clock is null ? null : calendar.Version),
            ("PublicisedOn", _ => Publicised() ? Filed(i).AddDays(1) : null), ("PublicUntil", _ => Publicised() ? Filed(i).AddDays(9)
                : null),
            ("CertificateNumber", _ => StageOf(i) is Stage.Registered ? $"C-{i:D7}" : null), ("Version", _ => 3),
        ];
    }

    (Deadline?, DateOnly?, bool?) Clock(int i)
    {
        if (!IsUnderWay(i)) return default;
        var table = Procedure.Of(RegimeOf(i).Procedure);
        if (table.Steps.FirstOrDefault(s => s.To == StageOf(i) && s.Starts is not null)?.Starts is not { } clock) return default;
        var fires = table.Fires(clock) is not null;
        var due = !fires && i % (filings / 12 / DueToday) == 0 ? today.AddDays(-1)
            : today.AddDays(fires ? 1 + (int)(Mix(i, 8) % 30) : (int)(Mix(i, 8) % 40) - 10);
        return (clock, due == today.AddDays(-1) && i % (filings / 12 / DueToday) != 0 ? today : due, fires);
    }

    IEnumerable<FilingAct> Acts(int i)
    {
        var at = DateTime.SpecifyKind(Filed(i).ToDateTime(new TimeOnly(2, 0)), DateTimeKind.Utc);
        yield return Act(i, 0, Step.Submit, Actor.Applicant, at, Stage.Draft, Stage.Submitted);
        if (!IsUnderWay(i)) yield return Act(i, 1, Step.Accept, Actor.Registrar, at.AddDays(2), Stage.Submitted, StageOf(i));
    }

    static FilingAct Act(int i, int n, Step step, Actor by, DateTime at, Stage from, Stage to)
    {
        var act = new FilingAct { Id = Key(i * 2 + n, 15), Step = step, By = by, At = at, PersonId = new(Key(HolderOf(i), 16)) };
        act.Settle(new(FilingId(i)), from, to);
        return act;
    }

    RegisteredRight RightOf(int i)
    {
        var right = new RegisteredRight
        {
            Id = new(Key(i, 17)), UnitId = new(Key(i, 13)), Kind = RegimeOf(i).Pack.Rules.Rights[0].Kind, ParentId = null,
                From = Filed(i).AddDays(10),
            MadeBy = new(Key(i, 18)),
        };
        right.Set(new(HolderId(HolderOf(i))), "全部数据项", Reach.Whole);
        return right;
    }

    RegisterLine LineOf(int i) => new()
    {
        UnitId = new(Key(i, 13)), Register = RegimeOf(i).Pack.Rules.Jurisdiction, Number = $"U-{i:D7}", ResourceId = new(Key(i, 14)),
        RegisteredOn = Filed(i).AddDays(10), ChangedOn = Filed(i).AddDays(10), PackId = RegimeOf(i).Pack.Id, Title = TitleOf(i),
        Holders = HolderName(HolderOf(i)), Rights = [RegimeOf(i).Pack.Rules.Rights[0].Kind], CertificateNumber = $"C-{i:D7}",
            Standing = true,
        Pledged = i % 40 == 0, Frozen = i % 400 == 0, Objected = i % 900 == 0, Entries = 1,
    };

    Objection ObjectionOf(int i) => new()
    {
        Id = new(Key(i, 19)), FilingId = new(FilingId(i)), Name = "某公司", Contact = "a@example.com", Grounds = "该数据属于我方", Papers = [],
        SecretSha256 = new('b', 64), At = DateTime.SpecifyKind(Filed(i).AddDays(3).ToDateTime(default), DateTimeKind.Utc),
    };

    /// <summary>Fingerprints: most are like nothing else; some thousands are more or less like one that is there.</summary>
    public async Task WritePrints(AppDb db, KnownPrint like)
    {
        var keys = new long[filings * Sketch.Bands];
        var of = new int[keys.Length];
        await BulkRows.Insert(db, All().Select(i =>
        {
            var print = PrintOf(i, like);
            foreach (var (key, band) in print.Sketch().BandKeys().Select((k, b) => (k, b))) (keys[i * Sketch.Bands + band],
                of[i * Sketch.Bands + band]) = (key, i);
            return print;
        }));
        Array.Sort(keys, of);
        IEnumerable<PrintBand> Bands()
        {
            for (var n = 0; n < keys.Length; n++)
                if (n == 0 || keys[n] != keys[n - 1] || of[n] != of[n - 1]) yield return new() { Key = keys[n],
                    ResourceId = new(Key(of[n], 14)) };
        }
        await BulkRows.Insert(db, Bands());
    }

    static KnownPrint PrintOf(int i, KnownPrint like)
    {
        var bytes = new byte[Sketch.Bytes];
        for (var b = 0; b < Sketch.Bins; b++)
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(Math.Min(b * 4, Sketch.Bytes - 8)), Mix(i * Sketch.Bins + b, 20));
        var same = i % 300 == 0 ? 40 + (int)(Mix(i, 21) % 85) : 0;
        like.Rows.AsSpan(0, same * 4).CopyTo(bytes);
        return new() { ResourceId = new(Key(i, 14)), HolderId = new(HolderId(HolderOf(i))), Method = like.Method, Rows = bytes,
            Filled = Sketch.Bins, Schema = new('c', 64) };
    }

    /// <summary>Ordered by the number as ids are ordered by time.</summary>
    static Guid Key(int i, int salt)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, (ulong)(1_700_000_000_000 + i) << 16 | 0x7000);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Mix(i, salt) & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000);
        return new(bytes, bigEndian: true);
    }

    static ulong Mix(int i, int salt)
    {
        var x = (ulong)i * 0x9E3779B97F4A7C15 + (ulong)salt * 0xD1B54A32D192ED03;
        x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9;
        x = (x ^ x >> 27) * 0x94D049BB133111EB;
        return x ^ x >> 31;
    }
}
