using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Faults;

/// <summary>What cannot be read is refused with a code and in both languages, and tells nothing of what is behind the API.</summary>
public sealed class UnreadableTests
{
    [Theory]
    [InlineData("Nonsense")]
    [InlineData("99")]
    [InlineData("0")]
    public async Task A_word_that_is_none_of_those_known_is_refused_by_every_endpoint_that_takes_one(string word)
    {
        await using var app = await TestApp.Start();
        var everyRole = await app.SignIn("某单位", Enum.GetValues<Role>());
        var asked = Asked(app).ToList();
        asked.Count.ShouldBeGreaterThan(10);
        foreach (var (path, parameter) in asked)
        {
            var refusal = await everyRole.GetAsync($"{path}?{parameter.Name}={word}").ShouldBeRefused(400, "request.parameter");
            ((string?)refusal["zh"]).ShouldBe($"参数“{parameter.Name}”的值无法识别。", path);
            ((string?)refusal["en"]).ShouldBe($"The value of the parameter {parameter.Name} cannot be read.", path);
            var names = Enum.GetNames(Nullable.GetUnderlyingType(parameter.ParameterInfo.ParameterType)!);
            ((string?)refusal["instead"]).ShouldBe($"可用的值：{string.Join('、', names)}。", path);
            ShouldTellNothing(refusal);
        }
        await app.ShouldBeWhole();
    }

    [Fact]
    public async Task Two_words_at_once_are_no_third_one()
    {
        await using var app = await TestApp.Start();
        await app.Anyone.GetAsync("/api/public/publicity?stage=Submitted,UnderReview").ShouldBeRefused(400, "request.parameter");
        await app.Anyone.GetAsync("/api/public/publicity?stage=Submitted&stage=UnderReview").ShouldBeRefused(400, "request.parameter");
        await TestApp.Done(await app.Anyone.GetAsync("/api/public/publicity?stage=Publicised"));
    }

    [Fact]
    public async Task A_number_or_an_id_that_is_none_is_refused_by_its_name()
    {
        await using var app = await TestApp.Start();
        var english = app.Anyone;
        english.DefaultRequestHeaders.AcceptLanguage.Add(new("en"));
        var refusal = await english.GetAsync("/api/public/publicity?take=many").ShouldBeRefused(400, "request.parameter");
        ((string?)refusal["detail"]).ShouldBe("The value of the parameter take cannot be read.");
        refusal["instead"].ShouldBeNull();
        ShouldTellNothing(refusal);
        var steward = await app.SignIn("某单位", Role.Steward);
        await steward.GetAsync("/api/products?resource=1").ShouldBeRefused(400, "request.parameter");
        await steward.GetAsync("/api/catalog/resources?registered=perhaps").ShouldBeRefused(400, "request.parameter");
    }

    [Fact]
    public async Task Whoever_may_not_ask_is_not_told_what_could_be_asked()
    {
        await using var app = await TestApp.Start();
        await app.Anyone.GetAsync("/api/products?stage=Nonsense").ShouldBeRefused(401, "session.required");
    }

    [Theory]
    [InlineData("""{ "name": "某单位", "code": "1", "kind": "Nonsense" }""", "请求内容的“kind”无法识别。")]
    [InlineData("""{ "name": "某单位", "code": "1", "kind": 1 }""", "请求内容的“kind”无法识别。")]
    [InlineData("""{ "name": 5, "code": "1", "kind": "Enterprise" }""", "请求内容的“name”无法识别。")]
    [InlineData("""{ "name": "某单位", """, null)]
    [InlineData("[]", "请求内容不是 JSON，或缺少必填项。")]
    [InlineData("null", null)]
    [InlineData("", null)]
    public async Task A_body_that_cannot_be_read_is_refused_where_it_is_wrong_and_nothing_is_written(string body, string? zh)
    {
        await using var app = await TestApp.Start();
        var admin = await app.Administrator();
        var before = await app.FactKinds();
        var reply = await admin.PostAsync("/api/parties/organizations", new StringContent(body, Encoding.UTF8, "application/json"));
        ((int)reply.StatusCode).ShouldBe(400);
        var refusal = JsonNode.Parse(await reply.Content.ReadAsStringAsync())!.AsObject();
        ((string?)refusal["code"]).ShouldBeOneOf("request.body", "request.malformed");
        if (zh is not null) ((string?)refusal["zh"]).ShouldBe(zh);
        ((string?)refusal["en"]).ShouldNotBeNullOrEmpty();
        ShouldTellNothing(refusal);
        reply.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        reply.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"], "as every other reply");
        (await app.FactKinds()).ShouldBe(before);
    }

    [Fact]
    public async Task A_form_that_is_broken_off_is_refused()
    {
        await using var app = await TestApp.Start();
        const string half = "--part\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nhalf";
        foreach (var form in new[] { half, "no form", "--part" })
        {
            var content = new StringContent(form);
            content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=part");
            await app.Anyone.PostAsync("/api/public/verify", content).ShouldBeRefused(400, "request.malformed");
        }
    }

    static void ShouldTellNothing(JsonObject refusal)
    {
        var text = refusal.ToJsonString();
        foreach (var inner in new[] { "Yuanliu.", "System.", "Nullable", "Exception", "LineNumber" }) text.ShouldNotContain(inner);
    }

    /// <summary>Every list that is narrowed by a word of few, with somebody's id wherever one stands in its address.</summary>
    static IEnumerable<(string Path, IParameterBindingMetadata Parameter)> Asked(TestApp app) =>
        from endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") is true
        from parameter in endpoint.Metadata.GetOrderedMetadata<IParameterBindingMetadata>()
        where Nullable.GetUnderlyingType(parameter.ParameterInfo.ParameterType)?.IsEnum is true
        select (string.Concat(endpoint.RoutePattern.PathSegments.Select(s => "/" + string.Concat(s.Parts.Select(Said)))), parameter);

    static string Said(Microsoft.AspNetCore.Routing.Patterns.RoutePatternPart part)
        => part is Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal ? literal.Content : Guid.Empty.ToString();
}
