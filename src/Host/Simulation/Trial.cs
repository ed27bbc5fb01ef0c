using System.Text.Json.Nodes;

namespace Yuanliu.Host.Simulation;

/// <summary>One unlawful act, and the codes with which it has to be refused.</summary>
internal sealed record Offence(OffenceKind Kind, Person By, string Path, JsonObject Body, params string[] Codes);

/// <summary>违法尝试 — does what the law forbids, and demands that it is refused as it has to be, that the register is as before, and that
/// nothing but the attempt is in evidence.</summary>
internal sealed class Trial(Witness witness, Tally tally)
{
    public async Task Commit(Offence offence, CancellationToken ct)
    {
        await offence.By.SignIn(ct);
        var before = await witness.Digest(ct);
        var answer = await offence.By.Post(offence.Path, offence.Body, ct);
        await Caught(offence, answer, before, ct);
    }

    public async Task Caught(Offence offence, Answer answer, string before, CancellationToken ct)
    {
        var name = offence.Kind.En;
        if (answer.Done)
            throw new SimulationBroke($"{name} succeeded: {offence.By.Login} {offence.Path} {answer.Body.ToJsonString()}");
        if (!offence.Codes.Contains(answer.Code))
            throw new SimulationBroke($"{name} was refused with {answer.Code}, not {string.Join(" or ", offence.Codes)}: "
                + $"{offence.By.Login} {offence.Path} {offence.Body.ToJsonString()} {answer.Body.ToJsonString()}");
        await witness.Unchanged(before, name, ct);
        tally.Caught(offence.Kind, answer.Code);
    }
}
