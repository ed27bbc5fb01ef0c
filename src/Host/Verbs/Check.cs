using Spectre.Console;
using Yuanliu.Kernel;

namespace Yuanliu.Host.Verbs;

/// <summary>核对 — every area proves that its state is whole, and the log is rebuilt from the database. Changes nothing;
/// the server may run.</summary>
internal static class Check
{
    public static async Task<int> Run(CancellationToken ct)
    {
        await using var app = Serve.Wire(AppSettings.FromEnvironment());
        return await Print(app.Services, ct);
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
