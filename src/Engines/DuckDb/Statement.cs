using System.Text;

namespace Yuanliu.Engines.DuckDb;

/// <summary>A value given to a statement: long, double, text, bool, date, or null.</summary>
public readonly record struct Parameter
{
    Parameter(object? value) => Value = value;

    public static readonly Parameter Null;

    internal object? Value { get; }

    public static implicit operator Parameter(long value) => new(value);

    public static implicit operator Parameter(double value) => new(value);

    public static implicit operator Parameter(string? value) => new(value);

    public static implicit operator Parameter(bool value) => new(value);

    public static implicit operator Parameter(DateOnly value) => new(value);
}

/// <summary>A prepared statement of a connection, to be bound and run as often as needed.</summary>
public sealed class Statement : IDisposable
{
    static readonly int EpochDay = new DateOnly(1970, 1, 1).DayNumber;

    readonly Connection connection;
    readonly StatementHandle handle;

    internal Statement(Connection connection, StatementHandle handle)
    {
        this.connection = connection;
        this.handle = handle;
    }

    /// <summary>How many parameters the statement has.</summary>
    public int ParameterCount => (int)Native.ParameterCount(handle);

    /// <summary>Gives a value to a parameter; it stays until another is given.</summary>
    /// <param name="index">1 is the first.</param>
    public unsafe Outcome<bool> Bind(int index, Parameter parameter)
    {
        var state = parameter.Value switch
        {
            null => Native.BindNull(handle, (ulong)index),
            long value => Native.BindInt64(handle, (ulong)index, value),
            double value => Native.BindDouble(handle, (ulong)index, value),
            bool value => Native.BindBoolean(handle, (ulong)index, (byte)(value ? 1 : 0)),
            DateOnly value => Native.BindDate(handle, (ulong)index, value.DayNumber - EpochDay),
            var value => BindText(index, (string)value),
        };
        return state == Native.State.Success
            ? true
            : new DuckDbError(ErrorKind.InvalidInput, $"The statement has {ParameterCount} parameters, not {index}");
    }

    unsafe Native.State BindText(int index, string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        fixed (byte* bytes = utf8) return Native.BindVarchar(handle, (ulong)index, bytes, (ulong)utf8.Length);
    }

    /// <summary>Starts the statement and gives its result as a stream of chunks, to be disposed of before the next query.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> fired.</exception>
    public Outcome<QueryResult> Query(QueryOptions? options = null, CancellationToken ct = default)
    {
        var watch = new Watch(connection, options ?? QueryOptions.None, ct);
        try
        {
            var started = QueryResult.Start(handle, watch);
            if (started.Error is not null) watch.Dispose();
            return started;
        }
        catch
        {
            watch.Dispose();
            throw;
        }
    }

    public void Dispose() => handle.Dispose();
}
