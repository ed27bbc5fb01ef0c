namespace Yuanliu.Host.Verbs;

/// <summary>What the program can be told to do on the command line.</summary>
/// <param name="Run">Returns the process exit code: 0 done, 1 found wanting, 2 wrong words.</param>
/// <param name="IsInner">Called by the program itself: not for people, and not shown to them.</param>
public sealed record Verb(
    string Name, string Arguments, string Zh, string En, Func<string[], CancellationToken, Task<int>> Action, bool IsInner = false)
{
    /// <summary>Verbs by name; the first is the default.</summary>
    static readonly IReadOnlyList<Verb> All =
    [
        new("serve", "", "启动服务（默认）", "serve the console and the public pages (default)", (_, ct) => Serve.Run(ct)),
        new("demo", "[file …]", "从文件到结算的全过程演示", "a dataset's whole life, on the files named or on made-up data", PlayDemo.Run),
        new("verify", "<folder|file…> [--key vkey]", "离线核验证书、合约、结算单及其凭据", "check certificates, agreements, statements and receipts offline",
            Verify.Run),
        new("pack", "lint [rules]", "检查规则包", "check the rule packs: keys, articles, routes, clocks, forms, certificates",
            (args, _) => Task.FromResult(Pack.Run(args))),
        new("simulate", "--pack <pack> [--days n] [--filings n] [--seed n]", "模拟登记：办理时长、逾期、失效、拒绝",
            "play lawful and unlawful filings against a pack; lead times, overdue duties, lapses, refusals", Simulate.Run),
        new("fsck", "", "核对数据库与存证日志", "rebuild the log from the database and compare", (_, ct) => Check.Run(ct)),
        new("worker", "", "查询进程", "run one clean-room query for a server",
            (_, _) => Space.SpaceModule.Work(Console.OpenStandardInput(), Console.OpenStandardOutput()), IsInner: true),
        new("help", "", "显示本帮助", "show this help", (_, _) => Task.FromResult(Help())),
    ];

    public static async Task<int> Run(string[] args)
    {
        if (Console.IsOutputRedirected)
        {
            Spectre.Console.AnsiConsole.Profile.Width = 1000;
            Spectre.Console.AnsiConsole.Profile.Capabilities.Ansi = false;
            Spectre.Console.AnsiConsole.Profile.Capabilities.ColorSystem = Spectre.Console.ColorSystem.NoColors;
        }
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) => { e.Cancel = true; stop.Cancel(); };
        var name = args.Length == 0 ? All[0].Name : args[0];
        if (name is "--help" or "-h") name = "help";
        if (All.FirstOrDefault(v => v.Name == name) is not { } verb)
        {
            await Console.Error.WriteLineAsync($"没有命令“{name}” / no such verb: {name}");
            Help();
            return 2;
        }
        return await verb.Action(args.Length == 0 ? [] : args[1..], stop.Token);
    }

    static int Help()
    {
        Console.WriteLine("源流 Yuanliu — 数据要素基础设施 / data-element infrastructure\n\n./run.sh [verb]\n");
        foreach (var verb in All.Where(v => !v.IsInner))
            Console.WriteLine($"  {verb.Name + " " + verb.Arguments,-28} {verb.Zh} / {verb.En}");
        Console.WriteLine($"  {"bench [name …]",-28} 性能测量（仅 ./run.sh） / measure, by ./run.sh alone");
        Console.WriteLine(
            "\nYUANLIU_URLS  YUANLIU_DATA  YUANLIU_DB (empty = SQLite, Host=… = PostgreSQL)  YUANLIU_DEMO=off  YUANLIU_PUBLIC_URL");
        return 0;
    }
}
