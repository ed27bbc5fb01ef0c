using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Shouldly;
using Xunit;

namespace Yuanliu.Tests;

/// <summary>
/// Noise is computed with integers only, from the random bytes to the answer: rounding of floating point has broken every library that
/// allowed it. Read from the source and from the compiled code, because a conversion can hide in either.
/// </summary>
public sealed class ExactnessTests
{
    const string Folder = "src/Compute/Privacy/", Namespace = "Yuanliu.Compute.Privacy";

    static readonly HashSet<Type> Inexact = [typeof(double), typeof(float), typeof(Half), typeof(decimal), typeof(NFloat),
        typeof(System.Numerics.Complex), typeof(MathF)];

    static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!).ToDictionary(o => o.Value);

    [Fact]
    public void No_source_of_the_noise_names_a_type_that_rounds() => (
        from file in Sources.CSharp
        where file.Under(Folder)
        from token in file.Syntax.DescendantTokens()
        where Rounds(token)
        select $"{file.Path}:{token.GetLocation().GetLineSpan().StartLinePosition.Line + 1}: {token}").ShouldBeNone("integers only");

    [Fact]
    public void No_compiled_code_of_the_noise_touches_a_number_that_rounds()
    {
        var types = typeof(Compute.Privacy.Noise).Assembly.GetTypes()
            .Where(t => t.FullName!.StartsWith(Namespace + ".", StringComparison.Ordinal)).ToList();
        types.Count.ShouldBeGreaterThan(20);
        types.SelectMany(Found).ShouldBeNone("integers only");
    }

    /// <summary>Where the space hands rows to the noise and makes an answer of what comes out.</summary>
    const string RoomFolder = "src/Modules/Space/Privacy/", RoomNamespace = "Yuanliu.Space.Privacy";

    /// <summary>Agreed bounds and ranks are exact decimals: they become whole numbers here, before any data is read.</summary>
    static readonly string[] BeforeData = ["Aggregate", "Clamped"];

    /// <summary>What is shown is written as a real, after the noise.</summary>
    static readonly string[] AfterNoise = ["Cell"];

    [Fact]
    public void The_space_names_no_type_that_rounds_between_the_agreed_bounds_and_the_noisy_answer() => (
        from file in Sources.CSharp
        where file.Under(RoomFolder)
        from token in file.Syntax.DescendantTokens()
        let method = token.Parent?.AncestorsAndSelf().OfType<MethodDeclarationSyntax>().FirstOrDefault()?.Identifier.Text ?? ""
        where Rounds(token) && !IsCall(token) && !BeforeData.Contains(method) || WritesReal(token) && !AfterNoise.Contains(method)
        select $"{file.Path}:{token.GetLocation().GetLineSpan().StartLinePosition.Line + 1}: {token}").ShouldBeNone("integers only");

    [Fact]
    public void The_compiled_space_touches_no_number_that_rounds_between_the_agreed_bounds_and_the_noisy_answer()
    {
        var types = typeof(Yuanliu.Space.SpaceModule).Assembly.GetTypes()
            .Where(t => t.FullName!.StartsWith(RoomNamespace + ".", StringComparison.Ordinal)).ToList();
        types.Count.ShouldBeGreaterThan(10);
        // How long a statement may take is measured, and no number of anybody.
        string[] named = ["PrivateRun.get_Time:", .. BeforeData.Select(m => $"PrivateStage.{m}:")];
        types.SelectMany(Found).Where(found => !named.Any(n => found.StartsWith(n, StringComparison.Ordinal)))
            .ShouldBeNone("integers only");
    }

    /// <summary>A method of that name, such as the single one of a list, is no type.</summary>
    static bool IsCall(SyntaxToken token) => token.Parent is IdentifierNameSyntax { Parent: MemberAccessExpressionSyntax access } name
        && access.Name == name && access.Parent is InvocationExpressionSyntax;

    /// <summary>SQL that the worker carries out on exact numbers must not round either.</summary>
    static bool WritesReal(SyntaxToken token)
        => token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken
            && Reals.Any(t => token.ValueText.Contains(t, StringComparison.OrdinalIgnoreCase));

    static readonly string[] Reals = ["DOUBLE", "FLOAT", "REAL", "DECIMAL("];

    /// <summary>A check that finds nothing must be shown to find something.</summary>
    [Fact]
    public void The_check_finds_every_way_in()
    {
        foreach (var sample in typeof(Samples).GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            FoundIn(sample).ShouldNotBeEmpty(sample.Name);
        foreach (var code in (string[])["var x = 1.0;", "var x = 1e3;", "double x;", "(float)1", "decimal x;", "x = 1f;", "x = 2m;"])
            TokensOf(code).Any(Rounds).ShouldBeTrue(code);
        TokensOf("var x = 0x1F + 10_000L; string half = \"1.5\";").Any(Rounds).ShouldBeFalse();
    }

    static IEnumerable<SyntaxToken> TokensOf(string code) => CSharpSyntaxTree.ParseText(code).GetRoot().DescendantTokens();

    static bool Rounds(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.DoubleKeyword or SyntaxKind.FloatKeyword or SyntaxKind.DecimalKeyword => true,
        SyntaxKind.NumericLiteralToken => token.Value is double or float or decimal,
        SyntaxKind.IdentifierToken => token.Text is "Half" or "Double" or "Single" or "Decimal" or "MathF" or "Complex" or "Random",
        _ => false,
    };

    static IEnumerable<string> Found(Type type)
    {
        const BindingFlags All =
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        foreach (var field in type.GetFields(All))
            if (IsInexact(field.FieldType)) yield return $"{type.Name}.{field.Name}";
        foreach (var method in type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All)))
            foreach (var found in FoundIn(method)) yield return $"{type.Name}.{method.Name}: {found}";
    }

    static IEnumerable<string> FoundIn(MethodBase method)
    {
        foreach (var used in Signature(method))
            if (IsInexact(used)) yield return $"signature with {used.Name}";
        if (method.GetMethodBody() is not { } body) yield break;
        foreach (var local in body.LocalVariables)
            if (IsInexact(local.LocalType)) yield return $"local {local.LocalType.Name}";
        foreach (var (code, token) in Instructions(body.GetILAsByteArray()!))
        {
            if (code.Name is { } name && (name.Contains(".r4", StringComparison.Ordinal) || name.Contains(".r8", StringComparison.Ordinal)
                || name.Contains(".r.un", StringComparison.Ordinal) || name == "ckfinite")) yield return name;
            if (token is { } reference && Member(method, reference) is { } member && Touches(member))
                yield return $"{code.Name} {member.Name}";
        }
    }

    /// <summary>Opcodes, with the token of those that name a member or a type.</summary>
    static IEnumerable<(OpCode Code, int? Token)> Instructions(byte[] il)
    {
        for (var at = 0; at < il.Length;)
        {
            var value = il[at] == 0xFE ? unchecked((short)(0xFE00 | il[at + 1])) : il[at];
            var code = OpCodesByValue[value];
            at += code.Size;
            var names = code.OperandType
                is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType;
            var token = names ? BitConverter.ToInt32(il, at) : (int?)null;
            yield return (code, token);
            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(il, at),
                _ => 4,
            };
        }
    }

    static MemberInfo? Member(MethodBase within, int token)
    {
        var type = within.DeclaringType is { IsGenericType: true } generic ? generic.GetGenericArguments() : null;
        return within.Module.ResolveMember(token, type, within.IsGenericMethod ? within.GetGenericArguments() : null);
    }

    static bool Touches(MemberInfo member) => member switch
    {
        Type type => IsInexact(type),
        FieldInfo field => IsInexact(field.FieldType) || IsInexact(field.DeclaringType!),
        MethodBase method => Signature(method).Append(method.DeclaringType!).Any(IsInexact)
            || method.IsGenericMethod && method.GetGenericArguments().Any(IsInexact),
        _ => false,
    };

    static IEnumerable<Type> Signature(MethodBase method)
        => method.GetParameters().Select(p => p.ParameterType)
            .Append(method is MethodInfo { ReturnType: var returned } ? returned : typeof(void));

    static bool IsInexact(Type type) => Inexact.Contains(type)
        || type.HasElementType && IsInexact(type.GetElementType()!)
        || type is { IsGenericType: true } && type.GetGenericArguments().Any(IsInexact);

    /// <summary>Ways in which rounding could come back.</summary>
    static class Samples
    {
        static readonly float[] Kept = [1, 2];

        static long Literal(long x) => x * 3 / 2 + (long)(x * 0.5);
        static int Parameter(double x) => x > 0 ? 1 : 0;
        static long Conversion(long x) => (long)(float)x;
        static bool Call(System.Numerics.BigInteger x) => System.Numerics.BigInteger.Log(x) > 3;
        static int Field() => (int)Kept[0];
        static decimal Money(long x) => x;
        static bool Argument(List<double> x) => x.Count > 0;
    }
}
