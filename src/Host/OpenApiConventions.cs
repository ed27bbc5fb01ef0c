using System.Text.Json;
using System.Text.Json.Nodes;
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
            LeaveNullsOut(document);
            DescribeRefusals(document);
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

    /// <summary>Our own converters hide what they write: texts, moments, whole numbers, trees.</summary>
    /// <remarks>Nulls are left out of replies, so what may be null is not required, and everything else is.</remarks>
    static void SayWhatTravels(OpenApiSchema schema, JsonTypeInfo info)
    {
        var type = Nullable.GetUnderlyingType(info.Type) ?? info.Type;
        if (type == typeof(string) || type == typeof(DateTime) || type.IsEnum) schema.Type = JsonSchemaType.String;
        if (type == typeof(int) || type == typeof(long)) (schema.Type, schema.Pattern) = (JsonSchemaType.Integer, null);
        if (type == typeof(double) || type == typeof(decimal)) (schema.Type, schema.Pattern) = (JsonSchemaType.Number, null);
        if (type == typeof(JsonObject)) schema.AdditionalProperties = new OpenApiSchema();
        if (info.ElementType == typeof(string)) schema.Items = new OpenApiSchema { Type = JsonSchemaType.String };
        if (schema.Properties is not { Count: > 0 } properties) return;
        schema.Required = info.Properties.Where(p => !p.IsGetNullable && properties.ContainsKey(p.Name)).Select(p => p.Name).ToHashSet();
    }

    /// <summary>Absent, never null: replies leave nulls out, and a request may do the same.</summary>
    static void LeaveNullsOut(OpenApiDocument document)
    {
        foreach (var schema in document.Components?.Schemas?.Values.OfType<OpenApiSchema>() ?? [])
        {
            schema.Enum = schema.Enum?.Where(value => value is not null && value.GetValueKind() is not JsonValueKind.Null).ToList();
            foreach (var (name, property) in schema.Properties?.ToList() ?? []) schema.Properties![name] = NeverNull(property);
        }
        foreach (var operation in document.Paths.Values.SelectMany(path => path.Operations!.Values))
            foreach (var content in operation.RequestBody?.Content?.Values ?? [])
                if (content.Schema is { } body) content.Schema = NeverNull(body);
    }

    static IOpenApiSchema NeverNull(IOpenApiSchema schema)
    {
        if (schema is not OpenApiSchema own) return schema;
        if (own.OneOf is [{ Type: JsonSchemaType.Null }, var other]) return other;
        if (own.Type is { } type) own.Type = type & ~JsonSchemaType.Null;
        return own;
    }

    /// <summary>拒绝 — whatever an operation does not answer as described, it refuses in one and the same form.</summary>
    static void DescribeRefusals(OpenApiDocument document)
    {
        const string name = "Refusal";
        static OpenApiSchema Text(string? what = null) => new() { Type = JsonSchemaType.String, Description = what };
        var lines = new OpenApiSchema { Type = JsonSchemaType.Array, Items = Text() };
        document.AddComponent(name, new OpenApiSchema
        {
            Type = JsonSchemaType.Object, Required = new HashSet<string> { "status" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
                ["code"] = Text("stable; see docs/refusals.md"), ["zh"] = Text("the rule in Chinese"), ["en"] = Text("the rule in English"),
                ["detail"] = Text("the rule in the language asked for"), ["basis"] = Text("the provision it rests on"),
                ["clause"] = Text("the clause of the agreement"), ["instead"] = Text("what would be allowed"),
                ["errors"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object, Description = "what is wrong with the request, field by field",
                    AdditionalProperties = lines,
                },
            },
        });
        var problem = new OpenApiMediaType { Schema = new OpenApiSchemaReference(name, document) };
        document.AddComponent<IOpenApiResponse>(name, new OpenApiResponse
        {
            Description = "拒绝 / refused", Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = problem },
        });
        foreach (var operation in document.Paths.Values.SelectMany(path => path.Operations!.Values))
            (operation.Responses ??= [])["default"] = new OpenApiResponseReference(name, document);
    }
}
