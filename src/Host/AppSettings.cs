using System.Data.Common;
using Yuanliu.Kernel;

namespace Yuanliu.Host;

/// <summary>The environment the program reads: <c>YUANLIU_URLS</c>, <c>YUANLIU_DATA</c>, <c>YUANLIU_DB</c>, <c>YUANLIU_DEMO</c>,
/// <c>YUANLIU_PUBLIC_URL</c>, <c>YUANLIU_NODE</c>.</summary>
/// <param name="Db">Empty: SQLite in the data folder. <c>Host=…</c>: PostgreSQL.</param>
public sealed record AppSettings(string Urls, string Data, string Db, bool Demo, string PublicUrl, string Node)
{
    public const string DefaultUrls = "http://localhost:5080";

    public static AppSettings FromEnvironment()
    {
        string Read(string name, string otherwise) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : otherwise;
        var urls = Read("YUANLIU_URLS", DefaultUrls);
        var publicUrl = Read("YUANLIU_PUBLIC_URL", urls.Split(';')[0]).TrimEnd('/');
        return new(urls, Path.GetFullPath(Read("YUANLIU_DATA", "data")), Read("YUANLIU_DB", ""),
            Read("YUANLIU_DEMO", "on") != "off", publicUrl, Read("YUANLIU_NODE", new Uri(publicUrl).Authority));
    }

    public string Connection => Db.Length > 0 ? Prepared(Db) : $"Data Source={Path.Combine(Data, "yuanliu.db")};Pooling=False";

    /// <summary>PostgreSQL plans what is asked again and again only once per connection, unless the connection string says otherwise:
    /// planning who is calling costs more than finding out.</summary>
    static string Prepared(string db)
        => !db.StartsWith("Host=", StringComparison.OrdinalIgnoreCase)
        || new DbConnectionStringBuilder { ConnectionString = db }.ContainsKey("Max Auto Prepare") ? db : db + ";Max Auto Prepare=100";

    public HostSettings ForModules() => new(Data, Node, PublicUrl, Demo);
}
