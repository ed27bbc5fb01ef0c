using Shouldly;

namespace Yuanliu.Tests;

/// <summary>Files that are generated and committed: a test fails when one is stale, and writes it anew when told to.</summary>
public static class Golden
{
    public static string Root { get; } = FindRoot();

    public static void Check(string path, string actual)
    {
        var file = Path.Combine(Root, path);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, actual);
        }
        (File.Exists(file) ? File.ReadAllText(file)
            : "").ShouldBe(actual, $"{path} is stale: run the test again with UPDATE_GOLDEN=1 and commit the file");
    }

    static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Yuanliu.slnx"))) return folder.FullName;
        throw new InvalidOperationException("Not inside the repository.");
    }
}
