using Microsoft.EntityFrameworkCore;
using Spectre.Console;
using Yuanliu.Kernel;

namespace Yuanliu.Host.Verbs;

/// <summary>核对 — every area proves that its state is whole, and the log is rebuilt from the database. Changes nothing;
/// the server may run.</summary>
internal static class Check
{
    public static async Task<int> Run(CancellationToken ct)
    {
        var settings = AppSettings.FromEnvironment();
        if (!Directory.Exists(settings.Data)) return Missing(settings);
        await using var app = Serve.Wire(settings);
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var database = scope.ServiceProvider.GetRequiredService<AppDb>().Database;
            if (!await database.CanConnectAsync(ct) || (await database.GetPendingMigrationsAsync(ct)).Any()) return Missing(settings);
        }
        return await Print(app.Services, ct);
    }

    static int Missing(AppSettings settings)
    {
        Console.Error.WriteLine($"此处没有（当前版本的）源流数据库，请检查 YUANLIU_DATA（{settings.Data}）与 YUANLIU_DB。/ "
            + "There is no database of this version here; look at YUANLIU_DATA and YUANLIU_DB.");
        return 2;
    }

    internal static async Task<int> Print(IServiceProvider services, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var wrong = 0;
        foreach (var check in scope.ServiceProvider.GetServices<IIntegrity>())
        {
            var findings = await check.Check(ct);
            wrong += findings.Count;
            AnsiConsole.MarkupLine(findings.Count == 0 ? $"[green]✓[/] {check.Name}" : $"[red]✗[/] {check.Name}");
            foreach (var finding in findings) Console.WriteLine($"    {finding.What}");
        }
        Console.WriteLine(wrong == 0 ? "核对无误 / clean" : $"发现 {wrong} 处问题 / {wrong} findings");
        return wrong == 0 ? 0 : 1;
    }
}
