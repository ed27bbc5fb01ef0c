using System.Text;
using Yuanliu.Compute.Identifiers;

namespace Yuanliu.Registration.Certificates;

/// <summary>批量核验 — a list of certificate numbers, one a line, is answered line by line.</summary>
internal static class VerifyMany
{
    public const int NumbersMax = 10_000;
    const int BytesMax = 1 << 20, BatchMax = 500;
    static readonly Pace pace = new("registration.verify-many", 30, TimeSpan.FromMinutes(10));

    /// <param name="Status">Null when there is no such certificate.</param>
    internal sealed record Line(
        string Number, CertificateStatus? Status, string? Title, string? HolderName, string? ResourceTitle, DateOnly? IssuedOn,
            DateOnly? ValidUntil);
    internal sealed record View(int Asked, int Valid, int Unknown, IReadOnlyList<Line> Items);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/certificates/verify-many", Handle).OpenToAnyone().AtPace(pace).WithName(nameof(VerifyMany))
        .WithSummary("批量核验证书").Accepts<string>("text/plain", "text/csv");

    /// <param name="format"><c>csv</c> for a file to keep; else JSON.</param>
    static async Task<Results<Ok<View>, FileContentHttpResult, ProblemHttpResult>> Handle(
        string? format, HttpContext context, AppDb db, IClock clock, CancellationToken ct)
    {
        if (await Read(context.Request.Body, ct) is not { Count: > 0 and <= NumbersMax } numbers) return Refusals.BadList(NumbersMax)
            .Problem(context);
        var found = new Dictionary<string, Line>();
        var today = LegalDay.Of(clock.Now);
        foreach (var batch in numbers.Distinct().Chunk(BatchMax))
        {
            var ids = batch.Select(ObjectIdentifier.Read).OfType<(string Arc, Guid Id)>().Select(n => new CertificateId(n.Id)).ToList();
            foreach (var c in await db.Set<Certificate>().AsNoTracking().Where(c => batch.Contains(c.Number) || ids.Contains(c.Id))
                .ToListAsync(ct))
                foreach (var named in new[] { c.Number, c.Facts.Oid }.OfType<string>())
                    found[named] = new(named, c.On(today), c.Facts.Title, c.Facts.PublicHolder, c.Facts.Resource.Title, c.IssuedOn,
                        c.ValidUntil);
        }
        List<Line> lines = numbers.ConvertAll(n => found.GetValueOrDefault(n, new(n, null, null, null, null, null, null)));
        return format is "csv" ? TypedResults.File(Csv(lines), "text/csv; charset=utf-8", "certificates.csv")
            : TypedResults.Ok(new View(lines.Count, lines.Count(l => l.Status is CertificateStatus.Valid),
                lines.Count(l => l.Status is null), lines));
    }

    /// <summary>The first cell of every line that has one, without the heading above them, which has no digit; null when there is too much
    /// to read or it is not text.</summary>
    static async Task<List<string>?> Read(Stream body, CancellationToken ct)
    {
        var bytes = new byte[BytesMax + 1];
        var read = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, ct);
        if (read > BytesMax || bytes.AsSpan(0, read).Contains((byte)0)) return null;
        var text = Encoding.UTF8.GetString(bytes, 0, read).TrimStart('\uFEFF');
        return [.. text.Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split([',', '\t', ';'], 2)[0].Trim()
            .Trim('"', '\''))
            .Where(n => n.Length is > 0 and <= 60)
            .SkipWhile((n, line) => line == 0 && !n.Any(char.IsAsciiDigit))];
    }

    static byte[] Csv(List<Line> lines)
    {
        var csv = new Csv().Text("证书编号").Text("状态").Text("证书").Text("持有人").Text("数据").Text("发证日期").Text("有效期至").End();
        foreach (var l in lines)
            csv.Text(l.Number).Text(l.Status is { } status ? Zh(status) : "无此证书").Text(l.Title).Text(l.HolderName).Text(l.ResourceTitle)
                .Text(l.IssuedOn?.ToString("yyyy-MM-dd")).Text(l.ValidUntil?.ToString("yyyy-MM-dd")).End();
        return csv.ToUtf8();
    }

    internal static string Zh(CertificateStatus status) => status switch
    {
        CertificateStatus.Valid => "有效", CertificateStatus.Suspended => "中止", CertificateStatus.Revoked => "已撤销", CertificateStatus.Expired
            => "已到期",
        CertificateStatus.Superseded => "已换发", CertificateStatus.Cancelled => "已注销",
    };
}
