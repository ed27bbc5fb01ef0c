using System.Diagnostics;
using System.Security.Cryptography;
using Yuanliu.Compute.Merkle;
using Yuanliu.Compute.Signing;

namespace Yuanliu.Bench;

/// <summary>Facts made durable a second, and proofs served a second, by the log alone.</summary>
internal static class LogBench
{
    const int Batches = 40, BatchSize = 2_500, Proofs = 60_000, ProofThreads = 2;

    public static Task<IReadOnlyList<Figure>> Run() => Benchmarks.InFolder<IReadOnlyList<Figure>>(folder =>
    {
        using var log = TileLog.Open(new DiskFiles(folder), "bench.example", Ed25519Key.FromSeed(SHA256.HashData("bench"u8)));
        var watch = Stopwatch.StartNew();
        for (var batch = 0; batch < Batches; batch++) log.Append(log.Size, Entries(batch));
        var appended = Batches * BatchSize / watch.Elapsed.TotalSeconds;

        var size = log.Size;
        watch.Restart();
        Parallel.For(0, ProofThreads, thread =>
        {
            for (long i = thread, index = thread; i < Proofs; i += ProofThreads, index = (index + 7_919) % size) log.Proof(index, size);
        });
        var proofs = Proofs / watch.Elapsed.TotalSeconds;
        return Task.FromResult<IReadOnlyList<Figure>>(
        [
            new($"log: facts appended durably (batches of {BatchSize}, fsync and checkpoint each)", Benchmarks.Rate(appended),
                "≥ 10,000/s"),
            new($"log: inclusion proofs from tiles (size {size:N0}, {ProofThreads} threads)", Benchmarks.Rate(proofs), "≥ 20,000/s"),
        ]);
    });

    static List<ReadOnlyMemory<byte>> Entries(int batch)
    {
        var entries = new List<ReadOnlyMemory<byte>>(BatchSize);
        for (var i = 0; i < BatchSize; i++)
            entries.Add((byte[])[1, .. SHA256.HashData(BitConverter.GetBytes((long)batch * BatchSize + i))]);
        return entries;
    }
}
