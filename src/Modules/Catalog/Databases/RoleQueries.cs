namespace Yuanliu.Catalog.Databases;

/// <summary>What is asked about the role of a connection, and of which tables it may read.</summary>
/// <remarks>A role can become every role it is a member of, so those count too, whether their rights are inherited or not.</remarks>
internal static class RoleQueries
{
    const string Own = "n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_'";

    public const string IsPowerful = """
        SELECT EXISTS (SELECT 1 FROM pg_roles g WHERE pg_has_role(current_user, g.oid, 'MEMBER')
            AND (g.rolsuper OR g.rolcreatedb OR g.rolcreaterole OR g.rolreplication OR g.rolbypassrls OR g.rolname ~ '^pg_'))
        """;

    public const string MayWrite = $"""
        SELECT EXISTS (SELECT 1 FROM pg_roles g WHERE pg_has_role(current_user, g.oid, 'MEMBER') AND (
            has_database_privilege(g.oid, current_database(), 'CREATE')
            OR EXISTS (SELECT 1 FROM pg_namespace n WHERE {Own} AND has_schema_privilege(g.oid, n.oid, 'CREATE'))
            OR EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {Own} AND CASE
                WHEN c.relkind = 'S' THEN has_sequence_privilege(g.oid, c.oid, 'USAGE, UPDATE')
                WHEN c.relkind IN ('r', 'p', 'v', 'm', 'f') THEN has_table_privilege(g.oid, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
                    OR has_any_column_privilege(g.oid, c.oid, 'INSERT, UPDATE')
                ELSE false END)))
        """;

    const string Readable = $"""
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {Own}
            AND EXISTS (SELECT 1 FROM pg_roles g WHERE pg_has_role(current_user, g.oid, 'MEMBER')
                AND has_schema_privilege(g.oid, n.oid, 'USAGE') AND has_any_column_privilege(g.oid, c.oid, 'SELECT'))
        """;

    public const string SeesManySchemas = $"SELECT count(DISTINCT n.oid) > 1 {Readable} AND c.relkind IN ('r', 'p', 'v', 'm', 'f')";

    public const string Tables = $"""
        SELECT n.nspname::text, c.relname::text {Readable} AND c.relkind IN ('r', 'p', 'm') AND NOT c.relispartition
        ORDER BY 1, 2 LIMIT $1
        """;

    /// <summary>Of a table in the strict sense: behind a view or a foreign table nobody could tell whether it changed.</summary>
    public const string Columns = """
        SELECT c.oid, a.attname::text, format_type(a.atttypid, a.atttypmod), a.attnum
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE n.nspname = $1 AND c.relname = $2 AND c.relkind IN ('r', 'p', 'm') AND a.attnum > 0 AND NOT a.attisdropped
            AND has_schema_privilege(n.oid, 'USAGE') AND has_column_privilege(c.oid, a.attnum, 'SELECT')
            AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
        ORDER BY a.attnum
        """;
}
