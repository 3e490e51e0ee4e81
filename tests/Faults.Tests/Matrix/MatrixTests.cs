using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Webhooks.Ingestion.Tests;
using Webhooks.Tools.Azurite;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Webhooks.Faults.Tests.Matrix;

/// <summary>
/// The promise: what was acknowledged is stored and counted once, whichever storage call fails however. Any case that
/// breaks it prints a line that runs it again: FAULTS_CASE in the environment runs that one.
/// </summary>
[Collection(TestGroups.InProcess)]
public sealed class MatrixTests(MatrixTests.Messages messages, ITestOutputHelper output)
    : IClassFixture<MatrixTests.Messages>
{
    private const int Seed = 20260301;
    private const int LeastCases = 500;

    [Fact]
    public Task No_fault_at_any_storage_call_loses_an_acknowledged_delivery() =>
        RunAsync(
            "simulated storage",
            () => Task.FromResult<MatrixStorage>(new SimulatedStorage()),
            workers: 8,
            areAll: true);

    /// <summary>
    /// The same on an emulator, through real connections: a twentieth of the cases, and all of them at length.
    /// </summary>
    [Fact]
    public Task No_fault_at_any_call_of_Azurite_loses_an_acknowledged_delivery() =>
        RunAsync("Azurite", EmulatedStorage.StartAsync, workers: 8, areAll: LongTests.AreOn);

    private async Task RunAsync(string what, Func<Task<MatrixStorage>> start, int workers, bool areAll)
    {
        long started = Stopwatch.GetTimestamp();
        MatrixWorker[] running = [.. (await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => start()))).Select(
            storage => new MatrixWorker(storage))];
        try
        {
            IReadOnlyList<FaultCase> cases = await CasesAsync(running[0], areAll);
            ConcurrentQueue<FaultCase> open = new(cases);
            ConcurrentBag<CaseResult> results = [];
            await Task.WhenAll(running.Select(worker => Task.Run(async () =>
            {
                while (open.TryDequeue(out FaultCase? next))
                    results.Add(await worker.RunAsync(next));
            })));
            int least = areAll ? LeastCases : LeastCases / MatrixPlan.Share;
            Report(what, [.. results], cases, least, Stopwatch.GetElapsedTime(started));
        }
        finally
        {
            foreach (MatrixWorker worker in running)
                await worker.DisposeAsync();
        }
    }

    private static string? Asked =>
        Environment.GetEnvironmentVariable("FAULTS_CASE") is { Length: > 0 } text ? text : null;

    private static async Task<IReadOnlyList<FaultCase>> CasesAsync(MatrixWorker worker, bool areAll)
    {
        if (Asked is not null)
            return [.. Asked.Split(';').Select(FaultCase.Parse)];
        IReadOnlyList<FaultCase> singles = MatrixPlan.Singles(await worker.CountCallsAsync());
        IReadOnlyList<FaultCase> mixed = MatrixPlan.Mixed(singles, Seed);
        return areAll ? [.. singles, .. mixed] : MatrixPlan.Sample(singles, mixed);
    }

    private void Report(
        string what, IReadOnlyList<CaseResult> results, IReadOnlyList<FaultCase> cases, int least, TimeSpan took)
    {
        // In the order of the plan, whoever ran them.
        Dictionary<FaultCase, int> order =
            cases.Select((faults, i) => (faults, i)).ToDictionary(pair => pair.faults, pair => pair.i);
        CaseResult[] ordered = [.. results.OrderBy(result => order[result.Case])];
        int struck = ordered.Count(result => result.Struck);
        string table = MatrixTable.Print(ordered);
        string summary = string.Create(
            CultureInfo.InvariantCulture,
            $"{struck} cases on {what} (seed {Seed}), "
            + $"{ordered.Sum(result => result.Acknowledged)} acknowledged deliveries "
            + $"accounted for, in {took.TotalSeconds:0} s; {ordered.Length - struck} more were not reached.");
        string folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "TestResults")).FullName;
        string file = $"fault-matrix-{what.Split(' ')[0].ToLowerInvariant()}.md";
        File.WriteAllText(Path.Combine(folder, file), $"{table}{Environment.NewLine}{summary}{Environment.NewLine}");
        messages.Say($"{Environment.NewLine}{table}{Environment.NewLine}{summary}");

        string[] failures =
        [
            .. from result in ordered
               where result.Problems.Count > 0
               select $"FAULTS_CASE='{result.Case}' dotnet test tests/Faults.Tests --filter Matrix"
                + $"{Environment.NewLine}    "
                + string.Join($"{Environment.NewLine}    ", result.Problems),
        ];
        foreach (string failure in failures)
            output.WriteLine(failure);
        Assert.True(
            failures.Length == 0,
            $"{failures.Length} cases failed:{Environment.NewLine}"
            + string.Join(Environment.NewLine, failures.Take(20)));
        // A case that was asked for and is never reached has shown nothing.
        Assert.InRange(struck, Asked is null ? least : cases.Count, int.MaxValue);
    }

    /// <summary>Says something on the console even where the test passes.</summary>
    public sealed class Messages(IMessageSink sink)
    {
        public void Say(string text) => sink.OnMessage(new DiagnosticMessage(text));
    }
}
