using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
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

    /// <summary>Until the page has come, nothing is being fetched or has been for a moment, and nothing says that it loads.</summary>
    public Task Settled() => Page.WaitForFunctionAsync(
        """
        () => document.readyState === 'complete' && window.reads.open === 0 && performance.now() - window.reads.changed > 120
            && document.querySelectorAll('[aria-busy=true]').length === 0
        """);

    /// <summary>Counts what the page fetches, from before its first script on.</summary>
    internal const string CountsReads =
        """
        window.reads = { open: 0, changed: 0 }
        const fetches = window.fetch
        const count = (by) => { window.reads.open += by; window.reads.changed = performance.now() }
        window.fetch = (...asked) => { count(1); return fetches(...asked).finally(() => count(-1)) }
        """;

    public async Task SignIn(string login, string goTo)
    {
        await Page.GotoAsync($"/sign-in?return={Uri.EscapeDataString(goTo)}");
        await Page.Locator("#login").FillAsync(login);
        await Page.Locator("#password").FillAsync(DemoPeople.Password);
        await Page.Locator("#password").PressAsync("Enter");
        await Page.Locator(".console h1").First.WaitForAsync();
        await Settled();
    }

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).First;
    public ILocator Link(string name) => Page.GetByRole(AriaRole.Link, new() { Name = name }).First;
    public ILocator Field(string label) => Page.Locator("main, dialog").GetByLabel(label).First;
    public ILocator Main => Page.Locator("main");

    /// <summary>The row of a list that holds this text, a table's or a card's.</summary>
    public ILocator Row(string text) => Page.Locator("main tr, main .row-cards > li, main .short-list > li, main .entries > li")
        .Filter(new() { HasText = text }).First;

    /// <summary>With the keyboard alone: on to the target, and this key.</summary>
    public async Task Hit(ILocator target, string key = "Enter")
    {
        await TabTo(target);
        await Page.Keyboard.PressAsync(key);
    }

    /// <summary>With the keyboard alone: on to the field, and these words.</summary>
    public async Task Type(string label, string words)
    {
        await TabTo(Field(label));
        await Page.Keyboard.TypeAsync(words);
    }

    public async Task Press(string button) => await Button(button).ClickAsync();

    public async Task Follow(string link)
    {
        await Link(link).ClickAsync();
        await Page.Locator("main h1").First.WaitForAsync();
        await Settled();
    }

    /// <summary>Goes on with Tab until the target has the focus, which must be seen on it or on what is around it.</summary>
    public Task TabTo(ILocator target) => Tab(target, "e => document.activeElement === e");

    /// <summary>The same, into a control that is made of several.</summary>
    public Task TabInto(ILocator box) => Tab(box, "e => e.contains(document.activeElement)");

    async Task Tab(ILocator target, string hasFocus)
    {
        const int StopsMax = 250;
        await target.WaitForAsync();
        for (var stop = 0; stop < StopsMax; stop++)
        {
            await Page.Keyboard.PressAsync("Tab");
            if (!await target.EvaluateAsync<bool>(hasFocus)) continue;
            (await target.EvaluateAsync<bool>(
                """
                e => [e, e.closest('label'), e.closest('.file-picker')]
                    .some(x => x !== null && getComputedStyle(x).outlineStyle !== 'none')
                """))
                .ShouldBeTrue($"the focus on {target} is not seen");
            return;
        }
        throw new ShouldAssertException($"{target} cannot be reached with Tab on {Page.Url}");
    }

    /// <summary>Reached with Tab and written into.</summary>
    public async Task TabAndType(ILocator target, string written)
    {
        await TabTo(target);
        await Page.Keyboard.PressAsync("Control+a");
        await Page.Keyboard.TypeAsync(written);
    }

    /// <summary>With the keyboard alone: a file into the picker of the field that can be written into instead.</summary>
    public async Task Attach(string field, string name)
    {
        var picker = Page.Locator($"div.field:has({field}) input[type=file]");
        var chooser = await Page.RunAndWaitForFileChooserAsync(() => Hit(picker));
        var bytes = Encoding.UTF8.GetBytes($"%PDF-1.4 {name}");
        await chooser.SetFilesAsync(new FilePayload { Name = name, MimeType = "application/pdf", Buffer = bytes });
        await Page.Locator("main, dialog").GetByText(name).First.WaitForAsync();
    }

    public async Task Fill(string label, string value) => await Field(label).FillAsync(value);

    /// <summary>Waits until the page says so; what it says instead stands in the failure.</summary>
    public async Task ShouldSay(string words)
    {
        try { await Assertions.Expect(Page.Locator("body")).ToContainTextAsync(words, new() { Timeout = 20_000 }); }
        catch (PlaywrightException)
        {
            var text = await Page.Locator("body").InnerTextAsync();
            throw new ShouldAssertException($"“{words}” is not on {Page.Url}, which says:\n{text}");
        }
    }

    /// <summary>The stage that stands beside the page's title.</summary>
    public Task ShouldStandAt(string stage)
        => Assertions.Expect(Page.Locator(".page-head .stage").First).ToHaveTextAsync(stage, new() { Timeout = 20_000 });

    /// <summary>What the server answers this visitor, with the visitor's own session.</summary>
    public async Task<JsonNode> Get(string path)
    {
        var reply = await Page.APIRequest.GetAsync(path);
        reply.Ok.ShouldBeTrue($"{path}: {reply.Status}");
        return JsonNode.Parse(await reply.TextAsync())!;
    }

    /// <summary>The first item of a list for which this holds.</summary>
    public async Task<JsonNode> First(string list, Func<JsonNode, bool> holds)
    {
        var page = await Get(list);
        return (page is JsonArray all ? all : page["items"]!.AsArray()).First(item => holds(item!))!;
    }

    /// <summary>The words in a field that is still empty fit into it.</summary>
    public async Task ShouldShowWhole(string placeholder)
    {
        var spare = await Page.GetByPlaceholder(placeholder).First.EvaluateAsync<double>(
            """
            e => {
                const look = getComputedStyle(e), pen = document.createElement('canvas').getContext('2d')
                pen.font = look.font
                return e.clientWidth - parseFloat(look.paddingLeft) - parseFloat(look.paddingRight) - pen.measureText(e.placeholder).width
            }
            """);
        spare.ShouldBeGreaterThanOrEqualTo(0, $"“{placeholder}” is cut");
    }

    /// <summary>No serious or critical finding by axe, no sideways scrolling, no error thrown, nothing refused.</summary>
    public async Task ShouldBeSound(string what, bool refused = false)
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
        if (!refused) (await Page.Locator(".refusal").AllInnerTextsAsync()).ShouldBeEmpty($"{what} shows a refusal");
    }

    public async ValueTask DisposeAsync() => await context.CloseAsync();
}
