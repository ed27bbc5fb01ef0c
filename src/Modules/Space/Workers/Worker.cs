using System.Diagnostics;

namespace Yuanliu.Space.Workers;

/// <summary>
/// A worker as the server holds it. It serves one question and is thrown away: nothing of one agreement can reach another's query.
/// </summary>
internal sealed class Worker : IDisposable
{
    readonly Process process;
    bool isReady;

    Worker(Process process) => this.process = process;

    public int ProcessId => process.Id;
    public bool HasEnded => process.HasExited;

    public static Worker Start(ProcessStartInfo command)
    {
        var process = Process.Start(command) ?? throw new InvalidOperationException($"{command.FileName} does not start.");
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return new(process);
    }

    /// <returns>False when the process ended.</returns>
    public async Task<bool> Open(WorkOpening opening, int bytesMax, CancellationToken ct)
    {
        try
        {
            if (await Messages.Read<WorkReply>(process.StandardOutput.BaseStream, bytesMax,
                ct) is not { Status: WorkStatus.Ready }) return false;
            await Messages.Write(process.StandardInput.BaseStream, opening, ct);
            return isReady = true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <returns>The reply; a timeout when none came in time; null when the process ended without one.</returns>
    /// <exception cref="OperationCanceledException">The caller went away. The process is killed with the worker's disposal.</exception>
    public async Task<WorkReply?> Do(WorkCommand command, TimeSpan grace, int bytesMax, CancellationToken ct)
    {
        if (!isReady) return null;
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timer.CancelAfter(TimeSpan.FromMilliseconds(command.TimeMilliseconds) + grace);
        try
        {
            await Messages.Write(process.StandardInput.BaseStream, command, timer.Token);
            return await Messages.Read<WorkReply>(process.StandardOutput.BaseStream, bytesMax, timer.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return WorkReply.Of(WorkStatus.Timeout);
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void Kill()
    {
        if (!process.HasExited) process.Kill();
    }

    public void Dispose()
    {
        Kill();
        process.Dispose();
    }
}
