using System.Runtime.InteropServices;

namespace Yuanliu.Engines.DuckDb;

/// <summary>A DuckDB object that is released once, also when nobody disposes of it.</summary>
internal abstract class NativeHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        Destroy(ref handle);
        return true;
    }

    protected abstract void Destroy(ref nint handle);
}

/// <summary><c>duckdb_config</c>.</summary>
internal sealed class ConfigHandle : NativeHandle
{
    protected override void Destroy(ref nint handle) => Native.DestroyConfig(ref handle);
}

/// <summary><c>duckdb_database</c>. Connections keep the database alive on DuckDB's side, so the order of release is free.</summary>
internal sealed class DatabaseHandle : NativeHandle
{
    protected override void Destroy(ref nint handle) => Native.Close(ref handle);
}

/// <summary><c>duckdb_connection</c>.</summary>
internal sealed class ConnectionHandle : NativeHandle
{
    protected override void Destroy(ref nint handle) => Native.Disconnect(ref handle);
}

/// <summary><c>duckdb_prepared_statement</c>; also when preparing failed, for it holds the error.</summary>
internal sealed class StatementHandle : NativeHandle
{
    protected override void Destroy(ref nint handle) => Native.DestroyPrepare(ref handle);
}

/// <summary><c>duckdb_pending_result</c>; also when it could not start, for it holds the error.</summary>
internal sealed class PendingHandle : NativeHandle
{
    protected override void Destroy(ref nint handle) => Native.DestroyPending(ref handle);
}

/// <summary>A connection that stays open on DuckDB's side for as long as something runs on it, whoever closes it meanwhile.</summary>
/// <remarks>Time limits and callers that leave come on threads of their own, also after a connection was closed. There a closed handle
/// would throw, which on a timer's thread ends the process, and a handle that was given back would be somebody else's memory.</remarks>
internal sealed class HeldConnection : IDisposable
{
    readonly ConnectionHandle handle;
    int isHeld;

    /// <exception cref="ObjectDisposedException">It is closed already.</exception>
    public HeldConnection(ConnectionHandle handle)
    {
        this.handle = handle;
        var isAdded = false;
        handle.DangerousAddRef(ref isAdded);
        isHeld = 1;
    }

    /// <summary>Ends what runs. Whoever calls is done before <see cref="Dispose"/>.</summary>
    public void Interrupt() => Native.Interrupt(handle.DangerousGetHandle());

    /// <summary>0 … 1; 0 when unknown.</summary>
    public double Progress => Math.Clamp(Native.QueryProgress(handle.DangerousGetHandle()).Percentage / 100, 0, 1);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref isHeld, 0) == 1) handle.DangerousRelease();
    }
}
