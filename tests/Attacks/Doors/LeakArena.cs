using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Shouldly;
using Yuanliu.Contracts;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Attacks.Doors;

/// <summary>泄露场 — a ledger long enough for its marks to be read, and eight buyers each of whom was given a copy of it.</summary>
public sealed class LeakArena : DoorArena
{
    public const int Recipients = 8, RowsOfLedger = 24_000;
    const string Header = "serial,district,trade,age,kwh,income,area,score,balance,opened,patient,phone\n";
    static readonly string[] Trades = ["餐饮", "零售", "制造", "软件", "物流", "教育", "医疗", "建筑", "金融", "农业"];

    static readonly ProductColumn[] Ledger =
    [
        new("serial", "序号", "BIGINT", ColumnUse.Dimension), new("district", "行政区", "VARCHAR", ColumnUse.Dimension),
        new("trade", "行业", "VARCHAR", ColumnUse.Dimension), new("age", "年龄", "BIGINT", ColumnUse.Dimension),
        .. ((string[])["kwh", "income", "area", "score", "balance"]).Select(n => new ProductColumn(n, n, "DOUBLE", ColumnUse.Measure)),
        new("opened", "开户日", "DATE", ColumnUse.Dimension), new("patient", "患者", "VARCHAR", ColumnUse.Identity),
        new("phone", "电话", "VARCHAR", ColumnUse.None),
    ];

    static readonly Terms Files = new()
    {
        Columns = Ledger, Controls = new() { RefusalsPerDayMax = 1_000_000, Modes = [UseMode.File] },
    };

    readonly List<(OrganizationId Who, string[][] Copy)> copies = [];

    public ResourceId Table { get; private set; }

    /// <summary>Who was given a copy, in the order in which they were.</summary>
    public IReadOnlyList<OrganizationId> Given => [.. copies.Select(c => c.Who)];

    public string[][] Copy(int recipient) => copies[recipient].Copy;

    /// <summary>The first recipient's copy, kept as a table of its own and given on.</summary>
    public ResourceId Laundered { get; private set; }

    public (OrganizationId Who, string[][] Copy) Second { get; private set; }

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        // Marks under a key of the test's own: what was named once is named again.
        var key = Path.Combine(Directory.CreateDirectory(Path.Combine(App.DataFolder, "space")).FullName, "marks.key");
        await File.WriteAllTextAsync(key, string.Concat(Enumerable.Range(0, 32).Select(i => $"{(i * 37 + 11) % 256:x2}")));
        Table = Keep(Holder, Written(), Ledger);
        for (var i = 0; i < Recipients; i++) copies.Add(await Give(Table));
        var shown = Ledger.Where(c => c.Use is not (ColumnUse.Identity or ColumnUse.None)).ToList();
        Laundered = Keep(Given[0], Text(Copy(0)), shown);
        Second = await Give(Laundered);
    }

    async Task<(OrganizationId, string[][])> Give(ResourceId table)
    {
        var buyer = Sign(Enter(World.Without).Buyer, table, table == Table ? Files
            : Files with { Columns = [.. Ledger.Where(c => c.Use is not (ColumnUse.Identity or ColumnUse.None))] });
        var made = await buyer.Deliver();
        made.IsAnswer.ShouldBeTrue(made.Said);
        return (buyer.Buyer, Rows(Encoding.UTF8.GetString(await buyer.Fetch(made))));
    }

    /// <summary>Sizes of consumers by district and trade; every line has a serial of its own.</summary>
    static string Written()
    {
        var (dice, text) = (new Dice(5), new StringBuilder(Header));
        double Share() => (1 + dice.Below(1_000_000)) / 1_000_001.0;
        double Normal() => Math.Sqrt(-2 * Math.Log(Share())) * Math.Cos(2 * Math.PI * Share());
        for (var i = 0; i < RowsOfLedger; i++)
        {
            var (district, trade) = (dice.Below(6), dice.Below(10));
            var size = Math.Exp(Normal() * 0.6 + trade * 0.1);
            var age = Math.Clamp((int)(45 + 12 * Normal()), 18, 90);
            text.Append(CultureInfo.InvariantCulture, $"{10_000_000 + i * 7},{Patients.Districts[district]},{Trades[trade]},{age},")
                .Append(CultureInfo.InvariantCulture, $"{300 * size:F1},{6000 * size + 500 * Math.Abs(Normal()):F2},")
                .Append(CultureInfo.InvariantCulture, $"{40 + 60 * size:F1},{600 + 80 * Normal():F1},{2000 * Normal():F2},")
                .Append(CultureInfo.InvariantCulture, $"{new DateOnly(2010, 1, 1).AddDays(dice.Below(5000)):yyyy-MM-dd},w{i},秘{i}\n");
        }
        return text.ToString();
    }

    public static string[][] Rows(string csv) => [.. csv.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.TrimEnd('\r').Split(','))];

    public static string Text(IEnumerable<string[]> rows) => string.Concat(rows.Select(r => string.Join(',', r) + "\n"));

    /// <summary>What was found is compared with all that was given of the table: who is named.</summary>
    public async Task<IReadOnlyList<OrganizationId>> Named(ResourceId table, OrganizationId holder, IEnumerable<string[]> found)
    {
        using var content = new StringContent(Text(found), Encoding.UTF8, "text/csv");
        using var reply = await Steward(holder).PostAsync($"/api/space/resources/{table.Value}/found-copies", content);
        var body = await TestApp.Body(reply);
        return [.. body["findings"]!.AsArray().Where(f => f!["isNamed"]!.GetValue<bool>())
            .Select(f => new OrganizationId(f!["recipientId"]!.GetValue<Guid>()))];
    }

    public Task<IReadOnlyList<OrganizationId>> Named(IEnumerable<string[]> found) => Named(Table, Holder, found);
}
