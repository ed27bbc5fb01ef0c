using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Yuanliu.Kernel;

/// <summary>One area of the law as a part of the program. The class that implements it is the area's table of contents.</summary>
public interface IModule
{
    void AddServices(IServiceCollection services);
    void MapStorage(ModelBuilder model);
    void MapEndpoints(IEndpointRouteBuilder routes);
}

/// <summary>What the program was started with.</summary>
/// <param name="Data">The folder that holds everything outside the database: blobs, holder files, the log, keys.</param>
/// <param name="Node">The node's name in URNs and as the log's origin, for example <c>localhost:5080</c>.</param>
/// <param name="PublicUrl">Scheme and host printed on certificates, without a trailing slash.</param>
/// <param name="Demo">Demo accounts and a clock that can be moved.</param>
public sealed record HostSettings(string Data, string Node, string PublicUrl, bool Demo)
{
    public string Folder(string name) => PrivateFolder.Make(Path.Combine(Data, name));
    public string Urn(string kind, Guid id) => $"urn:yuanliu:{Node}:{kind}:{id:D}";
}

/// <summary>到期 — work that time itself does: called for every module when a day begins, safe to run twice.</summary>
public interface IDaily
{
    /// <summary>Takes in the name of time what has fallen due. Returns how many acts it took; called again until that is 0.</summary>
    Task<int> TakeDue(CancellationToken ct);
}

/// <summary>待办 — what waits for somebody in one area.</summary>
/// <param name="Kind">Names the screen that shows it, for example <c>filing</c>.</param>
/// <param name="Href">The client's page.</param>
/// <param name="Register">By whose rules it waits, as rule packs name it; null where none is asked. Whether they bind is told beside
/// it.</param>
public sealed record WorkItem(
    string Area, string Kind, Guid Id, string Title, string Stage, RunningClock? Clock, IReadOnlyList<OpenStep> OpenSteps, string Href,
    string? Register = null);

/// <summary>What an area has for a caller to do. The host asks all areas and orders the answers by due day.</summary>
public interface IWorkList
{
    /// <returns>At most 50 items that wait for a step by this caller.</returns>
    Task<IReadOnlyList<WorkItem>> For(Caller caller, CancellationToken ct);
}

public sealed record SearchHit(string Kind, string Title, string Number, string Href);

/// <summary>What an area can find for a caller by number, name or term.</summary>
public interface ISearchable
{
    /// <returns>At most 5 hits that this caller may see.</returns>
    Task<IReadOnlyList<SearchHit>> Search(string term, Caller caller, CancellationToken ct);
}

/// <summary>What is read once before the first request: a file that is broken stops the start.</summary>
public sealed record ReadAtStart(Type Rules, Action<IServiceProvider> Read);

public static class StartWiring
{
    /// <param name="folder">Of the rules that come with the program.</param>
    public static IServiceCollection AddRules<T>(this IServiceCollection services, string folder, Func<string, T> read) where T : class
        => services.AddSingleton(_ => read(Path.Combine(AppContext.BaseDirectory, "rules", folder)))
            .AddSingleton(new ReadAtStart(typeof(T), sp => sp.GetRequiredService<T>()));
}
