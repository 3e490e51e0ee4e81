using Azure.Data.Tables;
using Azure.Storage.Queues.Models;
using Webhooks.Ingestion;
using Webhooks.Simulation.Scheduling;
using Webhooks.Simulation.Year;
using Webhooks.Storage;

namespace Webhooks.Simulation.Instances;

/// <summary>
/// The instances that run, and what the host does for them: starts them again, runs their timers, hands them requests.
/// </summary>
/// <remarks>A timer's tick that would find nothing to do is left out: it would change nothing.</remarks>
internal sealed class Fleet
{
    private static readonly TimeSpan RollUpEvery = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan LeastDown = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan MostDown = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestOverlap = TimeSpan.FromHours(1);

    private readonly World _world;
    private readonly InstanceOptions _options;
    private readonly List<ServiceInstance> _running = [];
    private readonly HashSet<string> _busy = [];
    private int _started;
    private int _stopping;
    private int _version = 1;
    private int _partitions;
    private bool _stopped;

    public Fleet(World world, int instances, InstanceOptions options)
    {
        (_world, _options, _partitions) = (world, options, options.PartitionsPerVendorDay);
        Receivers = new Receivers(world);
        FixContactKey();
        for (int i = 0; i < instances; i++)
            StartOne();
        Tick();
        _world.Time.At(NextNight(), Night);
    }

    /// <summary>Where events are sent on.</summary>
    public Receivers Receivers { get; }

    /// <summary>How many instances were lost so far.</summary>
    public int Lost { get; private set; }

    /// <summary>Whether nothing is left to do: no message, no mark, nothing pending.</summary>
    public bool IsQuiet =>
        _world.Account.QueueStore.All.All(queue => queue.Value.Messages.Count == 0)
        && !HasRows(StorageNames.TouchedHours) && !HasRows(StorageNames.PendingDeliveries) && !IsAJobRunning
        && _busy.Count == 0;

    private bool IsAJobRunning => _world.Account.Rows(StorageNames.Jobs).Any(job => job.Text("Status") == "running");

    // By the hashes that it makes contacts share rows, of this size or that: a random one makes each run another.
    private void FixContactKey()
    {
        TableServiceClient tables = _world.Account.Tables();
        tables.CreateTableIfNotExists(StorageNames.ServiceState);
        tables.GetTableClient(StorageNames.ServiceState).AddEntity(new TableEntity("contacts", "key")
        {
            ["Secret"] = new byte[32],
            ["Since"] = _world.Time.GetUtcNow(),
            ["IsFirst"] = true,
        });
    }

    /// <summary>Hands a request to an instance; answers 200 (true), 503 (false), or nothing at all (null).</summary>
    public void Send(Delivery delivery, Action<bool?> answered) =>
        Hand(async instance => await instance.ReceiveAsync(delivery), answered);

    /// <summary>Asks an instance for something; where it does not answer, or not well, null is the answer.</summary>
    public void Ask(Func<ServiceInstance, Task<DateTimeOffset>> what, Action<DateTimeOffset?> answered) =>
        Hand<DateTimeOffset>(
            async instance =>
            {
                try
                {
                    return await what(instance);
                }
                catch (Exception e) when (e is not InstanceLostException && StorageTrouble.Is(e))
                {
                    return null; // whoever asked is told 503
                }
            },
            answered);

    /// <summary>Ends an instance at once; another one comes up after a while.</summary>
    public void LoseOne()
    {
        if (_running.Count > 0)
            _world.Dice.Pick(_running).Caller.Lose();
    }

    /// <summary>Starts instances, or lets some of them end, until there are so many.</summary>
    public void Scale(int instances)
    {
        _world.Journal.Write($"from {_running.Count} instances to {instances}");
        while (_running.Count < instances)
            StartOne();
        while (_running.Count > instances)
            LetEnd(_world.Dice.Pick(_running));
    }

    /// <summary>
    /// Puts a new version in place of the old one, an instance after the other; meanwhile both run. An instance that
    /// ends has ten minutes for what it has, as in Azure.
    /// </summary>
    /// <param name="over">Called when none of the old version is left.</param>
    public void Deploy(Action over)
    {
        _version++;
        Renew(over);
    }

