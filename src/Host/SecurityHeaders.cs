namespace Yuanliu.Host;

/// <summary>Tells browsers to run nothing but our own files and to be framed by nobody.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    /// <remarks>Ant Design writes its styles at run time, hence inline styles; Monaco starts its worker from a blob.</remarks>
    const string Policy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        + "worker-src 'self' blob:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'";

    /// <remarks>As the reply sets out: one that failed under way is begun anew, and is to say so too.</remarks>
    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(static state => Tell(((HttpResponse)state).Headers), context.Response);
        return next(context);
    }

    static Task Tell(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return Task.CompletedTask;
    }
}
