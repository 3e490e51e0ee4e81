using Azure.Data.Tables;
using Azure.Storage.Queues;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Webhooks.Functions.Settings;
using Webhooks.Functions.Webhooks;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Queue;

namespace Webhooks.Functions.Tests.Webhooks;

public sealed class WebhookReceiverTests
{
    [Fact]
    public async Task Memory_that_does_not_suffice_is_answered_503_with_Retry_After()
    {
        const int length = 300 * 1024;
        const string nowhere = "UseDevelopmentStorage=true"; // nothing is sent there
        using BodyReader bodies = new(new WebhookSettings(), TimeProvider.System);
        WebhookTables tables = new(new TableServiceClient(nowhere));
        DeliveryQueue queue = new(new QueueClient(nowhere, StorageNames.DeliveryQueue), new DeliveryQueueOptions(), TimeProvider.System);
        WebhookReceiver receiver = new(
            bodies, queue, new DeliveryStore(tables), tables, new VendorRegistry(new VendorOptions()), TimeProvider.System, NullLogger<WebhookReceiver>.Instance);
        HttpRequest request = new DefaultHttpContext().Request;
        request.Method = "POST";
        request.ContentLength = length;
        request.Body = new BrokenStream(length, new InsufficientMemoryException());

        IResult answer = await receiver.ReceiveAsync("smartreach", request);

        Assert.Equal(StatusCodes.Status503ServiceUnavailable, Assert.IsAssignableFrom<IStatusCodeHttpResult>(answer).StatusCode);
        Assert.Equal("10", request.HttpContext.Response.Headers.RetryAfter);
    }
}
