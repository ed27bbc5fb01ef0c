using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Yuanliu.Kernel;

namespace Yuanliu.Host.Migrations;

/// <summary>The first tables, on SQLite.</summary>
[DbContext(typeof(AppDb)), Migration("0001_spine_sqlite"), ForProvider(MigrationWiring.Sqlite)]
public sealed class SpineOnSqlite() : SqlMigration(typeof(SpineOnSqlite).Assembly, "sqlite/0001_spine.sql");

/// <summary>The first tables, on PostgreSQL.</summary>
[DbContext(typeof(AppDb)), Migration("0001_spine_postgres"), ForProvider(MigrationWiring.Postgres)]
public sealed class SpineOnPostgres() : SqlMigration(typeof(SpineOnPostgres).Assembly, "postgres/0001_spine.sql");
