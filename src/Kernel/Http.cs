using System.Collections.Concurrent;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Yuanliu.Kernel;

public static class Http
{
    /// <summary>The one place where a refusal becomes a status code.</summary>
    public static ProblemHttpResult Problem(this Refusal refusal, HttpContext? context = null)
    {
        var language = context?.Language() ?? "zh-CN";
        Instruments.Refused(refusal.Code);
        return TypedResults.Problem(
            refusal.Message.In(language),
            statusCode: refusal.Kind switch
            {
                RefusalKind.Invalid => 400,
                RefusalKind.Unauthenticated => 401,
                RefusalKind.Forbidden => 403,
                RefusalKind.NotFound => 404,
                RefusalKind.Conflict => 409,
                RefusalKind.TooLarge => 413,
                RefusalKind.TooMany => 429,
                RefusalKind.Unavailable => 503,
                RefusalKind.NoSpace => 507,
            },
            type: "urn:yuanliu:" + refusal.Code,
            extensions: new Dictionary<string, object?>
            {
                ["code"] = refusal.Code, ["basis"] = refusal.Basis, ["instead"] = refusal.Instead?.In(language),
                ["zh"] = refusal.Message.Zh, ["en"] = refusal.Message.En,
            });
    }

    /// <summary>The language asked for: Chinese unless the caller prefers English.</summary>
    public static string Language(this HttpContext context)
        => context.Request.Headers.AcceptLanguage.ToString().StartsWith("en", StringComparison.OrdinalIgnoreCase) ? "en" : "zh-CN";

    static readonly ConcurrentDictionary<Type, Type> ValidatorOf = new();

    /// <summary>Runs the FluentValidation validator of every argument that has one; a value of few must be one of those.</summary>
    public static async ValueTask<object?> CheckShape(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument is null) continue;
            if (argument is Enum && Unreadable.Parameter(call.HttpContext) is { } unreadable) return unreadable.Problem(call.HttpContext);
            var kind = ValidatorOf.GetOrAdd(argument.GetType(), static type => typeof(IValidator<>).MakeGenericType(type));
            if (call.HttpContext.RequestServices.GetService(kind) is not IValidator validator) continue;
            var outcome = await validator.ValidateAsync(new ValidationContext<object>(argument), call.HttpContext.RequestAborted);
            if (!outcome.IsValid)
                return TypedResults.ValidationProblem(outcome.ToDictionary(), type: "urn:yuanliu:shape",
                    extensions: new Dictionary<string, object?> { ["code"] = "shape" });
        }
        return await next(call);
    }
}

/// <summary>表单 — a form with files in it, which may come from anybody.</summary>
public static class Forms
{
    const int ValuesMax = 10, EndsEarly = unchecked((int)0x80131620);

    /// <summary>One that is broken off, or is no form within, cannot be read.</summary>
    public static async Task<IFormCollection> ReadForm(this HttpContext context, long bytesMax, CancellationToken ct)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = bytesMax;
        try
        {
            var limits = new FormOptions { MultipartBodyLengthLimit = bytesMax, ValueCountLimit = ValuesMax };
            return await context.Request.ReadFormAsync(limits, ct);
        }
        catch (Exception broken) when (broken is InvalidDataException
            or IOException { HResult: EndsEarly } and not BadHttpRequestException)
        {
            throw new BadHttpRequestException("The form cannot be read.", broken);
        }
    }
}

/// <summary>What may end a request from below: a second writer, a refusal raised inside the save, an unreadable body,
/// a full disk.</summary>
public sealed class Failures : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var refusal = exception is BadHttpRequestException unread ? Unreadable.Of(httpContext, unread) : Refusal(exception);
        if (refusal is null) return false;
        await refusal.Problem(httpContext).ExecuteAsync(httpContext);
        return true;
    }

    /// <summary>A reply that says no more than its status, for example where a parameter did not become an argument.</summary>
    public static Task Explain(StatusCodeContext reply) => reply.HttpContext is var context && context.Response.StatusCode is 400
        ? Unreadable.Of(context).Problem(context).ExecuteAsync(context)
        : Plain.HandleAsync(reply);

    static readonly StatusCodePagesOptions Plain = new();

    internal static Refusal? Refusal(Exception exception) => exception switch
    {
        DbUpdateConcurrencyException => new(RefusalKind.Conflict, "changed-meanwhile",
            "他人已先行办理，请刷新后再试。", "Someone else changed this first; reload and look again."),
        RefusedException refused => refused.Refusal,
        _ when IsDiskFull(exception) => Blobs.Full,
        DbUpdateException e when IsDuplicate(e) => new(RefusalKind.Conflict, "already-there",
            "该记录已存在。", "There already is such a record."),
        _ => null,
    };

    static bool IsDiskFull(Exception exception)
    {
        const int noSpaceLeft = 28, overQuota = 122, windowsDiskFull = unchecked((int)0x80070070);
        const int sqliteFull = 13, sqliteNoRoomForIndex = 4874;
        for (var e = exception; e is not null; e = e.InnerException!)
            if (e is Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: sqliteFull }
                or Microsoft.Data.Sqlite.SqliteException { SqliteExtendedErrorCode: sqliteNoRoomForIndex }
                or Npgsql.PostgresException { SqlState: "53100" }
                or IOException { HResult: noSpaceLeft or overQuota or windowsDiskFull }) return true;
        return false;
    }

    /// <summary>Another writer made the same row first.</summary>
    public static bool IsDuplicate(DbUpdateException exception) => exception.InnerException
        is Microsoft.Data.Sqlite.SqliteException { SqliteExtendedErrorCode: 2067 or 1555 }
        or Npgsql.PostgresException { SqlState: "23505" };
}
