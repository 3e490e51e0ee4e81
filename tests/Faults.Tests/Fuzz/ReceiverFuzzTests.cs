using Microsoft.Extensions.Logging.Abstractions;
using Webhooks.Faults.Tests.Scenario;
using Webhooks.Functions.Settings;
using Webhooks.Functions.Webhooks;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Messages;
using Webhooks.Ingestion.Tests;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Queue;
using Webhooks.Storage.Tables;
using Xunit.Abstractions;

namespace Webhooks.Faults.Tests.Fuzz;

/// <summary>Whatever is sent: it is taken in, or refused as too large or empty, and what was taken in can be read and
/// mapped or rejected.</summary>
[Collection(TestGroups.InProcess)]
public sealed class ReceiverFuzzTests(ITestOutputHelper output)
{
    private const int Seed = 20260302;
    private static readonly int Requests = LongTests.Or(20_000, 100_000);
    private const int Together = 250;
    private const long MaxGrowth = 8 * 1024 * 1024;

    [Fact]
    public async Task Any_request_is_taken_in_or_refused_and_the_memory_stays_flat()
    {
        RecordingQueue queue = new();
        WebhookTables tables = new(new RecordingTables());
        DeliveryQueue deliveries =
            new(queue, new DeliveryQueueOptions { MaxWait = TimeSpan.FromMinutes(1) }, TimeProvider.System);
        WebhookReceiver receiver = new(
            new WebhookSettings(),
            new DeliveryInbox(deliveries, new DeliveryStore(tables), TimeProvider.System),
            new VendorRegistry(new VendorOptions()),
            TimeProvider.System,
            NullLogger<WebhookReceiver>.Instance);
        Tally tally = new(queue, new VendorRegistry(new VendorOptions()));
        long early = 0;
        foreach (FuzzedRequest[] requests in FuzzedRequest.Stream(Seed).Take(Requests).Chunk(Together))
        {
            (int Status, string? Id)[] answers =
                await Task.WhenAll(requests.Select(request => InProcessRequest.SendAsync(
                receiver, request.Vendor, request.Body, request.Method, request.ContentType, request.Query)));
            tally.Account(requests, answers);
            if (tally.Requests == Requests / 4)
                early = GC.GetTotalMemory(forceFullCollection: true);
        }

        long growth = GC.GetTotalMemory(forceFullCollection: true) - early;
        output.WriteLine($"Seed {Seed}: {tally}; memory grew by {growth / 1024} KiB.");
        Assert.Equal(Requests, tally.Requests);
        Assert.InRange(tally.Events, Requests / 4, int.MaxValue);
        Assert.InRange(growth, long.MinValue, MaxGrowth);
    }

    private sealed class Tally(RecordingQueue queue, VendorRegistry vendors)
    {
        private static ReadOnlySpan<byte> Redacted => "REDACTED"u8;

        private int _refused;
        private int _rejected;
        private int _parked;
        private int _redacted;

        public int Requests { get; private set; }

        public int Events { get; private set; }

        public void Account(FuzzedRequest[] requests, (int Status, string? Id)[] answers)
        {
            Dictionary<string, QueuedDelivery> queued = queue.Entries.ToDictionary(entry => entry.Id);
            queue.Entries.Clear();
            for (int i = 0; i < requests.Length; i++)
            {
                (int status, string? id) = answers[i];
                Assert.True(status is 200 or 400, $"Request {Requests} of seed {Seed} was answered {status}.");
                Requests++;
                if (status == 400)
                    _refused++;
                else
                    Account(requests[i], Assert.Contains(id!, (IDictionary<string, QueuedDelivery>)queued));
            }

            Assert.Equal(answers.Count(answer => answer.Status == 200), queued.Count);
        }

        private void Account(FuzzedRequest request, QueuedDelivery entry)
        {
            if (entry.Delivery is not { } delivery)
            {
                _parked++;
                return;
            }

            Assert.True(
                IsAsSent(request, delivery.Body.Span),
                $"Request {Requests} of seed {Seed} was changed: {request.Query}");
            Assert.True(vendors.TryGet(delivery.Vendor, out IVendor? vendor));
            MapResult result = vendor.Map(delivery);
            Events += result.Events.Count;
            _rejected += result.Rejection is null ? 0 : 1;
        }

        // Byte for byte, but for a key that the request came with and the body repeats: what is left of it is in order.
        private bool IsAsSent(FuzzedRequest request, ReadOnlySpan<byte> stored)
        {
            ReadOnlySpan<byte> sent = request.Body.Span;
            if (stored.SequenceEqual(sent))
                return true;
            if (!request.Query.Contains("code=", StringComparison.OrdinalIgnoreCase)
                || stored.IndexOf(Redacted) < 0)
                return false;
            _redacted++;
            for (int cut = stored.IndexOf(Redacted); cut >= 0; cut = stored.IndexOf(Redacted))
            {
                if (!sent.StartsWith(stored[..cut]))
                    return false;
                stored = stored[(cut + Redacted.Length)..];
                int next = stored.IndexOf(Redacted);
                int rest = sent[cut..].IndexOf(next < 0 ? stored : stored[..next]);
                if (rest < 0)
                    return false;
                sent = sent[(cut + rest)..];
            }

            return sent.EndsWith(stored);
        }

        public override string ToString() =>
            $"{Requests} requests, {_redacted} with a key in the body, {_refused} refused, "
            + $"{_parked} parked, {_rejected} rejected, {Events} events";
    }
}
