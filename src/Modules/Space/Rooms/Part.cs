using Yuanliu.Space.Gate;
using Yuanliu.Space.Policies;

namespace Yuanliu.Space.Rooms;

/// <summary>A table as it stands in the room for one question: of a holder under an agreement, or the buyer's own.</summary>
/// <param name="Agreement">Under which it is used; null for the buyer's own.</param>
/// <param name="Circle">With whom its receiver is audited; empty for the buyer's own.</param>
internal sealed record Part(RoomTable Table, ResourceCard Resource, ResourceData Data, AgreementCard? Agreement, Guid Circle)
{
    public TableTerms? Terms => Table.Terms;

    /// <summary>By what identities of its rows are told apart, and whether only some rows of each count.</summary>
    public string Identity => Terms is null ? "" : $"{Terms.Identity}/{Terms.RowsPerIdentityMax}";

    public IReadOnlyList<string> Columns => [.. Table.Columns.Select(c => c.Name).Order(StringComparer.Ordinal)];
}

/// <summary>未发布的原因 — why nothing was released. The holder and the regulator may know; whoever asked may not.</summary>
internal enum Cause
{
    GroupsTooSmall, TooCloseToEarlier, TooLarge, TooLong, TooMuchMemory, Failed, WorkerDied, NotComparable, ManyToMany, CannotBePrepared,
}

/// <summary>What an answer releases of one table, to be remembered with it.</summary>
internal sealed record Told(Part Part, string Strata, byte[] Sets);

/// <summary>An answer that may be released, and what it tells.</summary>
/// <param name="Probes">Rows of the buyer's own that were matched.</param>
internal sealed record Released(Uses.Answer Answer, IReadOnlyList<Told> Told, int Probes);
