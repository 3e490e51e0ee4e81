using System.Text;
using Microsoft.Extensions.Time.Testing;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Vendors;
using Webhooks.Tools.Send;

namespace Webhooks.Infra.Tests.Sending;

/// <summary>What tools/Send sends is what the vendors send: the mappers make of it what they are to make.</summary>
public sealed class TrafficTests
{
    private static readonly VendorRegistry Vendors = new(new VendorOptions());
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Good_webhooks_are_mapped_and_teach_the_vendors_nothing_new()
    {
        foreach (Webhook webhook in Some(400, broken: 0))
        {
            MapResult result = Map(webhook);

            Assert.Null(result.Rejection);
            Assert.Empty(result.Drift);
            Assert.DoesNotContain(Assert.Single(result.Events).Type, (string[])["unknown.received", "custom.received"]);
        }
    }

    [Fact]
    public void Broken_kinds_are_rejected_repaired_or_unknown()
    {
        Dictionary<string, string> outcomes = Some(400, broken: 100)
            .DistinctBy(webhook => webhook.Vendor + webhook.Kind)
            .ToDictionary(webhook => $"{webhook.Vendor} {webhook.Kind}", Outcome);

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["smartreach truncated"] = "malformed-json",
                ["smartreach quote-missing"] = "malformed-json",
                ["smartreach event-unknown"] = "unknown.received",
                ["smartreach shape-odd"] = "unexpected-shape",
                ["smartico repairable"] = "message.sent",
                ["smartico ambiguous"] = "ambiguous-template",
                ["smartico truncated"] = "malformed-json",
                ["smartico channel-unknown"] = "message.sent",
                ["smartico no-json"] = "malformed-json",
            }.OrderBy(outcome => outcome.Key, StringComparer.Ordinal),
            outcomes.OrderBy(outcome => outcome.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void Same_seed_sends_the_same_and_some_twice()
    {
        Assert.Equal(Some(300, broken: 10), Some(300, broken: 10));
        Assert.Contains(Some(300, broken: 10), webhook => webhook.Kind == "repeat");
        Assert.Equal(
            ["smartico", "smartreach"], Some(300, broken: 10).Select(webhook => webhook.Vendor).Distinct().Order());
    }

    private static List<Webhook> Some(int count, int broken)
    {
        Traffic traffic = new(seed: 7, broken, new FakeTimeProvider(Noon));
        return [.. Enumerable.Range(0, count).Select(_ => traffic.Next())];
    }

    private static string Outcome(Webhook webhook) =>
        Map(webhook) is { Rejection: { } rejection } ? rejection.Reason : Map(webhook).Events[0].Type;

    private static MapResult Map(Webhook webhook)
    {
        Assert.True(Vendors.TryGet(webhook.Vendor, out IVendor? vendor));
        return vendor.Map(new Delivery
        {
            Id = new string('a', 32),
            Vendor = webhook.Vendor,
            ReceivedAt = Noon,
            Method = webhook.Body is null ? "GET" : "POST",
            ContentType = webhook.ContentType,
            Query = webhook.Query is null ? null : $"?{webhook.Query}",
            Body = Encoding.UTF8.GetBytes(webhook.Body ?? ""),
        });
    }
}
