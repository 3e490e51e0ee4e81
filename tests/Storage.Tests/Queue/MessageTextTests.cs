using System.Text;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Messages;
using Webhooks.Storage.Queue;

namespace Webhooks.Storage.Tests.Queue;

/// <summary>The queue's text is ours to read: base64 where we wrote it, anything where somebody else did.</summary>
public sealed class MessageTextTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static readonly byte[] Message = new MessageWriter().TryPack(
        [QueuedDelivery.JobStep("replay", DeliveryId.New(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)))])!;

    [Fact]
    public async Task What_the_queue_client_writes_is_read()
    {
        QueueClient queue = storage.Queue();
        await queue.CreateAsync();
        await queue.SendMessageAsync(BinaryData.FromBytes(Message));

        Response<QueueMessage> got = await storage.Connection.TextQueue(queue.Name).ReceiveMessageAsync();

        Assert.Equal(Message, MessageText.Read(got.Value.Body.ToArray()).ToArray());
    }

    [Fact]
    public void Base64_of_a_former_version_is_read() =>
        Assert.Equal(Message, MessageText.Read(Encoding.ASCII.GetBytes(Convert.ToBase64String(Message))).ToArray());

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("hello")]
    [InlineData("aGVsbG8=")]
    [InlineData("{\"json\":true}")]
    [InlineData("ä€😀")]
    public void Text_that_is_no_message_of_ours_is_kept_as_it_is(string text) =>
        Assert.Equal(text, Encoding.UTF8.GetString(MessageText.Read(Encoding.UTF8.GetBytes(text)).Span));
}
