using System.Globalization;
using Webhooks.Faults.Tests.Proxy;

namespace Webhooks.Faults.Tests.Matrix;

/// <summary>One fault at one storage call of the scenario.</summary>
/// <param name="Kind">The call's kind.</param>
/// <param name="Occurrence">Which call of that kind, from 1.</param>
/// <param name="Fault">What goes wrong.</param>
/// <param name="Attempts">
/// With how many attempts: with one, the client's own retry gets through; with all, the call fails.
/// </param>
internal sealed record FaultPoint(string Kind, int Occurrence, Fault Fault, int Attempts)
{
    public const int All = int.MaxValue;

    public string Column => Attempts == 1 ? $"{Fault}" : $"{Fault} for good";

    public bool Hits(StorageCall call) =>
        call.Kind == Kind && call.Occurrence == Occurrence && call.Attempt <= Attempts;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Kind}#{Occurrence}:{Fault}:{(Attempts == All ? "all" : Attempts)}");

    public static FaultPoint Parse(string text)
    {
        string[] parts = text.Split('#', ':');
        return new FaultPoint(
            parts[0],
            int.Parse(parts[1], CultureInfo.InvariantCulture),
            Enum.Parse<Fault>(parts[2]),
            parts[3] == "all" ? All : int.Parse(parts[3], CultureInfo.InvariantCulture));
    }
}
