using System.Diagnostics;
using Webhooks.Faults.Tests.Accounts;
using Webhooks.Faults.Tests.Proxy;
using Webhooks.Faults.Tests.Scenario;
using Webhooks.Storage;
using Webhooks.Tools.Azurite;

namespace Webhooks.Faults.Tests.Matrix;

/// <summary>An Azurite with a proxy before it, which runs one case after the other.</summary>
internal sealed class MatrixWorker : IAsyncDisposable
{
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Impatient = TimeSpan.FromSeconds(1); // else nobody would give up on a late answer

    private readonly AzuriteProcess _azurite;
    private readonly FaultProxy _proxy;

    private MatrixWorker(AzuriteProcess azurite)
    {
        _azurite = azurite;
        _proxy = new FaultProxy(azurite);
    }

    public static async Task<MatrixWorker> StartAsync() => new(await AzuriteProcess.StartAsync(new AzuriteOptions()));

    /// <summary>Runs the scenario without a fault.</summary>
    /// <returns>The calls it makes, by kind.</returns>
    public async Task<IReadOnlyDictionary<string, int>> CountCallsAsync()
    {
        CaseResult result = await RunAsync(new FaultCase.Points([]));
        Assert.Empty(result.Problems);
        return _proxy.Calls.Occurrences;
    }

    /// <summary>Runs a case, and audits what is left of it.</summary>
    public async Task<CaseResult> RunAsync(FaultCase faults)
    {
        long start = Stopwatch.GetTimestamp();
        DirectStorage storage = new(_azurite.ConnectionString);
        await storage.EmptyAsync();
        IReadOnlyList<FaultPoint> points = (faults as FaultCase.Points)?.At ?? [];
        bool isLate = points.Any(point => point.Fault == Fault.Late);
        // One that takes several rows where that matters: it is most of a case's cost.
        bool isWide = points.Count == 0
            || points.Any(point => point.Kind.StartsWith(StorageNames.Deliveries, StringComparison.Ordinal));
        await using MainJob job =
            new(_proxy.ConnectionString, storage, isLate ? Impatient : Patient, isWide ? 1_000_000 : 80_000);
        _proxy.Calls = new CallLog();
        _proxy.Plan = faults.Strike;
        IReadOnlyList<string> problems;
        try
        {
            await job.RunAsync(() => !_proxy.IsBusy);
            problems = await new Books(storage).ProblemsAsync(job.Acknowledged, [job.GivenUp!], recovered: true);
        }
        catch (Exception e)
        {
            problems = [$"{e.GetType().Name}: {e.Message}{Environment.NewLine}{e.StackTrace}"];
        }
        finally
        {
            _proxy.Plan = _ => Fault.None;
        }

        return new CaseResult(
            faults, faults.Struck > 0, problems, job.Acknowledged.Count, Stopwatch.GetElapsedTime(start));
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _azurite.DisposeAsync();
    }
}
