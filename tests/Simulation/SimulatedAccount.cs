using Azure;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Webhooks.Simulation.Queues;
using Webhooks.Simulation.Tables;
using Webhooks.Simulation.Tables.Entities;
using Webhooks.Simulation.Wire;
using Webhooks.Simulation.Year;

namespace Webhooks.Simulation;

/// <summary>
/// A storage account in memory: it answers the Table and Queue REST protocol to the real clients, with Azure's limits
/// and errors. What it does not look at: who asks (any signature will do), CORS, access policies, service properties.
/// </summary>
/// <param name="time">Its clock.</param>
/// <param name="limits">What it allows.</param>
public sealed class SimulatedAccount(TimeProvider time, AzureLimits limits)
{
    private static readonly Uri TableEndpoint = new("https://simulated.table.core.windows.net/");
    private static readonly Uri QueueEndpoint = new("https://simulated.queue.core.windows.net/");

    private readonly Lock _gate = new();
    private readonly TableAnswers _tables = new(time, limits);
    private readonly QueueAnswers _queues = new(time, limits);
    private Throttle _throttle;

    /// <summary>How many requests were answered so far, refused ones included.</summary>
    public long Requests { get; private set; }

    internal TableStore TableStore => _tables.Store;

    internal QueueStore QueueStore => _queues.Store;

    /// <summary>The client of the account's tables.</summary>
    /// <param name="options">Retries and the like; its transport is replaced.</param>
    /// <returns>The client.</returns>
    public TableServiceClient Tables(TableClientOptions? options = null) =>
        Tables(options, new StorageTransport(AnswerTable));

    /// <summary>The client of the account's queues.</summary>
    /// <param name="options">Retries, encoding and the like; its transport is replaced.</param>
    /// <returns>The client.</returns>
    public QueueServiceClient Queues(QueueClientOptions? options = null) =>
        Queues(options, new StorageTransport(AnswerQueue));

    internal static TableServiceClient Tables(TableClientOptions? options, HttpPipelineTransport transport)
    {
        options ??= new TableClientOptions();
        options.Transport = transport;
        return new TableServiceClient(TableEndpoint, new AzureSasCredential("sig=simulated"), options);
    }

    internal static QueueServiceClient Queues(QueueClientOptions? options, HttpPipelineTransport transport)
    {
        options ??= new QueueClientOptions();
        options.Transport = transport;
        return new QueueServiceClient(QueueEndpoint, new AzureSasCredential("sig=simulated"), options);
    }

    /// <summary>The rows of a table as they lie there; none where there is no table.</summary>
    internal IEnumerable<StoredRow> Rows(string table) =>
        TableStore.Find(table)?.AllRows().Select(Read) ?? [];

    internal StoredRow Read(EntityRow row) => new(row, _tables.Names);

    internal WireResponse AnswerTable(WireRequest request) => Answer(request, _tables.Answer, TableAnswers.Refuse);

    internal WireResponse AnswerQueue(WireRequest request) => Answer(request, _queues.Answer, QueueAnswers.Refuse);

    private WireResponse Answer(
        WireRequest request, Func<WireRequest, WireResponse> answer, Func<StorageFailure, WireResponse> refuse)
    {
        lock (_gate)
        {
            Requests++;
            try
            {
                _throttle.Take(1, limits.OperationsPerAccount, time.GetUtcNow());
                return answer(request);
            }
            catch (StorageFailure failure)
            {
                return refuse(failure);
            }
        }
    }
}
