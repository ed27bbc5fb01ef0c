using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Internal;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Update;

namespace Yuanliu.Kernel;

/// <summary>A migration written by hand for one provider, as SQL that lies beside the others in
/// <c>src/Host/Migrations/{provider}</c>.</summary>
public abstract class SqlMigration(Assembly assembly, string resource) : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        using var stream = assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"No migration {resource}.");
        using var reader = new StreamReader(stream);
        migrationBuilder.Sql(reader.ReadToEnd());
    }
}

/// <summary>Marks the one provider that a migration is written for.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ForProviderAttribute(string provider) : Attribute
{
    public string Provider => provider;
}

public static class MigrationWiring
{
    public const string Sqlite = "Microsoft.EntityFrameworkCore.Sqlite", Postgres = "Npgsql.EntityFrameworkCore.PostgreSQL";

    /// <summary>SQLite for a file, PostgreSQL for what begins with <c>Host=</c>; migrations come from the given assembly.</summary>
    public static void UseDatabase(this DbContextOptionsBuilder options, string connection, Assembly migrations)
    {
        _ = connection.StartsWith("Host=", StringComparison.OrdinalIgnoreCase)
            ? options.UseNpgsql(connection, o => o.MigrationsAssembly(migrations.GetName().Name))
            : options.UseSqlite(connection, o => o.MigrationsAssembly(migrations.GetName().Name))
                .KeepConnections();
        // Migrations are hand-written and have no model snapshot; a test compares the migrated schema with the model instead.
        options.ConfigureWarnings(w => w.Ignore(RelationalEventId.PendingModelChangesWarning));
        options.ReplaceService<IMigrationsAssembly, ProviderMigrations>();
    }
}

/// <summary>Lets EF see only the migrations of the provider in use.</summary>
#pragma warning disable EF1001 // The only seam EF offers for choosing migrations by provider.
internal sealed class ProviderMigrations(
    ICurrentDbContext currentContext, IDbContextOptions options, IMigrationsIdGenerator idGenerator,
    IDiagnosticsLogger<DbLoggerCategory.Migrations> logger, IDatabaseProvider provider)
    : MigrationsAssembly(currentContext, options, idGenerator, logger)
{
    readonly string name = provider.Name;

    public override IReadOnlyDictionary<string, TypeInfo> Migrations => base.Migrations
        .Where(m => m.Value.GetCustomAttribute<ForProviderAttribute>()?.Provider == name)
        .ToDictionary(m => m.Key, m => m.Value);
}
#pragma warning restore EF1001
