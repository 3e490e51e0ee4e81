using Azure.Data.Tables;
using Azure.Storage.Queues;
using Webhooks.Faults.Tests.Accounts;
using Webhooks.Faults.Tests.Proxy;

namespace Webhooks.Faults.Tests.Matrix;

/// <summary>A storage whose calls fail as they are told to: what the matrix runs on.</summary>
internal abstract class MatrixStorage : IAsyncDisposable
{
    /// <summary>The calls since this was last set.</summary>
    public CallLog Calls { get; set; } = new();

    /// <summary>Says what goes wrong with a call.</summary>
    public Func<StorageCall, Fault> Plan { get; set; } = _ => Fault.None;

    /// <summary>Storage as it is, past any fault.</summary>
    public abstract DirectStorage Direct { get; }

    /// <summary>Whether calls are still on their way, late ones for example.</summary>
    public abstract bool IsBusy { get; }

    /// <summary>When the service's clients give up on an answer that comes late.</summary>
    public abstract TimeSpan Impatience { get; }

    /// <summary>Makes it as it was before the service ever ran.</summary>
    public abstract Task EmptyAsync();

    /// <summary>The service's client of the tables.</summary>
    public abstract TableServiceClient Tables(TableClientOptions options);

    /// <summary>The service's client of a queue.</summary>
    public abstract QueueClient Queue(string name, QueueClientOptions options);

    /// <summary>Lets time pass, in which leases end.</summary>
    public abstract Task RestAsync();

    public abstract ValueTask DisposeAsync();
}
