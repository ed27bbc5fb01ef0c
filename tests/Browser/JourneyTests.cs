using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Yuanliu.Tests.Browser;

/// <summary>What people come for, done as they do it: with the buttons that the server says are open.</summary>
[Collection(nameof(City))]
public sealed class JourneyTests(City city)
{
    [Fact]
    public async Task A_registrar_accepts_a_filing_by_keyboard_alone()
    {
        await using var visitor = await city.Visit();
        await visitor.SignIn("registrar", "/console/filings");
        var row = visitor.Page.GetByRole(AriaRole.Link, new() { Name = "企业月度用电量（下半年）" }).First;
        if (await row.CountAsync() == 0)
            row = visitor.Page.Locator("tr", new() { HasText = "企业月度用电量（下半年）" }).GetByRole(AriaRole.Link).First;
        await row.FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Settled();
        await visitor.ShouldBeSound("a filing");
        var accept = visitor.Page.GetByRole(AriaRole.Button, new() { Name = "受理", Exact = true }).First;
        await accept.FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "审查通过" }).First.WaitForAsync();
    }

    [Fact]
    public async Task An_analyst_asks_and_is_answered_and_is_refused_raw_rows_with_the_clause()
    {
        await using var visitor = await city.Visit(width: 560);          // below 600 px the editor is a plain text area
        await visitor.SignIn("analyst", "/console/space");
        await visitor.Page.Locator("main a[href^='/console/space/']").First.ClickAsync();
        await visitor.Settled();
        var sql = visitor.Page.Locator("textarea.sql");
        await sql.FillAsync("SELECT * FROM data");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "运行" }).First.ClickAsync();
        await visitor.Page.GetByText("space.raw-rows").First.WaitForAsync();

        await sql.FillAsync("SELECT station, count(*) AS n FROM data GROUP BY station");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "运行" }).First.ClickAsync();
        await visitor.Page.GetByText("奥体中心").First.WaitForAsync();
        await visitor.ShouldBeSound("the clean room at 560");
    }

    [Fact]
    public async Task Anyone_checks_a_certificate_by_its_number_and_by_dropping_its_file()
    {
        await using var visitor = await city.Visit();
        await visitor.Open("/market");
        var number = (string)System.Text.Json.Nodes.JsonNode.Parse(await visitor.Page.APIRequest.GetAsync("/api/public/resources")
            .ContinueWith(t => t.Result.TextAsync()).Unwrap())!["items"]![0]!["certificateNumber"]!;
        await visitor.Open($"/v/{number}");
        (await visitor.Page.Locator("main").InnerTextAsync()).ShouldContain(number);
        await visitor.ShouldBeSound("a certificate");

        var pdf = await visitor.Page.APIRequest.GetAsync($"/api/public/certificates/{number}/certificate.pdf");
        pdf.Status.ShouldBe(200);
        await visitor.Open("/verify");
        await visitor.Page.Locator("input[type=file]")
            .SetInputFilesAsync(new FilePayload { Name = "certificate.pdf", MimeType = "application/pdf", Buffer = await pdf.BodyAsync() });
        await visitor.Page.GetByText("certificate.pdf").First.WaitForAsync();
        await visitor.Settled();
        await visitor.ShouldBeSound("what the check found");
    }
}
