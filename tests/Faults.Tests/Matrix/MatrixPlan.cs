using Webhooks.Faults.Tests.Proxy;

namespace Webhooks.Faults.Tests.Matrix;

/// <summary>Which cases there are, given the scenario's storage calls.</summary>
internal static class MatrixPlan
{
    /// <summary>Of how many cases <see cref="Sample"/> takes about one.</summary>
    public const int Share = 20;

    private const int MaxOccurrences = 2; // of one kind: further ones are the same again, of another partition
    private const int Doubles = 30;
    private const int Weathers = 20;

    private static readonly (Fault Fault, int Attempts)[] Columns =
    [
        (Fault.Refused, 1), (Fault.Refused, FaultPoint.All),
        (Fault.FailedAfter, 1), (Fault.FailedAfter, FaultPoint.All),
        (Fault.CutBefore, 1), (Fault.CutBefore, FaultPoint.All),
        (Fault.CutAfter, 1), (Fault.CutAfter, FaultPoint.All),
        (Fault.CutInside, 1),
        (Fault.Repeated, 1), (Fault.Delayed, 1), (Fault.Late, 1),
    ];

    /// <summary>Every fault at every call.</summary>
    public static IReadOnlyList<FaultCase> Singles(IReadOnlyDictionary<string, int> calls) =>
    [
        .. from call in calls.OrderBy(call => call.Key, StringComparer.Ordinal)
           from occurrence in Enumerable.Range(1, Math.Min(call.Value, MaxOccurrences))
           from column in Columns
           select new FaultCase.Points([new FaultPoint(call.Key, occurrence, column.Fault, column.Attempts)]),
    ];

    /// <summary>About a twentieth: a fault at each call, each fault in its turn, and some of the mixed.</summary>
    /// <param name="singles">Every fault at every call.</param>
    /// <param name="mixed">The others.</param>
    public static IReadOnlyList<FaultCase> Sample(IReadOnlyList<FaultCase> singles, IReadOnlyList<FaultCase> mixed) =>
    [
        .. singles.OfType<FaultCase.Points>()
            .GroupBy(single => single.At[0].Kind)
            .Select((ofCall, i) => ofCall.ElementAt(i % Columns.Length)),
        .. mixed.Where((_, i) => i % Share == Share - 1),
    ];

    /// <summary>Two faults in one run, and faults all over.</summary>
    public static IReadOnlyList<FaultCase> Mixed(IReadOnlyList<FaultCase> singles, int seed)
    {
        Random random = new(seed);
        FaultPoint[] points = [.. singles.OfType<FaultCase.Points>().Select(single => single.At[0])
            .Where(point => point.Fault != Fault.Late)];
        return
        [
            .. Enumerable.Range(0, Doubles).Select(_ => new FaultCase.Points([.. random.GetItems(points, 2)])),
            .. Enumerable.Range(0, Weathers).Select(_ => new FaultCase.Random(random.Next())),
        ];
    }
}
