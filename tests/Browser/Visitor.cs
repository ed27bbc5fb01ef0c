using System.Text.Json;
using Microsoft.Playwright;
using Shouldly;
using Yuanliu.Host.Demo;

namespace Yuanliu.Tests.Browser;

/// <summary>Somebody before the browser.</summary>
public sealed class Visitor : IAsyncDisposable
{
    static readonly string Axe = File.ReadAllText(Path.Combine(Golden.Root, "web/node_modules/axe-core/axe.min.js"));
    readonly IBrowserContext context;

    internal Visitor(IBrowserContext context, IPage page)
    {
        (this.context, Page) = (context, page);
        page.PageError += (_, error) => Errors.Add(error);
    }

    public IPage Page { get; }
    public List<string> Errors { get; } = [];

    public async Task Open(string path)
    {
        await Page.GotoAsync(path);
        await Page.Locator("main h1").First.WaitForAsync();
        await Settled();
    }

    /// <summary>Until nothing is being fetched and nothing says that it loads.</summary>
    public async Task Settled()
    {
        await Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await Page.WaitForFunctionAsync("() => document.querySelectorAll('[aria-busy=true]').length === 0");
    }

    public async Task SignIn(string login, string goTo)
    {
        await Page.GotoAsync($"/sign-in?return={Uri.EscapeDataString(goTo)}");
        await Page.Locator("#login").FillAsync(login);
        await Page.Locator("#password").FillAsync(DemoPeople.Password);
        await Page.Locator("#password").PressAsync("Enter");
        await Page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
        await Settled();
    }

    /// <summary>No serious or critical finding by axe, no sideways scrolling, no error thrown.</summary>
    public async Task ShouldBeSound(string what)
    {
        await Page.EvaluateAsync(Axe + ";0");
        var findings = await Page.EvaluateAsync<JsonElement>(
            """
            async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
                .filter(v => v.impact === 'serious' || v.impact === 'critical')
                .map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).slice(0, 3).join(' | '))
            """);
        findings.EnumerateArray().Select(f => f.GetString()).ShouldBeEmpty($"axe on {what}");
        var overflow = await Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        overflow.ShouldBeLessThanOrEqualTo(0, $"{what} scrolls sideways");
        Errors.ShouldBeEmpty(what);
    }

    public async ValueTask DisposeAsync() => await context.CloseAsync();
}
