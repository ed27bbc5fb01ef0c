namespace Yuanliu.Space.Gateway;

/// <summary>熔断 — a source that failed several times in a row is left alone for a while; then one call tries it again.</summary>
internal sealed class Breaker(int failuresMax, TimeSpan rest, IClock clock)
{
    readonly Lock gate = new();
    int failures;
    DateTime restsUntil;
    bool isTrying;

    /// <returns>False while the source rests.</returns>
    public bool MayTry()
    {
        lock (gate)
        {
            if (failures < failuresMax) return true;
            if (clock.Now < restsUntil || isTrying) return false;
            return isTrying = true;
        }
    }

    public void Went(bool well)
    {
        lock (gate)
        {
            isTrying = false;
            failures = well ? 0 : failures + 1;
            if (failures >= failuresMax) restsUntil = clock.Now + rest;
        }
    }

    /// <summary>The call ended for a reason that says nothing of the source.</summary>
    public void WentNowhere()
    {
        lock (gate) isTrying = false;
    }
}
