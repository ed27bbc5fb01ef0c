using Yuanliu.Catalog.Uploads;
using Yuanliu.Engines.DuckDb.Intake;

namespace Yuanliu.Catalog.Resources;

/// <summary>Where a resource's bytes lie, with the data folder left out: the folder may move.</summary>
internal sealed record StoredSource(string RelationSql, IReadOnlyList<string> Paths)
{
    const string Folder = "{data}";

    public static StoredSource Of(Source source, HolderFiles files)
        => new(source.RelationSql.Replace(files.Root, Folder, StringComparison.Ordinal),
            [.. source.Files.Select(f => f.Replace(files.Root, Folder, StringComparison.Ordinal))]);

    public ResourceData Resolve(HolderFiles files)
        => new(RelationSql.Replace(Folder, files.Root, StringComparison.Ordinal),
            [.. Paths.Select(p => p.Replace(Folder, files.Root, StringComparison.Ordinal))]);
}
