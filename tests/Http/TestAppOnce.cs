using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Yuanliu.Kernel;
using Yuanliu.Registration.Certificates;
using Yuanliu.Space;
using Yuanliu.Space.Workers;
using Yuanliu.Trading.Renderings;

namespace Yuanliu.Tests;

/// <summary>What is the same in every test is made by the first one: reading all rules took longer than most tests.</summary>
internal static class TestAppOnce
{
    /// <summary>Besides the rules: the law they rest on, and two fonts of ten megabytes each.</summary>
    static readonly Type[] AlsoShared = [typeof(LawIndex), typeof(CertificateFonts), typeof(AgreementFonts)];

    static readonly ConcurrentDictionary<Type, Lazy<object>> Made = new();

    static readonly ConcurrentDictionary<(long Memory, long Preparing, int Count), SpareWorkers> Waiting = new();
    static readonly Confinement Confined = new();

    static readonly Lazy<string> SealKey = new(() =>
    {
        using var key = RSA.Create(3072);
        return key.ExportPkcs8PrivateKeyPem();
    });

    /// <summary>All come from the program's own files and are never changed. A test that has rules of its own adds them later.</summary>
    public static void Share(IServiceCollection services)
    {
        var rules = services.Select(s => s.ImplementationInstance).OfType<ReadAtStart>().Select(r => r.Rules);
        foreach (var type in rules.Concat(AlsoShared).ToList())
        {
            var own = services.Last(s => s.ServiceType == type);
            services.AddSingleton(type, sp => Made.GetOrAdd(type, _ => new(() => Make(own, sp))).Value);
        }
        services.AddSingleton(sp => new WorkerPool(sp.GetRequiredService<SpaceLimits>(), Spares(sp.GetRequiredService<SpaceLimits>())));
    }

    /// <summary>Workers that wait for a question know of no node yet: one that a test did not need serves the next.</summary>
    public static SpareWorkers Spares(SpaceLimits limits) => Waiting.GetOrAdd(
        (limits.MemoryBytesMax, limits.PrepareMemoryBytesMax, limits.WorkersMax),
        _ => new(limits, Confined, NullLogger<SpareWorkers>.Instance));

    static object Make(ServiceDescriptor own, IServiceProvider services)
        => own.ImplementationFactory?.Invoke(services) ?? Activator.CreateInstance(own.ImplementationType!)!;

    /// <summary>Looking for the primes of a seal takes up to a second: all nodes have the same, as after a backup's return.</summary>
    public static void KeepSealKey(string data)
        => PrivateFolder.Write(Path.Combine(PrivateFolder.Make(Path.Combine(data, "keys")), "seal.pem"), SealKey.Value);
}