    /// <summary>
    /// Changes the setting of over how many partitions a vendor's day is spread; the instances take it one after the
    /// other, and meanwhile they are of two minds.
    /// </summary>
    public void Spread(int partitions)
    {
        _world.Journal.Write($"over {partitions} partitions");
        _partitions = partitions;
        Renew(() => { });
    }

    private void Renew(Action over)
    {
        ReplaceNext();

        void ReplaceNext()
        {
            if (_running.Find(
                instance => instance.Caller.Version < _version || instance.Partitions != _partitions) is { } old)
            {
                StartOne();
                LetEnd(old);
            }
            else if (_stopping == 0)
            {
                over();
                return;
            }

            _world.Time.In(_world.Dice.Between(LeastDown, LongestOverlap), ReplaceNext);
        }
    }

    /// <summary>No ticks, no restarts: the world comes to its end.</summary>
    public void Stop() => _stopped = true;

    private void StartOne()
    {
        ServiceInstance instance = new(_world, $"i{++_started}", _options, _version, _partitions, Receivers);
        _running.Add(instance);
        instance.Caller.Lost += () => Replace(instance);
        foreach ((string queue, Func<QueueMessage, Task> run) in instance.Triggers)
        {
            QueuePump pump = new(_world, instance, queue, run);
            _world.Start(pump.PumpAsync);
        }
    }

    private void LetEnd(ServiceInstance instance)
    {
        instance.Stop();
        _running.Remove(instance);
        _stopping++;
        _world.Journal.Write($"{instance.Caller.Name} is to end");
        _world.Time.In(_world.Dice.Between(LeastDown, Grace), instance.Caller.Lose);
    }

    private void Hand<T>(Func<ServiceInstance, Task<T?>> what, Action<T?> answered)
        where T : struct
    {
        if (_running.Count == 0)
        {
            answered(null);
            return;
        }

        ServiceInstance instance = _world.Dice.Pick(_running);
        _world.Start(async () =>
        {
            T? answer = null;
            try
            {
                answer = await what(instance);
            }
            finally
            {
                answered(instance.Caller.IsLost ? null : answer);
            }
        });
    }

    private void Replace(ServiceInstance instance)
    {
        if (instance.IsStopping)
        {
            _stopping--;
            return;
        }

        Lost++;
        _running.Remove(instance);
        _world.Journal.Write($"{instance.Caller.Name} lost");
        if (!_stopped)
            _world.Time.In(_world.Dice.Between(LeastDown, MostDown), StartOne);
    }

    private void Tick()
    {
        if (_stopped)
            return;
        if (HasRows(StorageNames.TouchedHours))
            RunTimer("roll-up", instance => instance.RollUpAsync());
        if (HasRows(StorageNames.PendingDeliveries) || IsAJobRunning)
            RunTimer("recovery", instance => instance.RecoverAsync());
        _world.Time.In(RollUpEvery, Tick);
    }

    private void Night()
    {
        if (_stopped)
            return;
        if (_options.RetentionDays > 0)
            RunTimer("purge", instance => instance.PurgeAsync());
        _world.Time.At(NextNight(), Night);
    }

    private DateTimeOffset NextNight() =>
        new DateTimeOffset(_world.Time.GetUtcNow().Date, TimeSpan.Zero).AddDays(1).AddHours(3).AddMinutes(17);

    // A timer runs on one instance. Where the lock is lost, on two: that is to be survived, so it happens now and then.
    private void RunTimer(string name, Func<ServiceInstance, Task> run)
    {
        RunOnce(name, run);
        if (_world.Dice.Happens(_world.Network.Rates.DoubledTimers))
            _world.Time.In(_world.Dice.Between(TimeSpan.Zero, Moment), () => RunOnce($"{name} again", run));
    }

    private void RunOnce(string name, Func<ServiceInstance, Task> run)
    {
        if (_running.Count == 0 || !_busy.Add(name))
            return;
        ServiceInstance instance = _world.Dice.Pick(_running);
        _world.Start(async () =>
        {
            try
            {
                await run(instance);
            }
            catch (Exception e) when (e is not InstanceLostException && StorageTrouble.Is(e))
            {
                // It comes again.
            }
            finally
            {
                _busy.Remove(name);
            }
        });
    }

    private bool HasRows(string table) =>
        _world.Account.TableStore.Find(table)?.AllRows().Any(row => !HandEdits.IsOne(row)) == true;
}
