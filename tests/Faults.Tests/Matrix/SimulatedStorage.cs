extern alias simulation;

using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using simulation::Webhooks.Simulation;
using simulation::Webhooks.Simulation.Wire;
using Webhooks.Faults.Tests.Accounts;
using Webhooks.Faults.Tests.Proxy;
using Webhooks.Faults.Tests.Scenario;
using Webhooks.Storage.Tables;

namespace Webhooks.Faults.Tests.Matrix;

/// <summary>Storage in memory, with Azure's limits: the same faults, and nothing that takes time.</summary>
internal sealed class SimulatedStorage : MatrixStorage
{
    private const int LateByCalls = 40; // so late that what the client did instead is long done

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1.1); // longer than the host's short lease
    private static readonly TimeSpan LateBy = TimeSpan.FromSeconds(4);

    private readonly Lock _gate = new();
    private readonly LaterClock _clock = new();
    private readonly List<(int Call, DateTimeOffset Time, Action Arrive)> _late = [];
    private SimulatedAccount _account;
    private DirectStorage _direct;
    private int _calls;

    public SimulatedStorage() => (_account, _direct) = Empty();

    public override DirectStorage Direct => _direct;

    public override bool IsBusy
    {
        get
        {
            lock (_gate)
                return _late.Count > 0;
        }
    }

    // A client gives up at once where the answer is to be late.
    public override TimeSpan Impatience => Timeout.InfiniteTimeSpan;

    public override Task EmptyAsync()
    {
        (_account, _direct) = Empty();
        return Task.CompletedTask;
    }

    public override TableServiceClient Tables(TableClientOptions options)
    {
        TableClientOptions prompt = new() { Retry = { Delay = TimeSpan.FromMilliseconds(5), MaxRetries = 3 } };
        options.AddPolicy(new MissingTables(PlainTables(prompt)), HttpPipelinePosition.PerCall);
        return PlainTables(options);
    }

    public override QueueClient Queue(string name, QueueClientOptions options) => SimulatedAccount
        .Queues(options, new FaultyTransport(_account.AnswerQueue, Strike(CallKind.OfQueue), Postpone))
        .GetQueueClient(name);

    /// <summary>A moment passes: leases end, and what is late may arrive.</summary>
    public override Task RestAsync()
    {
        _clock.Ahead += Rest;
        LetArrive();
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private (SimulatedAccount Account, DirectStorage Direct) Empty()
    {
        SimulatedAccount account = new(_clock, AzureLimits.WithoutRates);
        QueueServiceClient queues = account.Queues(new() { MessageEncoding = QueueMessageEncoding.Base64 });
        return (account, new DirectStorage(account.Tables(), queues.GetQueueClient));
    }

    private TableServiceClient PlainTables(TableClientOptions options) => SimulatedAccount.Tables(
        options, new FaultyTransport(_account.AnswerTable, Strike(CallKind.OfTable), Postpone));

    private Func<WireRequest, string, Fault> Strike(Func<CalledRequest, string> kindOf) => (request, id) =>
    {
        string kind =
            kindOf(new CalledRequest(request.Method, $"/account/{request.Path}", request.IfMatch, request.Body));
        Interlocked.Increment(ref _calls);
        LetArrive();
        return Plan(Calls.Note(kind, id));
    };

    private void Postpone(Action arrive)
    {
        lock (_gate)
            _late.Add((_calls + LateByCalls, _clock.GetUtcNow() + LateBy, arrive));
    }

    private void LetArrive()
    {
        lock (_gate)
        {
            DateTimeOffset now = _clock.GetUtcNow();
            _late.RemoveAll(late =>
            {
                bool isDue = late.Call <= _calls || late.Time <= now;
                if (isDue)
                    late.Arrive();
                return isDue;
            });
        }
    }
}
