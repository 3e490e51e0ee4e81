using Webhooks.Simulation.Wire;

namespace Webhooks.Simulation.Scheduling;

/// <summary>
/// A simulated world: a seed, a clock, a thread, a storage account, and a network between it and whoever calls it.
/// </summary>
internal sealed class World : IDisposable
{
    private readonly List<Exception> _defects = [];

    public World(long seed, DateTimeOffset start, AzureLimits? limits = null, int keepLines = 200)
    {
        Dice = new Dice(seed);
        Thread = new OneThread();
        Time = new SimulatedTime(start, Thread, Dice.Fork());
        Journal = new Journal(Time, keepLines);
        Network = new Network(Time, Thread, Dice.Fork(), Journal);
        Account = new SimulatedAccount(Time, limits ?? new AzureLimits());
    }

    public Dice Dice { get; }

    public OneThread Thread { get; }

    public SimulatedTime Time { get; }

    public Journal Journal { get; }

    public Network Network { get; }

    public SimulatedAccount Account { get; }

    /// <summary>What should never happen, and did.</summary>
    public IReadOnlyList<Exception> Defects => _defects;

    public void Dispose() => Journal.Dispose();

    /// <summary>Starts work that nobody waits for. What it throws is a defect, unless its instance was lost.</summary>
    public void Start(Func<Task> work) => Thread.Start(async () =>
    {
        try
        {
            await work();
        }
        catch (InstanceLostException)
        {
            // As it should be.
        }
        catch (Exception e)
        {
            Report(e);
        }
    });

    /// <summary>Notes what should never happen.</summary>
    public void Report(Exception defect)
    {
        _defects.Add(defect);
        Journal.Write($"defect: {defect.GetType().Name}");
    }

    /// <summary>Lets things happen until something is so, or nothing happens any more.</summary>
    /// <returns>Whether it is so.</returns>
    public bool Run(Func<bool> until)
    {
        // With a context of somebody else's, answers would be taken elsewhere.
        SynchronizationContext? context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            while (true)
            {
                Thread.Drain();
                if (until())
                    return true;
                if (!Time.Advance())
                    return false;
            }
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    /// <summary>Does one thing to its end.</summary>
    public T Do<T>(Func<Task<T>> work)
    {
        Task<T>? running = null;
        Thread.Start(() => running = work());
        Run(() => running is { IsCompleted: true });
        return running!.GetAwaiter().GetResult();
    }
}
