using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Host;
using Yuanliu.Kernel;

namespace Yuanliu.Tests;

/// <summary>The hand-written migrations make the very tables that the model describes, on both databases.</summary>
/// <remarks>
/// Until the first release there is one migration a provider. <c>UPDATE_GOLDEN=1 dotnet test tests/Tidy --filter Schema</c> writes it anew
/// from the model;
/// after the release a change of the model is a new migration, written by hand.
/// </remarks>
public sealed class SchemaTests
{
    [Theory]
    [InlineData("sqlite", "Data Source=:memory:")]
    [InlineData("postgres", "Host=localhost")]
    public void The_first_migration_is_the_model(string provider, string connection)
    {
        using var services = Services(connection);
        using var scope = services.CreateScope();
        var script = scope.ServiceProvider.GetRequiredService<AppDb>().Database.GenerateCreateScript().ReplaceLineEndings("\n")
            .Replace("GO\n", "", StringComparison.Ordinal);
        Golden.Check($"src/Host/Migrations/{provider}/0001_spine.sql", script);
    }

    [Fact]
    public void A_change_inside_a_list_that_is_kept_as_text_is_seen()
    {
        using var services = Services("Data Source=:memory:");
        using var scope = services.CreateScope();
        var model = scope.ServiceProvider.GetRequiredService<AppDb>().GetService<IDesignTimeModel>().Model;
        var kept = model.GetEntityTypes().SelectMany(e => e.GetProperties()).Where(p => p.GetValueConverter() is not null
            && p.ClrType != typeof(string) && p.ClrType.IsAssignableTo(typeof(System.Collections.IEnumerable))).ToList();
        kept.Count.ShouldBeGreaterThan(5);
        foreach (var property in kept)
        {
            var parts = property.ClrType.GetGenericArguments();
            var was = Activator.CreateInstance((parts.Length == 2 ? typeof(Dictionary<,>) : typeof(List<>)).MakeGenericType(parts))!;
            var snapshot = property.GetValueComparer().Snapshot(was);
            snapshot.ShouldNotBeSameAs(was, $"{property.DeclaringType.ClrType.Name}.{property.Name}: keep it with KeepAsJson");
            property.GetValueComparer().Equals(was, snapshot).ShouldBeTrue(property.Name);
        }
    }

    static ServiceProvider Services(string connection)
    {
        var services = new ServiceCollection();
        foreach (var module in App.Modules) services.AddSingleton(module);
        services.AddSingleton<IEntropy, SystemEntropy>().AddSingleton(new ClockSource(new SystemClock())).AddSingleton<GuardedClock>()
            .AddSingleton<IClock>(s => s.GetRequiredService<GuardedClock>()).AddSingleton<Mint>().AddSingleton(new Subscriptions([]))
            .AddScoped<CallerBox>().AddScoped<Journal>();
        services.AddDbContext<AppDb>(o => o.UseDatabase(connection, typeof(App).Assembly));
        return services.BuildServiceProvider();
    }
}
