using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;

namespace Yuanliu.Tests;

/// <summary>The HTTP surface as the running host serves it.</summary>
public sealed partial class EndpointTests
{
    [Fact]
    public async Task Every_endpoint_says_who_may_call_it()
    {
        await using var app = await TestApp.Start();
        Endpoints(app).Where(e => e.Metadata.GetMetadata<Access>() is null).Select(Name)
            .ShouldBeNone("declare it with OpenTo, OpenToSignedIn or OpenToAnyone");
    }

    [Fact]
    public async Task Every_described_endpoint_has_a_name_and_a_Chinese_summary()
    {
        await using var app = await TestApp.Start();
        Endpoints(app)
            .Where(e => e.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is null
                && e.RoutePattern.RawText?.StartsWith("/api/", StringComparison.Ordinal) == true)
            .Where(e => e.Metadata.GetMetadata<IEndpointNameMetadata>() is null
                || e.Metadata.GetMetadata<IEndpointSummaryMetadata>() is not { } summary || !Chinese().IsMatch(summary.Summary))
            .Select(Name).ShouldBeNone("the API description shows both");
    }

    /// <summary>Declaring is not enough: the gate must also hold.</summary>
    [Fact]
    public async Task Nobody_gets_past_an_endpoint_that_asks_who_calls()
    {
        await using var app = await TestApp.Start();
        using var nobody = app.Anyone;
        var open = new List<string>();
        foreach (var endpoint in Endpoints(app).Where(e => e.Metadata.GetMetadata<Access>() is { Roles: not null }))
        {
            using var request =
                new HttpRequestMessage(new(Method(endpoint)), Parameter().Replace(endpoint.RoutePattern.RawText!, SomeValue));
            if (request.Method != HttpMethod.Get) request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
            using var reply = await nobody.SendAsync(request);
            if ((int)reply.StatusCode != 401) open.Add($"{Name(endpoint)}: {(int)reply.StatusCode}");
        }
        open.ShouldBeNone("a caller without a session gets 401");
    }

    [Fact]
    public async Task The_committed_API_description_is_what_the_host_serves()
    {
        await using var app = await TestApp.Start();
        using var nobody = app.Anyone;
        var served = JsonNode.Parse(await nobody.GetStringAsync("/openapi/v1.json"))!;
        Golden.Check("docs/openapi.json", served.ToJsonString(Pretty).ReplaceLineEndings("\n") + "\n");
    }

    static readonly JsonSerializerOptions Pretty = new()
    {
        WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    static IEnumerable<RouteEndpoint> Endpoints(TestApp app)
        => app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    static string Method(RouteEndpoint endpoint)
        => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is [var method, ..] ? method : "GET";

    static string Name(RouteEndpoint endpoint) => $"{Method(endpoint)} {endpoint.RoutePattern.RawText}";

    static string SomeValue(Match parameter) => parameter.Value switch
    {
        var p when p.Contains(":guid", StringComparison.Ordinal) => Guid.Empty.ToString(),
        var p when p.Contains(":int", StringComparison.Ordinal) || p.Contains(":long", StringComparison.Ordinal) => "1",
        _ => "x",
    };

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Chinese();
}
