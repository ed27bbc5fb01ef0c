namespace Yuanliu.Catalog.Databases;

/// <summary>数据库连接管理 — a steward names a database of the holder, sees its tables, and takes the connection away again.</summary>
internal static class ManageConnections
{
    const int TablesMax = 1000;

    /// <param name="Password">Kept in the node's data folder, and shown to nobody again.</param>
    internal sealed record Request(string Name, string Host, int Port, string Database, string User, string Password);
    internal sealed record View(Guid Id, string Name, DateTime At)
    {
        public static View Of(SourceConnection connection) => new(connection.Id.Value, connection.Name, connection.At);
    }

    internal sealed record TableView(string Schema, string Name);

    /// <param name="Native">The type as the database writes it.</param>
    /// <param name="Type">The type it is kept in; null where it cannot be catalogued.</param>
    internal sealed record TableColumnView(string Name, string Native, string? Type);

    internal sealed class Shape : AbstractValidator<Request>
    {
        public Shape()
        {
            RuleFor(r => r.Name).NotEmpty().MaximumLength(100);
            RuleFor(r => r.Host).NotEmpty().MaximumLength(253).Matches("^[A-Za-z0-9.:-]+$");
            RuleFor(r => r.Port).InclusiveBetween(1, 65535);
            RuleFor(r => r.Database).NotEmpty().MaximumLength(63);
            RuleFor(r => r.User).NotEmpty().MaximumLength(63);
            RuleFor(r => r.Password).NotNull().MaximumLength(500);
        }
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/connections", Add).OpenTo("catalog:write", Role.Steward).WithName("AddConnection").WithSummary("登记数据库连接");
        routes.MapGet("/connections", List).OpenTo("catalog:read", Role.Steward).WithName("ListConnections").WithSummary("数据库连接列表");
        routes.MapGet("/connections/{id:guid}/tables", Tables).OpenTo("catalog:write", Role.Steward).WithName("ListTables")
            .WithSummary("库中可读的表");
        routes.MapGet("/connections/{id:guid}/columns", Columns).OpenTo("catalog:write", Role.Steward).WithName("ListTableColumns")
            .WithSummary("表中可读的列");
        routes.MapPost("/connections/{id:guid}/remove", Remove).OpenTo("catalog:write", Role.Steward).WithName("RemoveConnection")
            .WithSummary("撤除数据库连接");
    }

    static async Task<Results<Created<View>, ProblemHttpResult>> Add(
        Request request, HttpContext context, AppDb db, CallerBox box, TableReader tables, ConnectionSecrets secrets, Mint mint,
        IClock clock, CancellationToken ct)
    {
        var secret = new ConnectionSecret(request.Host, request.Port, request.Database, request.User, request.Password);
        var opened = await tables.Open(secret, ct);
        if (opened.Value is not { } reader) return opened.Refusal!.Problem(context);
        await reader.DisposeAsync();
        var made = new SourceConnection
        {
            Id = mint.Id<SourceConnectionId>(), Holder = new(box.Known.OrganizationId), Name = request.Name.Trim(), At = clock.Now,
        };
        db.Add(made);
        await db.SaveChangesAsync(ct);
        await Keep(made, secret, db, secrets);
        return TypedResults.Created($"/api/catalog/connections/{made.Id.Value}", View.Of(made));
    }

    /// <summary>After the connection itself: whatever fails or dies, no secret stays that no connection names.</summary>
    static async Task Keep(SourceConnection made, ConnectionSecret secret, AppDb db, ConnectionSecrets secrets)
    {
        try { secrets.Keep(made.Id, secret); }
        catch
        {
            db.Remove(made);
            await db.SaveChangesAsync(CancellationToken.None);
            throw;
        }
    }

    /// <param name="after">The id of the last connection of the page before; a page that is not full is the last.</param>
    static async Task<Ok<List<View>>> List(AppDb db, CallerBox box, string? q, string? after, int? take, CancellationToken ct)
    {
        var holder = new OrganizationId(box.Known.OrganizationId);
        var rows = db.Set<SourceConnection>().AsNoTracking().Where(c => c.Holder == holder);
        if (q is { Length: > 0 }) rows = rows.Where(c => c.Name.Contains(q));
        if (Paging.After<SourceConnectionId>(after) is { } cursor) rows = rows.Where(c => c.Id.CompareTo(cursor) > 0);
        var size = Paging.Size(take ?? Paging.TakeMax);
        return TypedResults.Ok((await rows.OrderBy(c => c.Id).Take(size).ToListAsync(ct)).ConvertAll(View.Of));
    }

    static async Task<Results<Ok<List<TableView>>, ProblemHttpResult>> Tables(
        Guid id, HttpContext context, AppDb db, CallerBox box, TableReader tables, CancellationToken ct)
    {
        if (await Own(id, db, box, ct) is not { } connection) return Refusals.NoSuchConnection.Problem(context);
        var opened = await tables.Open(connection.Id, ct);
        if (opened.Value is not { } reader) return opened.Refusal!.Problem(context);
        await using var _ = reader;
        var seen = await DatabaseReader.OrGone<List<TableView>>(
            async () => (await reader.Tables(TablesMax, ct)).Select(t => new TableView(t.Schema, t.Name)).ToList(), ct);
        return seen.Value is { } list ? TypedResults.Ok(list) : seen.Refusal!.Problem(context);
    }

    static async Task<Results<Ok<List<TableColumnView>>, ProblemHttpResult>> Columns(
        Guid id, string schema, string table, HttpContext context, AppDb db, CallerBox box, TableReader tables, CancellationToken ct)
    {
        if (await Own(id, db, box, ct) is not { } connection) return Refusals.NoSuchConnection.Problem(context);
        var opened = await tables.Open(connection.Id, ct);
        if (opened.Value is not { } reader) return opened.Refusal!.Problem(context);
        await using var _ = reader;
        var seen = await DatabaseReader.OrGone<List<TableColumnView>>(
            async () => (await reader.Columns(schema, table, ct))
                .ConvertAll(c => new TableColumnView(c.Column.Name, c.Column.Native, c.Column.Form?.Type)), ct);
        if (seen.Value is not { } list) return seen.Refusal!.Problem(context);
        return list.Count == 0 ? Refusals.NoSuchTable.Problem(context) : TypedResults.Ok(list);
    }

    /// <summary>From then on nothing that rests on it is answered.</summary>
    static async Task<Results<NoContent, ProblemHttpResult>> Remove(
        Guid id, HttpContext context, AppDb db, CallerBox box, ConnectionSecrets secrets, CancellationToken ct)
    {
        if (await Own(id, db, box, ct) is not { } connection) return Refusals.NoSuchConnection.Problem(context);
        secrets.Forget(connection.Id);
        db.Remove(connection);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    internal static async Task<SourceConnection?> Own(Guid id, AppDb db, CallerBox box, CancellationToken ct)
    {
        var (wanted, holder) = (new SourceConnectionId(id), new OrganizationId(box.Known.OrganizationId));
        return await db.Set<SourceConnection>().SingleOrDefaultAsync(c => c.Id == wanted && c.Holder == holder, ct);
    }
}
