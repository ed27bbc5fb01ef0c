using Yuanliu.Registration;

namespace Yuanliu.Host.Verbs;

/// <summary>规则包检查 — reads the rule packs and says what is wrong where. Reads no database.</summary>
internal static class Pack
{
    public static int Run(string[] args)
    {
        if (args is not ["lint", .. { Length: <= 1 } rest])
            return Refuse("用法：./run.sh pack lint [规则文件夹]", "usage: ./run.sh pack lint [rules folder]");
        var rules = rest is [var given] ? given : Directory.Exists("rules") ? "rules" : Path.Combine(AppContext.BaseDirectory, "rules");
        if (!Directory.Exists(Path.Combine(rules, "registration")) || !Directory.Exists(Path.Combine(rules, "sources")))
            return Refuse($"{rules} 中没有 registration 和 sources。", $"{rules} does not hold registration and sources.");
        return Print(RegistrationModule.Lint(rules));
    }

    static int Print(IReadOnlyList<Kernel.RuleFinding> findings)
    {
        foreach (var finding in findings) Console.WriteLine(finding);
        var (wrong, warnings) = (findings.Count(f => !f.Warning), findings.Count(f => f.Warning));
        Console.WriteLine(wrong == 0 ? "规则包无误 / clean" : $"发现 {wrong} 处问题 / {wrong} findings");
        if (warnings > 0) Console.WriteLine($"另有 {warnings} 处提醒：写了而不起作用 / {warnings} warnings: said, and nothing acts on it");
        return wrong == 0 ? 0 : 1;
    }

    static int Refuse(string zh, string en)
    {
        Console.Error.WriteLine($"{zh} / {en}");
        return 2;
    }
}
