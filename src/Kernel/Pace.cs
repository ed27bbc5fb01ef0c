using Microsoft.AspNetCore.Builder;

namespace Yuanliu.Kernel;

/// <summary>限流 — how often one address may call an endpoint. The host keeps count.</summary>
/// <param name="Name">Endpoints of one name are counted together.</param>
/// <param name="Max">Calls of one address within <paramref name="Window"/>.</param>
public sealed record Pace(string Name, int Max, TimeSpan Window);

public static class Pacing
{
    public static RouteHandlerBuilder AtPace(this RouteHandlerBuilder endpoint, Pace pace) => endpoint.WithMetadata(pace);
}
