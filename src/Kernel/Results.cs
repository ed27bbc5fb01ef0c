namespace Yuanliu.Kernel;

public enum RefusalKind { Invalid, Unauthenticated, Forbidden, NotFound, Conflict, TooLarge, TooMany, Unavailable, NoSpace }

/// <summary>A sentence in the two languages we serve; Chinese is what the law is written in.</summary>
public readonly record struct Words(string Zh, string En)
{
    public string In(string language) => language.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? En : Zh;
}

/// <summary>An expected "no": something the law, the procedure or the caller's input forbids.</summary>
/// <param name="Code">Stable and machine-readable, for example <c>registration.step-not-open</c>.</param>
/// <param name="Message">The rule in plain words, Chinese and English.</param>
/// <param name="Basis">The provision it rests on, for example <c>BJ-OPIN-2023 §6</c>.</param>
/// <param name="Instead">What would be allowed, if anything.</param>
public sealed record Refusal(RefusalKind Kind, string Code, Words Message, string? Basis = null, Words? Instead = null)
{
    public Refusal(RefusalKind kind, string code, string zh, string en, string? basis = null)
        : this(kind, code, new Words(zh, en), basis) { }
}

/// <summary>A value, or the refusal to give it. Bugs and outages throw instead.</summary>
public readonly record struct Result<T>(T? Value, Refusal? Refusal)
{
    public static implicit operator Result<T>(T value) => new(value, null);
    public static implicit operator Result<T>(Refusal refusal) => new(default, refusal);
}

/// <summary>A refusal that surfaces where no result can be returned: inside the save, the clock or the middleware.
/// Only the host catches it.</summary>
public sealed class RefusedException(Refusal refusal) : Exception(refusal.Code)
{
    public Refusal Refusal { get; } = refusal;
}
