using Xunit;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Tests;

/// <summary>The regimes side by side, as a document: a change of law shows up as a diff that a reviewer can read.</summary>
public sealed class RegimesTests
{
    [Fact]
    public void The_committed_comparison_is_that_of_the_packs() => Golden.Check("docs/law/regimes.md",
        Regimes.Markdown(Regimes.Of(RegistrationPacks.Load(Path.Combine(Golden.Root, "rules", "registration")))));
}
