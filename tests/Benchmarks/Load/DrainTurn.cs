namespace Webhooks.Benchmarks.Load;

/// <summary>How long a backlog took, and what processor time.</summary>
/// <param name="Seconds">From start to end.</param>
/// <param name="Client">Of who wrote.</param>
/// <param name="Emulator">Of the emulator.</param>
internal sealed record DrainTurn(double Seconds, TimeSpan Client, TimeSpan Emulator)
{
    /// <summary>Turns taken together.</summary>
    public static string Describe(IReadOnlyCollection<DrainTurn> turns, int webhooks)
    {
        double seconds = turns.Sum(turn => turn.Seconds);
        int all = webhooks * turns.Count;
        return $"{Report.Number(all / seconds)} events/s ({Report.Number(seconds)} s; processor time per webhook "
            + $"{Report.Number(turns.Sum(turn => turn.Client.TotalMicroseconds) / all)} µs, the emulator's "
            + $"{Report.Number(turns.Sum(turn => turn.Emulator.TotalMicroseconds) / all)} µs)";
    }
}
