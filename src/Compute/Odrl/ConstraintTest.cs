namespace Yuanliu.Compute.Odrl;

/// <summary>What comparing gave: a request that does not say leaves it unknown.</summary>
internal enum Truth : byte { False, Unknown, True }

/// <summary>One constraint, ready to be compared. Nothing is allocated in comparing.</summary>
internal sealed class ConstraintTest(OdrlAtom atom)
{
    readonly string[] values = [.. atom.Values];
    readonly long ordinal = IsOrdered(atom.Term.Operand) ? Operands.Ordinal(atom.Term.Operand, atom.Values[0]) : 0;

    public OdrlAtom Atom => atom;

    static bool IsOrdered(OperandKind kind) => kind is OperandKind.Number or OperandKind.Moment or OperandKind.Length;

    public Truth Compare(in UseRequest request)
    {
        if (IsOrdered(atom.Term.Operand)) return Ordered(request.Ordinal(atom.Term.Part));
        return request.Text(atom.Term.Part) is { } value ? Of(Text(value)) : Truth.Unknown;
    }

    static Truth Of(bool holds) => holds ? Truth.True : Truth.False;

    Truth Ordered(long? asked) => asked is not { } value ? Truth.Unknown : Of(atom.Operator switch
    {
        OdrlOperator.Eq => value == ordinal,
        OdrlOperator.Neq => value != ordinal,
        OdrlOperator.Gt => value > ordinal,
        OdrlOperator.Gteq => value >= ordinal,
        OdrlOperator.Lt => value < ordinal,
        OdrlOperator.Lteq => value <= ordinal,
        _ => false,
    });

    bool Text(string value) => atom.Operator switch
    {
        OdrlOperator.Eq or OdrlOperator.IsAnyOf => Holds(value),
        OdrlOperator.Neq or OdrlOperator.IsNoneOf => !Holds(value),
        OdrlOperator.IsAllOf => IsEach(value),
        OdrlOperator.IsA or OdrlOperator.IsPartOf => Operands.IsWithin(atom.Term.Operand, value, values[0]),
        OdrlOperator.HasPart => Operands.IsWithin(atom.Term.Operand, values[0], value),
        _ => false,
    };

    /// <summary>What is asked says one thing: it is all of these where they say no other.</summary>
    bool IsEach(string value)
    {
        foreach (var one in values)
            if (!string.Equals(one, value, StringComparison.Ordinal)) return false;
        return true;
    }

    bool Holds(string value)
    {
        foreach (var one in values)
            if (string.Equals(one, value, StringComparison.Ordinal)) return true;
        return false;
    }
}
