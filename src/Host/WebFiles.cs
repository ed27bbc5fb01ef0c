using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;
using Yuanliu.Kernel;

namespace Yuanliu.Host;

/// <summary>The web client, served by the host itself: hashed assets for ever, the page itself never cached.</summary>
internal static class WebFiles
{
    const string Squeezed = ".br";
    static readonly string Root = Path.Combine(AppContext.BaseDirectory, "wwwroot");
    static readonly FileExtensionContentTypeProvider Types = new() { Mappings = { [Squeezed] = "application/octet-stream" } };

    public static void Use(WebApplication app)
    {
        if (!Directory.Exists(Root)) return;
        app.Use(PreferSqueezed);
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(Root), ContentTypeProvider = Types, OnPrepareResponse = Describe,
        });
    }

    /// <summary>The client's build lays a Brotli twin beside every asset; a browser that takes it gets a quarter of the bytes.</summary>
    static Task PreferSqueezed(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path;
        if (path.StartsWithSegments("/assets") && context.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal)
            && File.Exists(Path.Join(Root, path + Squeezed)))
            context.Request.Path = path + Squeezed;
        return next(context);
    }

    static void Describe(StaticFileResponseContext file)
    {
        var (request, headers) = (file.Context.Request, file.Context.Response.Headers);
        headers[HeaderNames.CacheControl] = request.Path.StartsWithSegments("/assets") ? "public, max-age=31536000, immutable" : "no-cache";
        headers[HeaderNames.Vary] = HeaderNames.AcceptEncoding;
        if (!file.File.Name.EndsWith(Squeezed, StringComparison.Ordinal)) return;
        headers[HeaderNames.ContentEncoding] = "br";
        if (Types.TryGetContentType(file.File.Name[..^Squeezed.Length], out var type)) headers[HeaderNames.ContentType] = type;
    }

    /// <summary>Every address that is no endpoint is a page of the client, which knows its own "not found".</summary>
    public static void MapFallback(WebApplication app)
    {
        app.Map("/api/{**rest}", (HttpContext context) => Missing(context.Request).Problem(context)).OpenToAnyone()
            .ExcludeFromDescription();
        app.MapFallback(async context =>
        {
            var page = Path.Combine(Root, "index.html");
            if (!File.Exists(page)) { await NoClient.Problem(context).ExecuteAsync(context); return; }
            context.Response.ContentType = "text/html; charset=utf-8";
            context.Response.Headers[HeaderNames.CacheControl] = "no-cache";
            await context.Response.SendFileAsync(page, context.RequestAborted);
        }).OpenToAnyone();
    }

    /// <summary>A write that is not JSON meets no endpoint either; it is told so rather than that there is none.</summary>
    static Refusal Missing(HttpRequest request)
        => HttpMethods.IsPost(request.Method) && !request.HasJsonContentType() ? NotJson : NoEndpoint;

    static Refusal NotJson => new(RefusalKind.Invalid, "request.not-json",
        "没有该接口，或请求未声明为 JSON（Content-Type: application/json）。",
        "There is no such endpoint, or the request does not say that it is JSON (Content-Type: application/json).");
    static Refusal NoEndpoint => new(RefusalKind.NotFound, "request.no-endpoint", "没有该接口。", "There is no such endpoint.");
    static Refusal NoClient
        => new(RefusalKind.NotFound, "web.not-built", "网页端尚未构建，请用 ./run.sh 启动。", "The web client was not built; start with ./run.sh.");
}
