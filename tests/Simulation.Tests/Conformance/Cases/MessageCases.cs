using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace Webhooks.Simulation.Tests.Conformance.Cases;

/// <summary>Messages: their text, their leases, their end.</summary>
/// <remarks>https://learn.microsoft.com/rest/api/storageservices/operations-on-messages</remarks>
internal static class MessageCases
{
    private const string Putting = "https://learn.microsoft.com/rest/api/storageservices/put-message";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longer = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);

    private static readonly string[] Texts = ["plain", "", "<a>&amp;\"'</a>", "é \U0001F600", "  spaces around  ",
        "AAEC/w==", "a + b = c", "]]>", "{\"a\":[1,2]}"];

    public static IEnumerable<StorageCase> All { get; } =
    [
        .. Texts.Select(text => new StorageCase($"a message comes back verbatim: [{text}]", async account =>
        {
            QueueClient queue = await account.QueueAsync(text);
            Assert.Equal(text, (await PeekAsync(queue)).MessageText);
            Assert.Equal(text, (await GetAsync(queue)).MessageText);
        })),
        new("messages come in the order that they were put", async account =>
        {
            QueueClient queue = await account.QueueAsync("a", "b", "c");
            Assert.Equal("abc", string.Concat(
                (await queue.ReceiveMessagesAsync(32)).Value.Select(message => message.MessageText)));
        }),
        new("one message is handed out where no number is asked for", async account =>
        {
            QueueClient queue = await account.QueueAsync("a", "b");
            Assert.Single((await queue.ReceiveMessagesAsync()).Value);
        }),
        new("no more messages are handed out than asked for", async account =>
        {
            QueueClient queue = await account.QueueAsync("a", "b", "c");
            Assert.Equal(2, (await queue.ReceiveMessagesAsync(2)).Value.Length);
        }),
        new("an empty queue hands out nothing", async account =>
            Assert.Empty((await (await account.QueueAsync()).ReceiveMessagesAsync(32)).Value)),
        new("a message that was got is hidden", async account =>
        {
            QueueClient queue = await account.QueueAsync("a");
            await GetAsync(queue);
            Assert.Empty((await queue.ReceiveMessagesAsync()).Value);
            Assert.Empty((await queue.PeekMessagesAsync()).Value);
        }),
        new("a message that was got is back when its lease ends", async account =>
        {
            QueueClient queue = await account.QueueAsync("a");
            await queue.ReceiveMessagesAsync(1, Second);
            await account.WaitAsync(Longer);
            Assert.Equal("a", (await GetAsync(queue)).MessageText);
        }),
        new("a message counts how often it was got", async account =>
        {
            QueueClient queue = await account.QueueAsync("a");
            QueueMessage first = (await queue.ReceiveMessagesAsync(1, Second)).Value[0];
            await account.WaitAsync(Longer);
            QueueMessage second = await GetAsync(queue);
            Assert.Equal((1L, 2L), (first.DequeueCount, second.DequeueCount));
            Assert.Equal(first.MessageId, second.MessageId);
            Assert.NotEqual(first.PopReceipt, second.PopReceipt);
        }),
        new("a peek neither hides nor counts", async account =>
        {
            QueueClient queue = await account.QueueAsync("a");
            await PeekAsync(queue);
            Assert.Equal(0, (await PeekAsync(queue)).DequeueCount);
            Assert.Equal(1, (await GetAsync(queue)).DequeueCount);
        }),
        new("a message is deleted by its receipt", async account =>
        {
            QueueClient queue = await account.QueueAsync("a");
            QueueMessage got = await GetAsync(queue);
            await queue.DeleteMessageAsync(got.MessageId, got.PopReceipt);
            Assert.Equal(0, (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount);
        }),
        new("a message is not deleted twice", async account =>
        {
            QueueClient queue = await account.QueueAsync("a");
            QueueMessage got = await GetAsync(queue);
            await queue.DeleteMessageAsync(got.MessageId, got.PopReceipt);
            await Account.RefusedAsync(
                404, "MessageNotFound", () => queue.DeleteMessageAsync(got.MessageId, got.PopReceipt));
        }),
        new("a message that somebody else got meanwhile is not deleted", async account =>
        {
            QueueClient queue = await account.QueueAsync("a");
            QueueMessage first = (await queue.ReceiveMessagesAsync(1, Second)).Value[0];
            await account.WaitAsync(Longer);
            await GetAsync(queue);
            await Account.RefusedAsync(
                400, "PopReceiptMismatch", () => queue.DeleteMessageAsync(first.MessageId, first.PopReceipt));
        }),
        new("a message whose lease ended is deleted, if nobody else got it", async account =>
        {
            QueueClient queue = await account.QueueAsync("a");
            QueueMessage first = (await queue.ReceiveMessagesAsync(1, Second)).Value[0];
            await account.WaitAsync(Longer);
            await queue.DeleteMessageAsync(first.MessageId, first.PopReceipt);
            Assert.Empty((await queue.PeekMessagesAsync()).Value);
        }),
        new("a message is deleted by the receipt of its put", async account =>
        {
            QueueClient queue = await account.QueueAsync();
            SendReceipt sent = await queue.SendMessageAsync("a");
            await queue.DeleteMessageAsync(sent.MessageId, sent.PopReceipt);
            Assert.Empty((await queue.PeekMessagesAsync()).Value);
        }),
        new("an update gives the message another receipt", async account =>
        {
            QueueClient queue = await account.QueueAsync("a");
            QueueMessage got = await GetAsync(queue);
            UpdateReceipt updated = await queue.UpdateMessageAsync(
                got.MessageId, got.PopReceipt, visibilityTimeout: TimeSpan.FromSeconds(30));
            Assert.NotEqual(got.PopReceipt, updated.PopReceipt);
            await Account.RefusedAsync(
                400, "PopReceiptMismatch", () => queue.DeleteMessageAsync(got.MessageId, got.PopReceipt));
            await queue.DeleteMessageAsync(got.MessageId, updated.PopReceipt);
        }),
        new("an update keeps the text where it brings none", async account =>
        {
            QueueClient queue = await account.QueueAsync("a");
            QueueMessage got = await GetAsync(queue);
            await queue.UpdateMessageAsync(got.MessageId, got.PopReceipt, visibilityTimeout: TimeSpan.Zero);
            Assert.Equal("a", (await GetAsync(queue)).MessageText);
        }),
        new("an update changes the text", async account =>
        {
            QueueClient queue = await account.QueueAsync("a");
            QueueMessage got = await GetAsync(queue);
            await queue.UpdateMessageAsync(got.MessageId, got.PopReceipt, "b < c", TimeSpan.Zero);
            Assert.Equal("b < c", (await GetAsync(queue)).MessageText);
        }),
        new("an update to no time makes the message visible, and it is counted on", async account =>
        {
            QueueClient queue = await account.QueueAsync("a");
            QueueMessage got = await GetAsync(queue);
            await queue.UpdateMessageAsync(got.MessageId, got.PopReceipt, "a", TimeSpan.Zero);
            Assert.Equal(2, (await GetAsync(queue)).DequeueCount);
        }),
        new("an update of a message that is gone is refused", async account =>
        {
            QueueClient queue = await account.QueueAsync("a");
            QueueMessage got = await GetAsync(queue);
            await queue.DeleteMessageAsync(got.MessageId, got.PopReceipt);
            await Account.RefusedAsync(
                404, "MessageNotFound", () => queue.UpdateMessageAsync(got.MessageId, got.PopReceipt, "b", Second));
        }),
        new("a message can be hidden from the start", async account =>
        {
            QueueClient queue = await account.QueueAsync();
            await queue.SendMessageAsync("a", visibilityTimeout: Second);
            Assert.Empty((await queue.ReceiveMessagesAsync()).Value);
            await account.WaitAsync(Longer);
            Assert.Equal("a", (await GetAsync(queue)).MessageText);
        }),
        new("a message lives for seven days", async account =>
        {
            QueueClient queue = await account.QueueAsync();
            SendReceipt sent = await queue.SendMessageAsync("a");
            Assert.Equal(7, (sent.ExpirationTime - sent.InsertionTime).TotalDays, 3);
        }),
        new("a message can be told to live forever", async account =>
        {
            QueueClient queue = await account.QueueAsync();
            SendReceipt sent = await queue.SendMessageAsync("a", timeToLive: Forever);
            Assert.Equal(9999, sent.ExpirationTime.Year);
        }),
        new("a message is gone when its time is over", async account =>
        {
            QueueClient queue = await account.QueueAsync();
            await queue.SendMessageAsync("a", timeToLive: Second);
            await account.WaitAsync(TimeSpan.FromSeconds(2.5));
            Assert.Empty((await queue.ReceiveMessagesAsync()).Value);
        }),
        new("a message hidden beyond its life is refused", async account =>
        {
            QueueClient queue = await account.QueueAsync();
            await Account.RefusedAsync(400, "OutOfRangeQueryParameterValue", () =>
                queue.SendMessageAsync("a", TimeSpan.FromSeconds(5), Second));
        }) { AzuriteDiffers = $"It takes it: {Putting}" },
        new("a message that lives for no time is refused", async account =>
        {
            QueueClient queue = await account.QueueAsync();
            await Account.RefusedAsync(
                400, "OutOfRangeQueryParameterValue", () => queue.SendMessageAsync("a", timeToLive: TimeSpan.Zero));
        }) { AzuriteDiffers = $"It says InvalidQueryParameterValue: {Putting}" },
        new("a message hidden for more than seven days is refused", async account =>
        {
            QueueClient queue = await account.QueueAsync("a");
            await Account.RefusedAsync(
                400, "OutOfRangeQueryParameterValue", () => queue.ReceiveMessagesAsync(1, TimeSpan.FromDays(8)));
        }),
        new("a message got for no time is refused", async account =>
        {
            QueueClient queue = await account.QueueAsync("a");
            await Account.RefusedAsync(
                400, "OutOfRangeQueryParameterValue", () => queue.ReceiveMessagesAsync(1, TimeSpan.Zero));
        }),
        new("more than 32 messages cannot be asked for", async account =>
        {
            QueueClient queue = await account.QueueAsync("a");
            await Account.RefusedAsync(400, "OutOfRangeQueryParameterValue", () => queue.ReceiveMessagesAsync(33));
        }),
        new("no messages cannot be asked for", async account =>
        {
            QueueClient queue = await account.QueueAsync("a");
            await Account.RefusedAsync(400, "OutOfRangeQueryParameterValue", () => queue.ReceiveMessagesAsync(0));
        }) { AzuriteDiffers = "It gives no code: https://learn.microsoft.com/rest/api/storageservices/get-messages" },
        new("a message of 64 KiB is taken", async account =>
        {
            QueueClient queue = await account.QueueAsync(new string('x', 64 * 1024));
            Assert.Equal(64 * 1024, (await GetAsync(queue)).MessageText.Length);
        }),
        new("a message of a byte more is refused", async account =>
        {
            QueueClient queue = await account.QueueAsync();
            await Account.RefusedAsync(
                413, "RequestBodyTooLarge", () => queue.SendMessageAsync(new string('x', (64 * 1024) + 1)));
        }),
        new("a queue can be cleared", async account =>
        {
            QueueClient queue = await account.QueueAsync("a", "b");
            await queue.ReceiveMessagesAsync();
            await queue.ClearMessagesAsync();
            Assert.Equal(0, (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount);
        }),
    ];

    private static async Task<QueueMessage> GetAsync(QueueClient queue) =>
        Assert.Single((await queue.ReceiveMessagesAsync()).Value);

    private static async Task<PeekedMessage> PeekAsync(QueueClient queue) =>
        Assert.Single((await queue.PeekMessagesAsync()).Value);
}
