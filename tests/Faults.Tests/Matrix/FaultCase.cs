using System.Globalization;
using Webhooks.Faults.Tests.Proxy;

namespace Webhooks.Faults.Tests.Matrix;

/// <summary>What goes wrong in one run of the scenario. Its text, in FAULTS_CASE, runs it again.</summary>
internal abstract class FaultCase
{
    private const string Weather = "weather ";

    private int _struck;

    /// <summary>The fault that befalls a call.</summary>
    public abstract Fault Of(StorageCall call);

    /// <summary>How often a fault struck.</summary>
    public int Struck => _struck;

    /// <summary>The plan for a proxy.</summary>
    public Fault Strike(StorageCall call)
    {
        Fault fault = Of(call);
        if (fault != Fault.None)
            Interlocked.Increment(ref _struck);
        return fault;
    }

    public static FaultCase Parse(string text) => text.StartsWith(Weather, StringComparison.Ordinal)
        ? new Random(int.Parse(text[Weather.Length..], CultureInfo.InvariantCulture))
        : new Points([.. text.Split(" + ").Select(FaultPoint.Parse)]);

    /// <summary>Faults at given calls.</summary>
    internal sealed class Points(IReadOnlyList<FaultPoint> at) : FaultCase
    {
        public IReadOnlyList<FaultPoint> At { get; } = at;

        public override Fault Of(StorageCall call) => At.FirstOrDefault(point => point.Hits(call))?.Fault ?? Fault.None;

        public override string ToString() => string.Join(" + ", At);
    }

    /// <summary>Bad weather: one attempt in ten goes wrong somehow, the same ones for the same seed.</summary>
    internal sealed class Random(int seed) : FaultCase
    {
        private const int OneIn = 10;

        private static readonly Fault[] Faults =
            [.. Enum.GetValues<Fault>().Where(fault => fault is not (Fault.None or Fault.Late))];

        public override Fault Of(StorageCall call)
        {
            int draw = new System.Random(seed ^ Hash(call)).Next(OneIn * Faults.Length);
            return draw < Faults.Length ? Faults[draw] : Fault.None;
        }

        public override string ToString() => $"{Weather}{seed}";

        // HashCode differs from run to run.
        private static int Hash(StorageCall call) =>
            call.Kind.Aggregate(
                (call.Occurrence * 397) + (call.Attempt * 7919), (hash, c) => unchecked((hash * 31) + c));
    }
}
