using Azure.Data.Tables;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using Webhooks.Faults.Tests.Accounts;
using Webhooks.Faults.Tests.Proxy;
using Webhooks.Storage;
using Webhooks.Tools.Azurite;

namespace Webhooks.Faults.Tests.Matrix;

/// <summary>An Azurite with a proxy before it: faults on the wire, at the pace of an emulator.</summary>
internal sealed class EmulatedStorage : MatrixStorage
{
    private readonly AzuriteProcess _azurite;
    private readonly FaultProxy _proxy;
    private readonly StorageConnection _connection;

    private EmulatedStorage(AzuriteProcess azurite)
    {
        _azurite = azurite;
        _proxy = new FaultProxy(
            azurite, (kind, request) => Plan(Calls.Note(kind, request.Header("x-ms-client-request-id"))));
        _connection = new StorageConnection(new ConfigurationBuilder()
            .AddInMemoryCollection([new(StorageConnection.Setting, _proxy.ConnectionString)])
            .Build());
        Direct = new DirectStorage(azurite.ConnectionString);
    }

    public override DirectStorage Direct { get; }

    public override bool IsBusy => _proxy.IsBusy;

    public override TimeSpan Impatience => TimeSpan.FromSeconds(1);

    public static async Task<MatrixStorage> StartAsync() =>
        new EmulatedStorage(await AzuriteProcess.StartAsync(new AzuriteOptions()));

    public override Task EmptyAsync() => Direct.EmptyAsync();

    public override TableServiceClient Tables(TableClientOptions options) => _connection.Tables(options);

    public override QueueClient Queue(string name, QueueClientOptions options) => _connection.TextQueue(name, options);

    public override Task RestAsync() => Task.CompletedTask;

    public override async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _azurite.DisposeAsync();
    }
}
