using Yuanliu.Host.Simulation;

namespace Yuanliu.Host.Verbs;

/// <summary>模拟 — plays filings against a rule pack on a folder and a clock of its own, and reports lead times, faults and lapses.</summary>
internal static class Simulate
{
    public static async Task<int> Run(string[] args, CancellationToken ct)
    {
        if (SimulationPlan.Read(args, out var wrong) is not { } plan) return Refuse(wrong.Zh, wrong.En);
        var packs = Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "rules", "registration"), "*.yaml")
            .Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal).ToList();
        if (!packs.Contains(plan.Pack))
            return Refuse($"没有规则包“{plan.Pack}”；现有：{string.Join("、", packs)}",
                $"no such pack: {plan.Pack}; there are {string.Join(", ", packs)}");
        try
        {
            Console.Write((await SimulationRun.Play(plan, "", ct)).Text());
            return 0;
        }
        catch (SimulationBroke broke)
        {
            Console.Error.WriteLine($"模拟中止：程序做了不应做的事 / the simulation stopped, the program did what it must not: {broke.Message}");
            return 1;
        }
    }

    static int Refuse(string zh, string en)
    {
        Console.Error.WriteLine($"{zh} / {en}");
        return 2;
    }
}
