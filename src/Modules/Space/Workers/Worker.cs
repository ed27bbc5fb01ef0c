using System.Diagnostics;

namespace Yuanliu.Space.Workers;

/// <summary>
/// A worker as the server holds it. It is asked once and thrown away: nothing of one agreement can reach another's query.
/// </summary>
internal sealed class Worker : IDisposable
{
    readonly Process process;

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

    /// <returns>The reply; a timeout when none came in time; null when the process ended without one.</returns>
    /// <exception cref="OperationCanceledException">The caller went away. The process is killed with the worker's disposal.</exception>
    public async Task<WorkReply?> Ask(WorkRequest request, TimeSpan timeMax, int bytesMax, CancellationToken ct)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timer.CancelAfter(timeMax);
        try
        {
            var replies = process.StandardOutput.BaseStream;
            if (await Messages.Read<WorkReply>(replies, bytesMax, timer.Token) is not { Status: WorkStatus.Ready }) return null;
            await Messages.Write(process.StandardInput.BaseStream, request, timer.Token);
            return await Messages.Read<WorkReply>(replies, bytesMax, timer.Token);
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
