using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Yuanliu.Kernel;

namespace Yuanliu.Host;

/// <summary>What the generated API description says beyond the routes: title, who may call what, and shapes as they truly travel.</summary>
internal static class OpenApiConventions
{
    public static void Apply(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new() { Title = "源流 Yuanliu", Version = "1", Description = "数据要素基础设施 · data-element infrastructure" };
            document.Servers?.Clear();
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<Access>().LastOrDefault() is { } access)
                operation.Description = access.Roles is null ? "公开 / public"
                    : $"{access.Scope}: {(access.Roles.Count == 0 ? "已登录 / signed in" : string.Join(", ", access.Roles))}";
            return Task.CompletedTask;
        });
        options.CreateSchemaReferenceId = info => OpenApiOptions.CreateDefaultSchemaReferenceId(info) is null ? null : NameOf(info.Type);
        options.AddSchemaTransformer((schema, context, _) =>
        {
            SayWhatTravels(schema, context.JsonTypeInfo);
            return Task.CompletedTask;
        });
    }

    /// <summary>The type's name with its area and the act it belongs to: two areas may share a word.</summary>
    /// <returns>For example <c>Registration.GetFiling.View</c>.</returns>
    static string NameOf(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner) return NameOf(inner);
        if (type.IsGenericType)
            return $"{type.Name[..type.Name.IndexOf('`')]}.Of.{string.Join(".And.", type.GetGenericArguments().Select(NameOf))}";
        var parts = new Stack<string>([type.Name]);
        for (var outer = type.DeclaringType; outer is not null; outer = outer.DeclaringType) parts.Push(outer.Name);
        if (type.Namespace?.Split('.') is ["Yuanliu", var area, ..]) parts.Push(area);
        return string.Join('.', parts);
    }

    /// <summary>Our own converters hide what they write: texts, moments, whole numbers.</summary>
    /// <remarks>Nulls are left out of replies, so what may be null is not required.</remarks>
    static void SayWhatTravels(OpenApiSchema schema, JsonTypeInfo info)
    {
        var type = Nullable.GetUnderlyingType(info.Type) ?? info.Type;
        if (type == typeof(string) || type == typeof(DateTime)) schema.Type = JsonSchemaType.String;
        if (type == typeof(int) || type == typeof(long)) (schema.Type, schema.Pattern) = (JsonSchemaType.Integer, null);
        if (type == typeof(double) || type == typeof(decimal)) (schema.Type, schema.Pattern) = (JsonSchemaType.Number, null);
        if (info.ElementType == typeof(string)) schema.Items = new OpenApiSchema { Type = JsonSchemaType.String };
        foreach (var property in info.Properties.Where(p => p.IsGetNullable)) schema.Required?.Remove(property.Name);
    }
}
