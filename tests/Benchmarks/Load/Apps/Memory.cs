namespace Webhooks.Benchmarks.Load.Apps;

/// <summary>Memory that an app has resident, in MB.</summary>
/// <param name="Host">The host's.</param>
/// <param name="Worker">The worker's.</param>
internal readonly record struct Memory(double Host, double Worker)
{
    public override string ToString() => $"{Report.Number(Host)} + {Report.Number(Worker)} MB (host + worker)";
}
