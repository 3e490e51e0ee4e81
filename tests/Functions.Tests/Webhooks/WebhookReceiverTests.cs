using System.Net;
using System.Text;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Webhooks.Functions.Settings;
using Webhooks.Functions.Tests.Http;
using Webhooks.Functions.Webhooks;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Messages;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Queue;
using Webhooks.Storage.Tables;

namespace Webhooks.Functions.Tests.Webhooks;

public sealed class WebhookReceiverTests
{
    private const int Cap = 2048;

    private readonly KeptQueue _queue = new();

    [Fact]
    public async Task Webhook_is_kept_byte_for_byte_with_its_query_and_acknowledged_by_its_id()
    {
        FakeRequest request = new FakeRequest("POST", "/api/webhooks/smartico?code=0123456789&a=%41+b")
            .With("Content-Type", "application/json; charset=utf-8").With(new byte[] { 0xFF, 0, 1 });

        HttpResponseData answer = await SendAsync(request);

        Delivery kept = Assert.Single(_queue.Deliveries);
        Assert.Equal($$"""{"deliveryId":"{{kept.Id}}"}""", answer.Text());
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/json; charset=utf-8", answer.Header("Content-Type"));
        Assert.Equal([0xFF, 0, 1], kept.Body.ToArray());
        Assert.Equal(("POST", "?code=REDACTED&a=%41+b"), (kept.Method, kept.Query));
        Assert.Equal("application/json; charset=utf-8", kept.ContentType);
        Assert.Equal(request.FunctionContext.TraceContext.TraceParent, kept.TraceParent);
    }

    [Fact]
    public async Task Get_with_a_body_and_a_query_keeps_both()
    {
        await SendAsync(new FakeRequest("GET", "/api/webhooks/smartico?channel=SMS").WithText("""{"login":"1"}"""));

        Delivery kept = Assert.Single(_queue.Deliveries);
        Assert.Equal(("GET", "?channel=SMS"), (kept.Method, kept.Query));
        Assert.Equal("""{"login":"1"}""", Encoding.UTF8.GetString(kept.Body.Span));
    }

    [Theory]
    [InlineData("GET", "?login=1", 0, 200)]
    [InlineData("GET", "", 1, 200)]
    [InlineData("POST", "", Cap, 200)]
    [InlineData("GET", "?code=0123456789", 0, 400)]
    [InlineData("POST", "?login=1", 0, 200)]
    [InlineData("POST", "?code=0123456789", 0, 400)]
    [InlineData("POST", "", Cap + 1, 413)]
    public async Task Only_nothing_and_too_much_are_refused(string method, string query, int bytes, int status)
    {
        HttpResponseData answer = await SendAsync(
            new FakeRequest(method, $"/api/webhooks/smartico{query}").With(new byte[bytes]));

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(status == 200 ? 1 : 0, _queue.Deliveries.Count);
        Assert.Equal(status != 200, answer.Header("Content-Type") == "application/problem+json");
    }

    [Theory]
    [InlineData("POST", "")]
    [InlineData("GET", "?login=1")]
    public async Task Body_that_the_host_left_out_is_not_acknowledged(string method, string query)
    {
        HttpResponseData answer = await SendAsync(
            new FakeRequest(method, $"/api/webhooks/smartico{query}").With("Transfer-Encoding", "chunked"));

        Assert.Equal(HttpStatusCode.LengthRequired, answer.StatusCode);
        Assert.Empty(_queue.Deliveries);
    }

    [Fact]
    public async Task Body_in_chunks_that_the_host_gave_a_length_is_taken_in()
    {
        HttpResponseData answer = await SendAsync(new FakeRequest("POST", "/api/webhooks/smartico")
            .With("Transfer-Encoding", "chunked").With("Content-Length", "1").WithText("x"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Nothing_in_chunks_is_nothing()
    {
        HttpResponseData answer = await SendAsync(new FakeRequest("POST", "/api/webhooks/smartico")
            .With("Transfer-Encoding", "chunked").With("Content-Length", "0"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData(typeof(RequestFailedException))]
    [InlineData(typeof(AggregateException))]
    [InlineData(typeof(TaskCanceledException))]
    [InlineData(typeof(InsufficientMemoryException))]
    public async Task Queue_that_fails_is_answered_503_with_Retry_After(Type failure)
    {
        _queue.Failure = failure == typeof(RequestFailedException)
            ? new RequestFailedException(500, "No.")
            : (Exception)Activator.CreateInstance(failure)!;

        HttpResponseData answer = await SendAsync(new FakeRequest("POST", "/api/webhooks/smartico").WithText("x"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("10", answer.Header("Retry-After"));
    }

    private Task<HttpResponseData> SendAsync(HttpRequestData request)
    {
        WebhookTables tables = new(new TableServiceClient("UseDevelopmentStorage=true")); // nothing is sent there
        DeliveryQueue queue = new(_queue, new DeliveryQueueOptions(), TimeProvider.System);
        WebhookReceiver receiver = new(
            new WebhookSettings { MaxBodyBytes = Cap },
            new DeliveryInbox(queue, new DeliveryStore(tables), TimeProvider.System),
            new VendorRegistry(new VendorOptions()),
            TimeProvider.System,
            NullLogger<WebhookReceiver>.Instance);
        return receiver.ReceiveAsync("smartico", request);
    }

    private sealed class KeptQueue : QueueClient
    {
        public List<Delivery> Deliveries { get; } = [];

        public Exception? Failure { get; set; }

        public override Task<Response<SendReceipt>> SendMessageAsync(
            BinaryData message,
            TimeSpan? visibilityTimeout = null,
            TimeSpan? timeToLive = null,
            CancellationToken cancellationToken = default)
        {
            if (Failure is not null)
                throw Failure;
            Deliveries.AddRange(MessageReader.Unpack(message.ToArray()).Select(entry => entry.Delivery!));
            SendReceipt receipt = QueuesModelFactory.SendReceipt("1", default, default, "1", default);
            return Task.FromResult(Response.FromValue(receipt, null!));
        }
    }
}
