using Azure;
using Azure.Storage.Queues;

namespace Microsoft.Azure.Functions.Worker.Local.Queues;

/// <summary>Where messages go that failed too often.</summary>
internal sealed class PoisonQueue(QueueClient queue)
{
    private const string Suffix = "-poison";
    private const int LongestName = 63;

    public string Name => queue.Name;

    /// <returns>Null for a queue that is a poison queue itself, or whose name is too long for another suffix.</returns>
    public static PoisonQueue? Of(QueueServiceClient service, string queueName) =>
        queueName.EndsWith(Suffix, StringComparison.Ordinal) || queueName.Length + Suffix.Length > LongestName
            ? null
            : new PoisonQueue(service.GetQueueClient(queueName + Suffix));

    /// <summary>Copies the text as it was stored, without an expiry of its own: storage's default of 7 days holds, as in Azure.</summary>
    public async Task AddAsync(string messageText, CancellationToken cancellationToken)
    {
        try
        {
            await queue.SendMessageAsync(messageText, cancellationToken);
        }
        catch (RequestFailedException e) when (e.ErrorCode == "QueueNotFound")
        {
            await queue.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            await queue.SendMessageAsync(messageText, cancellationToken);
        }
    }
}
