using Spectre.Console;
using Yuanliu.Host.Demo;

namespace Yuanliu.Host.Verbs;

/// <summary>演示 — the main job from beginning to end in the terminal, on the files named or on data of our own making.</summary>
internal static class PlayDemo
{
    const int PowerEnterprises = 1500;

    public static async Task<int> Run(string[] files, CancellationToken ct)
    {
        var settings = AppSettings.FromEnvironment() with { Urls = "http://127.0.0.1:0" };
        if (!settings.Demo) return Refuse("YUANLIU_DEMO=off 时不能演示。", "The demo is switched off by YUANLIU_DEMO=off.");
        foreach (var file in files.Where(f => !File.Exists(f))) return Refuse($"找不到文件 {file}", $"there is no file {file}");

        await using var app = await Serve.Build(settings, ct);
        await app.StartAsync(ct);
        try
        {
            await app.Services.GetRequiredService<DemoCity>().Found(ct);
            using var cast = new Cast(new Uri(app.Urls.First()));
            await cast.Gather(ct);
            var folder = await Tell(cast, settings, [.. files.Select(Path.GetFullPath)], ct);
            Console.WriteLine($"\n离线核验 / verify offline: ./run.sh verify {folder}");
            Console.WriteLine(folder);
            return 0;
        }
        catch (Exception broke) when (broke is StoryBroke or HttpRequestException)
        {
            AnsiConsole.MarkupLineInterpolated($"\n[red]演示中止 / the story stopped[/]: {broke.Message}");
            return 1;
        }
        finally { await app.StopAsync(CancellationToken.None); }
    }

    static async Task<string> Tell(Cast cast, AppSettings settings, IReadOnlyList<string> files, CancellationToken ct)
    {
        var (tell, proofs) = (new Narrator(), Path.Combine(settings.Data, "proofs"));
        var line = files.Count > 0 ? StoryLine.Own(files) : Generated(settings);
        var story = new Story(cast, tell, line with { Proofs = proofs });
        await story.Play(Chapter.Settled, ct);
        tell.Station("证明", "Proof");
        var folder = await ProofFolder.Write(proofs, cast, story.Outcome, ct);
        tell.Say("证据", "证书、合约、结算单及各自的凭据已存入文件夹", "certificate, agreement, statement and their receipts are in one folder");
        tell.Close();
        tell.Times();
        return folder;
    }

    static StoryLine Generated(AppSettings settings)
    {
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(settings.Data, "demo")).FullName, "企业月度用电量-演示.csv");
        DemoData.WritePower(file, PowerEnterprises, 7);
        return StoryLine.Power(file) with { Steward = "steward", Finance = "finance" };
    }

    static int Refuse(string zh, string en)
    {
        Console.Error.WriteLine($"{zh} / {en}");
        return 2;
    }
}
