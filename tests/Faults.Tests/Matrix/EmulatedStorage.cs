using Azure.Data.Tables;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Faults.Tests.Accounts;
using Webhooks.Faults.Tests.Proxy;
using Webhooks.Storage;
using Webhooks.Tools.Azurite;

namespace Webhooks.Faults.Tests.Matrix;

/// <summary>
/// An account of an Azurite with a proxy before it: faults on the wire, at the pace of an emulator.
/// </summary>
internal sealed class EmulatedStorage : MatrixStorage
{
    // While a lease ends, the emulator is asked now and then: each question takes its processor time.
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(200);

    private readonly FaultProxy _proxy;
    private readonly StorageConnection _connection;

    private EmulatedStorage(AzuriteProcess azurite, string account)
    {
        _proxy = new FaultProxy(
            azurite, account, (kind, request) => Plan(Calls.Note(kind, request.Header("x-ms-client-request-id"))));
        _connection = new StorageConnection(new ConfigurationBuilder()
            .AddInMemoryCollection([new(StorageConnection.Setting, _proxy.ConnectionString)])
            .Build());
        Direct = new DirectStorage(AzuriteProcess.ConnectionStringFor(
            azurite.BlobPort, azurite.QueuePort, azurite.TablePort, account));
    }

    public override DirectStorage Direct { get; }

    public override bool IsBusy => _proxy.IsBusy;

    public override TimeSpan Impatience => TimeSpan.FromSeconds(1);

    public static async Task<MatrixStorage> StartAsync()
    {
        (AzuriteProcess azurite, string account) = await TestAccount.TakeAsync();
        return new EmulatedStorage(azurite, account);
    }

    public override Task EmptyAsync() => Direct.EmptyAsync();

    public override TableServiceClient Tables(TableClientOptions options) => _connection.Tables(options);

    public override QueueClient Queue(string name, QueueClientOptions options) => _connection.TextQueue(name, options);

    public override Task RestAsync() => Task.Delay(Rest);

    public override ValueTask DisposeAsync() => _proxy.DisposeAsync();
}
