using System.ComponentModel;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Yuanliu.Kernel;

/// <summary>无法识别的请求 — says which part of a request could not be read, in the words of the API's description and of nothing behind
/// it.</summary>
internal static class Unreadable
{
    const int PlaceMax = 100;

    /// <summary>Why what was sent did not become what the endpoint takes.</summary>
    public static Refusal Of(HttpContext context, BadHttpRequestException why) => why switch
    {
        { StatusCode: StatusCodes.Status413PayloadTooLarge } => TooLarge,
        { InnerException: JsonException { Path: ['$', '.', .. { Length: <= PlaceMax } place] } } => InBody(place),
        { InnerException: JsonException } => NotJson,
        _ => Of(context),
    };

    /// <summary>The same where nobody said why.</summary>
    public static Refusal Of(HttpContext context) => Parameter(context) ?? Malformed;

    /// <summary>The first parameter of the address that is missing or cannot be read.</summary>
    public static Refusal? Parameter(HttpContext context)
    {
        // While a failure is answered the endpoint stands beside it.
        var failed = context.Features.Get<IExceptionHandlerPathFeature>();
        if ((failed?.Endpoint ?? context.GetEndpoint()) is not { } endpoint) return null;
        foreach (var known in endpoint.Metadata.GetOrderedMetadata<IParameterBindingMetadata>())
        {
            var type = Nullable.GetUnderlyingType(known.ParameterInfo.ParameterType) ?? known.ParameterInfo.ParameterType;
            if (!known.HasTryParse && type != typeof(string) || known.ParameterInfo.IsDefined(typeof(IFromHeaderMetadata), inherit: true))
                continue;
            if (Given(context, failed?.RouteValues ?? context.Request.RouteValues, known.Name) is { } given)
            {
                if (!IsReadable(type, given)) return Unknown(known.Name, type);
            }
            else if (!known.IsOptional) return Missing(known.Name);
        }
        return null;
    }

    /// <remarks>What is left empty is not given.</remarks>
    static string? Given(HttpContext context, Microsoft.AspNetCore.Routing.RouteValueDictionary route, string name)
        => (route.TryGetValue(name, out var value) ? value?.ToString() : context.Request.Query[name].ToString()) is { Length: > 0 } given
            ? given : null;

    /// <remarks>One of its names: their numbers, and several of them added up, are nothing that the API's description knows.</remarks>
    static bool IsReadable(Type type, string given)
    {
        if (type.IsEnum) return Enum.GetNames(type).Contains(given, StringComparer.OrdinalIgnoreCase);
        var reader = TypeDescriptor.GetConverter(type);
        return !reader.CanConvertFrom(typeof(string)) || reader.IsValid(given);
    }

    static Refusal Unknown(string name, Type type)
    {
        var refusal = new Refusal(
            RefusalKind.Invalid, "request.parameter", $"参数“{name}”的值无法识别。", $"The value of the parameter {name} cannot be read.");
        if (!type.IsEnum) return refusal;
        var known = Enum.GetNames(type);
        return refusal with { Instead = new($"可用的值：{string.Join('、', known)}。", $"One of: {string.Join(", ", known)}.") };
    }

    static Refusal Missing(string name) => new(
        RefusalKind.Invalid, "request.parameter-missing", $"缺少参数“{name}”。", $"The parameter {name} is missing.");
    static Refusal InBody(string place) => new(
        RefusalKind.Invalid, "request.body", $"请求内容的“{place}”无法识别。", $"The request's “{place}” cannot be read.");
    static Refusal NotJson => new(RefusalKind.Invalid, "request.body",
        "请求内容不是 JSON，或缺少必填项。", "The request is no JSON, or lacks something that it must have.");
    static Refusal TooLarge => new(
        RefusalKind.TooLarge, "request.too-large", "请求内容超过上限。", "The request is larger than allowed.");
    static Refusal Malformed => new(RefusalKind.Invalid, "request.malformed", "请求格式有误。", "The request cannot be read.");
}
