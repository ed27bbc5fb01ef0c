using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Yuanliu.Kernel;

namespace Yuanliu.Host;

/// <summary>What the generated API description says beyond the routes: title, and who may call what.</summary>
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
    }
}
