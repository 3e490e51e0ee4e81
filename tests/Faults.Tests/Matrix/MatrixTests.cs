using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Webhooks.Tools.Azurite;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Webhooks.Faults.Tests.Matrix;

/// <summary>
/// The promise: what was acknowledged is stored and counted once, whichever storage call fails however. Any case that
/// breaks it prints a line that runs it again. FAULTS_CASE runs that one; FAULTS_SHARE=10 runs every tenth.
/// </summary>
public sealed class MatrixTests(
    MatrixTests.Messages messages, ITestOutputHelper output) : IClassFixture<MatrixTests.Messages>
{
    private const int Seed = 20260301;
    private const int Workers = 8;
    private const int LeastCases = 500;

    [Fact]
    public async Task No_fault_at_any_storage_call_loses_an_acknowledged_delivery()
    {
        long start = Stopwatch.GetTimestamp();
        MatrixWorker[] workers =
            await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => MatrixWorker.StartAsync()));
        try
        {
            IReadOnlyList<FaultCase> cases = await CasesAsync(workers[0]);
            ConcurrentQueue<FaultCase> open = new(cases);
            ConcurrentBag<CaseResult> results = [];
            await Task.WhenAll(workers.Select(async worker =>
            {
                while (open.TryDequeue(out FaultCase? next))
                    results.Add(await worker.RunAsync(next));
            }));
            Report([.. results], cases, Stopwatch.GetElapsedTime(start));
        }
        finally
        {
            foreach (MatrixWorker worker in workers)
                await worker.DisposeAsync();
        }
    }

    private static async Task<IReadOnlyList<FaultCase>> CasesAsync(MatrixWorker worker)
    {
        if (Environment.GetEnvironmentVariable("FAULTS_CASE") is { Length: > 0 } text)
            return [.. text.Split(';').Select(FaultCase.Parse)];
        IReadOnlyList<FaultCase> singles = MatrixPlan.Singles(await worker.CountCallsAsync());
        IReadOnlyList<FaultCase> cases = [.. singles, .. MatrixPlan.Mixed(singles, Seed)];
        int share = int.Parse(Environment.GetEnvironmentVariable("FAULTS_SHARE") ?? "1", CultureInfo.InvariantCulture);
        return [.. cases.Where((_, i) => i % share == 0)];
    }

    private void Report(IReadOnlyList<CaseResult> results, IReadOnlyList<FaultCase> cases, TimeSpan took)
    {
        // In the order of the plan, whoever ran them.
        Dictionary<FaultCase, int> order = cases.Select((faults, i) => (faults, i))
            .ToDictionary(pair => pair.faults, pair => pair.i);
        CaseResult[] ordered = [.. results.OrderBy(result => order[result.Case])];
        int struck = ordered.Count(result => result.Struck);
        string table = MatrixTable.Print(ordered);
        string summary = string.Create(
            CultureInfo.InvariantCulture,
            $"{struck} cases (seed {Seed}), {ordered.Sum(result => result.Acknowledged)} acknowledged deliveries "
                + $"accounted for, in {took.TotalSeconds:0} s; {ordered.Length - struck} more were not reached.");
        string folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "TestResults")).FullName;
        File.WriteAllText(
            Path.Combine(folder, "fault-matrix.md"), $"{table}{Environment.NewLine}{summary}{Environment.NewLine}");
        messages.Say($"{Environment.NewLine}{table}{Environment.NewLine}{summary}");

        string[] failures =
        [
            .. from result in ordered
               where result.Problems.Count > 0
               select $"FAULTS_CASE='{result.Case}' dotnet test tests/Faults.Tests --filter "
                   + $"Matrix{Environment.NewLine}    {string.Join($"{Environment.NewLine}    ", result.Problems)}",
        ];
        foreach (string failure in failures)
            output.WriteLine(failure);
        Assert.True(failures.Length == 0, $"{failures.Length} cases "
            + $"failed:{Environment.NewLine}{string.Join(Environment.NewLine, failures.Take(20))}");
        if (cases.Count > LeastCases)
            Assert.InRange(struck, LeastCases, int.MaxValue);
    }

    /// <summary>Says something on the console even where the test passes.</summary>
    public sealed class Messages(IMessageSink sink)
    {
        public void Say(string text) => sink.OnMessage(new DiagnosticMessage(text));
    }
}
