using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace Webhooks.Simulation.Tests.Conformance.Cases;

internal static class QueueCases
{
    public static IEnumerable<StorageCase> All { get; } =
    [
        new("a queue is made, and found by its name", async account =>
        {
            QueueClient queue = await account.QueueAsync();
            Assert.Equal([queue.Name], await NamesAsync(account, queue.Name));
        }),
        new("a queue that is there is made again without a change", async account =>
        {
            QueueClient queue = await account.QueueAsync("x");
            Assert.Equal(204, (await queue.CreateAsync()).Status);
            Assert.Equal(1, (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount);
        }),
        new("a queue with other metadata is not made again", async account =>
        {
            QueueClient queue = await account.QueueAsync();
            await Account.RefusedAsync(
                409, "QueueAlreadyExists", () => queue.CreateAsync(new Dictionary<string, string> { ["a"] = "b" }));
        }),
        new("a queue keeps its metadata", async account =>
        {
            QueueClient queue = await account.QueueAsync();
            await queue.SetMetadataAsync(new Dictionary<string, string> { ["owner"] = "us" });
            Assert.Equal("us", (await queue.GetPropertiesAsync()).Value.Metadata["owner"]);
        }),
        new("a queue is deleted with its messages", async account =>
        {
            QueueClient queue = await account.QueueAsync("x");
            await queue.DeleteAsync();
            Assert.Empty(await NamesAsync(account, queue.Name));
            await Account.RefusedAsync(404, "QueueNotFound", () => queue.ReceiveMessagesAsync());
        }),
        new("a queue that is not there is not deleted", async account =>
            await Account.RefusedAsync(
                404, "QueueNotFound", () => account.Queues.GetQueueClient("nowhere").DeleteAsync())),
        new("a deleted queue's name is not free at once", async account =>
        {
            QueueClient queue = await account.QueueAsync();
            await queue.DeleteAsync();
            await Account.RefusedAsync(409, "QueueBeingDeleted", () => queue.CreateAsync());
        }) { AzuriteDiffers =
            "It is free at once: https://learn.microsoft.com/rest/api/storageservices/delete-queue3" },
        new("a queue that is not there takes no message", async account =>
            await Account.RefusedAsync(
                404, "QueueNotFound", () => account.Queues.GetQueueClient("nowhere").SendMessageAsync("x"))),
        new("a queue that is not there has no properties", async account =>
            await Account.RefusedAsync(
                404, "QueueNotFound", () => account.Queues.GetQueueClient("nowhere").GetPropertiesAsync())),
        new("a queue's name has no capitals", async account =>
            await Account.RefusedAsync(
                400, "InvalidResourceName", () => account.Queues.GetQueueClient("Capital").CreateAsync())),
        new("a queue's name has no two hyphens together", async account =>
            await Account.RefusedAsync(
                400, "InvalidResourceName", () => account.Queues.GetQueueClient("two--hyphens").CreateAsync())),
        new("a queue's name has three characters at least", async account =>
            await Account.RefusedAsync(
                400, "OutOfRangeInput", () => account.Queues.GetQueueClient("ab").CreateAsync())),
        new("a queue is counted with what is hidden", async account =>
        {
            QueueClient queue = await account.QueueAsync("a", "b", "c");
            await queue.ReceiveMessagesAsync(2);
            Assert.Equal(3, (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount);
        }),
        new("queues are listed in pages", async account =>
        {
            string prefix = Account.NewName("paged") + "-";
            foreach (string suffix in (string[])["a", "b", "c"])
                await account.Queues.CreateQueueAsync(prefix + suffix);
            List<string> names = [];
            await foreach (var page in account.Queues.GetQueuesAsync(prefix: prefix).AsPages(pageSizeHint: 2))
            {
                Assert.InRange(page.Values.Count, 1, 2);
                names.AddRange(page.Values.Select(queue => queue.Name));
            }

            Assert.Equal([prefix + "a", prefix + "b", prefix + "c"], names);
        }),
    ];

    private static async Task<List<string>> NamesAsync(Account account, string prefix)
    {
        List<string> names = [];
        await foreach (QueueItem queue in account.Queues.GetQueuesAsync(prefix: prefix))
            names.Add(queue.Name);
        return names;
    }
}
