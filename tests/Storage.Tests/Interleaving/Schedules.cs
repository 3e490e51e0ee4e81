namespace Webhooks.Storage.Tests.Interleaving;

/// <summary>
/// All orders in which actors can make their storage calls, up to a number of times that one is interrupted before it
/// is done: one run of the actors an order, depth first.
/// </summary>
/// <remarks>
/// Bounding the interruptions rather than the depth follows Musuvathi and Qadeer, "Iterative context bounding for
/// systematic testing of multithreaded programs" (2007): nearly every such defect needs no more than two.
/// </remarks>
internal sealed class Schedules(int maxInterruptions)
{
    private readonly List<(int Chosen, int Options)> _path = [];
    private int _depth;

    /// <summary>The order of the last run, as the actors' numbers.</summary>
    public List<int> Order { get; } = [];

    /// <summary>Whether the actor that was to die did so in the last run, not done yet.</summary>
    public bool HasDied { get; private set; }

    /// <summary>Runs actors in the next order.</summary>
    /// <param name="actors">The actors; a failure of one is its own end.</param>
    /// <param name="dies">Which actor is never given its turn again, and after how many; null is none.</param>
    public async Task RunAsync(IReadOnlyList<Func<Turns, Task>> actors, (int Actor, int After)? dies = null)
    {
        (Turns Turns, Task Task)[] running = new (Turns, Task)[actors.Count];
        for (int i = 0; i < actors.Count; i++)
        {
            Turns turns = new();
            running[i] = (turns, actors[i](turns));
            await turns.WaitsAsync(running[i].Task);
        }

        _depth = 0;
        Order.Clear();
        HasDied = false;
        HashSet<int> alive = [.. Enumerable.Range(0, actors.Count)];
        int current = -1;
        int interruptions = 0;
        int calls = 0;
        while (true)
        {
            if (dies is { } death && calls == death.After)
                HasDied |= alive.Remove(death.Actor);
            if (alive.Count == 0)
                break;
            int[] options = !alive.Contains(current)
                ? [.. alive.Order()]
                : interruptions < maxInterruptions ? [current, .. alive.Where(i => i != current).Order()] : [current];
            int next = options[Choose(options.Length)];
            if (alive.Contains(current) && next != current)
                interruptions++;
            current = next;
            Order.Add(current);
            if (dies?.Actor == current)
                calls++;
            running[current].Turns.Give();
            if (!await running[current].Turns.WaitsAsync(running[current].Task))
                alive.Remove(current);
        }
    }

    /// <summary>Goes on to the next order.</summary>
    /// <returns>False where there is none.</returns>
    public bool Next()
    {
        while (_path.Count > 0)
        {
            (int chosen, int options) = _path[^1];
            _path.RemoveAt(_path.Count - 1);
            if (chosen + 1 < options)
            {
                _path.Add((chosen + 1, options));
                return true;
            }
        }

        return false;
    }

    private int Choose(int options)
    {
        if (_depth == _path.Count)
            _path.Add((0, options));
        return Math.Min(_path[_depth++].Chosen, options - 1);
    }
}
