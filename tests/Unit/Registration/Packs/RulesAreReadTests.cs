using System.Reflection;
using Shouldly;
using Xunit;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Tests.Registration.Packs;

/// <summary>A pack may only set what something acts on: unknown keys the lint refuses, and every known one is read by the engine.</summary>
public sealed class RulesAreReadTests
{
    /// <summary>Words that are shown and never acted on; and what binds the pack itself (its lint, its parent, its quotations).</summary>
    static readonly string[] Words =
    [
        "Title", "TitleZh", "TitleEn", "Zh", "En", "Basis", "Open", "Reason", "Article", "Sources", "Id.Provision", "Parent", "Forms",
        "KnownNotAsked", "Grounds.CertificateRules",
    ];

    /// <summary>Who only looks at rules: the lint, and what draws tables and forms of them.</summary>
    static readonly Type[] Lookers =
    [
        typeof(PackLint), typeof(FormLint), typeof(RouteLint), typeof(IssueLint), typeof(IdleLint), typeof(RegimeRows),
        typeof(ShowProcedure), typeof(ShowForm), typeof(ListPacks),
    ];

    /// <summary>Records that answer what they are asked by what they hold.</summary>
    static readonly Type[] Asking =
        [typeof(RegistrationRules), typeof(RouteRule), typeof(KindRules), typeof(MaterialRule), typeof(FieldRule)];

    static readonly Assembly Engine = typeof(RegistrationRules).Assembly;

    [Fact]
    public void Every_rule_that_a_pack_can_set_is_read_by_something_that_acts_on_it()
    {
        var rules = Records(typeof(RegistrationRules), []);
        var read = Engine.GetTypes().Where(t => (!rules.Contains(Root(t)) || Asking.Contains(Root(t))) && !Lookers.Contains(Root(t)))
            .SelectMany(Methods).SelectMany(Called).ToHashSet();
        var unread = from type in rules
                     from property in type.GetProperties()
                     where property.Name != "EqualityContract" && property.SetMethod is not null
                         && !Words.Contains(property.Name) && !Words.Contains($"{property.Name}.{type.Name}")
                         && !read.Contains(Key(property.GetMethod!))
                     select $"{type.Name}.{property.Name}";
        unread.ShouldBeEmpty();
    }

    /// <summary>The record itself and all of ours that it holds.</summary>
    static HashSet<Type> Records(Type type, HashSet<Type> found)
    {
        foreach (var part in type.IsGenericType ? type.GetGenericArguments().Append(type) : [type])
            if (part.Assembly == Engine && !part.IsEnum && !part.IsGenericType && found.Add(part))
                foreach (var property in part.GetProperties()) Records(property.PropertyType, found);
            else if (part.IsGenericType && part != type) Records(part, found);
        return found;
    }

    static Type Root(Type type) => type.DeclaringType is { } outer ? Root(outer) : type;

    /// <summary>All but what the compiler writes for a record: printing and comparing read everything.</summary>
    static IEnumerable<MethodBase> Methods(Type type)
    {
        const BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance
            | BindingFlags.DeclaredOnly;
        return type.GetMethods(all).Where(m => m.Name is not ("PrintMembers" or "Equals" or "GetHashCode" or "ToString"))
            .Concat<MethodBase>(type.GetConstructors(all).Where(c => c.GetParameters() is not [var one] || one.ParameterType != type));
    }

    /// <summary>Every <c>call</c> and <c>callvirt</c> of a method's body.</summary>
    static IEnumerable<string> Called(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code) yield break;
        var (types, arguments) = (method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null,
            method.IsGenericMethod ? method.GetGenericArguments() : null);
        for (var i = 0; i + 4 < code.Length; i++)
            if (code[i] is 0x28 or 0x6F && Resolve(method.Module, BitConverter.ToInt32(code, i + 1), types, arguments) is { } called)
                yield return Key(called);
    }

    /// <summary>A byte that only looks like a call resolves to nothing.</summary>
    static MethodBase? Resolve(Module module, int token, Type[]? types, Type[]? arguments)
    {
        if ((token >>> 24) is not (0x06 or 0x0A or 0x2B)) return null;
        try { return module.ResolveMethod(token, types, arguments); }
        catch (ArgumentException) { return null; }
        catch (BadImageFormatException) { return null; }
    }

    static string Key(MethodBase method) => $"{method.DeclaringType?.Name}.{method.Name}";
}
