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
