using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;

namespace Webhooks.Storage.Tables;

/// <summary>
/// Makes the tables when a call first misses one, and makes that call again: so a deployment that has them already, as
/// infra/ sees to, never spends an operation on it.
/// </summary>
/// <param name="service">The account's tables, through a client without this policy.</param>
public sealed class MissingTables(TableServiceClient service) : HttpPipelinePolicy
{
    private const string ErrorCode = "TableNotFound";
    private const int LongestFailure = 4096; // bytes; the answer to a transaction that succeeds is not searched

    private readonly Lock _gate = new();
    private Task _creation = Task.CompletedTask;

    /// <inheritdoc />
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("Every call is asynchronous.");

    /// <inheritdoc />
    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        // ConfigureAwait as in the client around it: this is a part of its pipeline.
        Task known = Volatile.Read(ref _creation);
        await ProcessNextAsync(message, pipeline).ConfigureAwait(false);
        if (!message.HasResponse || !IsMissing(message.Response))
            return;
        await CreateSinceAsync(known).WaitAsync(message.CancellationToken).ConfigureAwait(false);
        message.Response.Dispose();
        await ProcessNextAsync(message, pipeline).ConfigureAwait(false);
    }

    // A transaction's failure is the only part of an answer that is itself 202.
    private static bool IsMissing(Azure.Response response)
    {
        if (response.Status == 404 && response.Headers.TryGetValue("x-ms-error-code", out string? code))
            return code == ErrorCode;
        return response.Status is 404 or 202
            && response.ContentStream is MemoryStream { Length: > 0 and < LongestFailure }
            && response.Content.ToMemory().Span.IndexOf("TableNotFound"u8) >= 0;
    }

    // On a first start two dozen messages miss the tables at once: the first makes them, the others wait for that.
    private Task CreateSinceAsync(Task known)
    {
        lock (_gate)
        {
            if (_creation == known)
                _creation = Task.WhenAll(StorageNames.Tables.Select(
                    name => service.CreateTableIfNotExistsAsync(name, CancellationToken.None)));
            return _creation;
        }
    }
}
