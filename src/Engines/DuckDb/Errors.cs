using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Yuanliu.Engines.DuckDb;

/// <summary>DuckDB's own kinds of error (<c>duckdb_error_type</c>), with its numbers; the last two are added here.</summary>
public enum ErrorKind
{
    Unknown = 0, OutOfRange = 1, Conversion = 2, UnknownType = 3, Decimal = 4, MismatchType = 5, DivideByZero = 6, ObjectSize = 7,
    InvalidType = 8, Serialization = 9, Transaction = 10, NotImplemented = 11, Expression = 12, Catalog = 13, Parser = 14,
    Planner = 15, Scheduler = 16, Executor = 17, Constraint = 18, Index = 19, Statistics = 20, Connection = 21, Syntax = 22,
    Settings = 23, Binder = 24, Network = 25, Optimizer = 26, NullPointer = 27, Io = 28, Interrupt = 29, Fatal = 30, Internal = 31,
    InvalidInput = 32, OutOfMemory = 33, Permission = 34, ParameterNotResolved = 35, ParameterNotAllowed = 36, Dependency = 37,
    Http = 38, MissingExtension = 39, Autoload = 40, Sequence = 41, InvalidConfiguration = 42,

    /// <summary>The query ran longer than <see cref="QueryOptions.TimeLimit"/>.</summary>
    TimeLimit = 1000,

    /// <summary>A value of a type that this binding cannot turn into an object; cast it in the query.</summary>
    UnsupportedType = 1001,
}

/// <summary>Why DuckDB did not do what the SQL asks.</summary>
/// <param name="Kind">Its kind, stable enough to decide on.</param>
/// <param name="Message">DuckDB's English text, with its prefix (<c>"Binder Error: …"</c>). It may quote the SQL and values.</param>
public sealed record DuckDbError(ErrorKind Kind, string Message)
{
    /// <summary>What it wanted to set aside while it worked found no room.</summary>
    public bool IsDiskFull => Message.Contains("No space left on device", StringComparison.Ordinal);

    /// <summary>Some calls give only the text; its prefix names the kind.</summary>
    internal static DuckDbError FromText(nint utf8)
    {
        var message = Marshal.PtrToStringUTF8(utf8) ?? "DuckDB gave no reason";
        return new(KindOf(message), message);
    }

    internal static unsafe DuckDbError FromResult(Native.Result* result)
        => Marshal.PtrToStringUTF8(Native.ResultError(result)) is not { } message
            ? new(ErrorKind.Unknown, "DuckDB gave no reason")
            : new(Native.ResultErrorType(result) is var kind && kind != ErrorKind.Unknown ? kind : KindOf(message), message);

    static ErrorKind KindOf(string message)
    {
        if (message.StartsWith("INTERRUPT", StringComparison.OrdinalIgnoreCase)) return ErrorKind.Interrupt;
        var end = message.IndexOf(" Error:", StringComparison.Ordinal);
        return end <= 0 ? ErrorKind.Unknown : message[..end] switch
        {
            "IO" => ErrorKind.Io,
            "HTTP" => ErrorKind.Http,
            var words => Enum.TryParse<ErrorKind>(words.Replace(" ", ""), ignoreCase: true, out var kind) ? kind : ErrorKind.Unknown,
        };
    }
}

/// <summary>The value, or the error that stands in its place.</summary>
public readonly record struct Outcome<T>(T? Value, DuckDbError? Error)
{
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsOk => Error is null;

    /// <summary>The value of a call that cannot fail unless something is broken.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message is DuckDB's.</exception>
    public T OrThrow() => IsOk ? Value : throw new InvalidOperationException(Error.Message);

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(DuckDbError error) => new(default, error);
}
