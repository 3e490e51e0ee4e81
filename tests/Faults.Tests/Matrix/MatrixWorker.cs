using System.Diagnostics;
using Webhooks.Faults.Tests.Accounts;
using Webhooks.Faults.Tests.Proxy;
using Webhooks.Faults.Tests.Scenario;
using Webhooks.Storage;

namespace Webhooks.Faults.Tests.Matrix;

/// <summary>Runs one case after the other.</summary>
/// <param name="storage">On what.</param>
internal sealed class MatrixWorker(MatrixStorage storage) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Runs the scenario without a fault.</summary>
    /// <returns>The calls it makes, by kind.</returns>
    public async Task<IReadOnlyDictionary<string, int>> CountCallsAsync()
    {
        CaseResult result = await RunAsync(new FaultCase.Points([]));
        Assert.Empty(result.Problems);
        return storage.Calls.Occurrences;
    }

    /// <summary>Runs a case, and audits what is left of it.</summary>
    public async Task<CaseResult> RunAsync(FaultCase faults)
    {
        long start = Stopwatch.GetTimestamp();
        await storage.EmptyAsync();
        IReadOnlyList<FaultPoint> points = (faults as FaultCase.Points)?.At ?? [];
        bool isLate = points.Any(point => point.Fault == Fault.Late);
        // One that takes several rows where that matters: it is most of a case's cost.
        bool isWide = points.Count == 0
            || points.Any(point => point.Kind.StartsWith(StorageNames.Deliveries, StringComparison.Ordinal));
        await using MainJob job = new(storage, isLate ? storage.Impatience : Patience, isWide ? 1_000_000 : 80_000);
        storage.Calls = new CallLog();
        storage.Plan = faults.Strike;
        IReadOnlyList<string> problems;
        try
        {
            await job.RunAsync();
            problems =
            [
                .. await new Books(storage.Direct).ProblemsAsync(job.Acknowledged, [job.GivenUp!], recovered: true),
                .. await job.Received.ProblemsAsync(storage.Direct),
            ];
        }
        catch (Exception e)
        {
            problems = [$"{e.GetType().Name}: {e.Message}{Environment.NewLine}{e.StackTrace}"];
        }
        finally
        {
            storage.Plan = _ => Fault.None;
        }

        return new CaseResult(
            faults, faults.Struck > 0, problems, job.Acknowledged.Count, Stopwatch.GetElapsedTime(start));
    }

    public ValueTask DisposeAsync() => storage.DisposeAsync();
}
