namespace Webhooks.Benchmarks.Load;

/// <summary>
/// What is compared is measured in turns, so that a slow minute of the machine falls on all alike, and so does an
/// emulator that slows a little with all that it holds. Its queues are not cleared between turns: it would remove what
/// was in them one by one, sorting all its messages anew for each, and be busy with that for minutes.
/// </summary>
internal static class Turns
{
    /// <summary>
    /// Runs each in every round; each is once first, so that none is always in the wake of the same other.
    /// </summary>
    /// <param name="rounds">How many rounds.</param>
    /// <param name="turns">What to run.</param>
    public static async Task TakeAsync(int rounds, params Func<Task>[] turns)
    {
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < turns.Length; i++)
                await turns[(round + i) % turns.Length]();
        }
    }
}
