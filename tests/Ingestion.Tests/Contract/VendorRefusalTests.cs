using System.IO.Compression;
using System.Text;

namespace Webhooks.Ingestion.Tests.Contract;

/// <summary>Why every vendor rejects, and what that may cost.</summary>
public sealed class VendorRefusalTests
{
    private static readonly int Large = LongTests.Or(1, 4) * 1024 * 1024;

    public static TheoryData<string> Names => [.. VendorSample.Vendors.Select(vendor => vendor.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Malformed_is_called_malformed(string name)
    {
        IVendor vendor = VendorSample.Vendor(name);
        string sample = VendorSample.Body(vendor).Trim();

        Assert.All(
            ["hello", "{", "[1,", sample[..(sample.Length / 2)], sample + sample, "{\"a\":tru}", "[nul]", "   ", "{'a':1}"],
            body => Assert.Equal(RejectionReasons.MalformedJson, Reason(vendor, body)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Too_deep_is_called_too_deep_at_1001_levels_and_not_before(string name)
    {
        IVendor vendor = VendorSample.Vendor(name);

        Assert.Equal(RejectionReasons.TooDeep, Reason(vendor, Nested("[", "]", 1_001)));
        Assert.Equal(RejectionReasons.TooDeep, Reason(vendor, Nested("{\"a\":", "}", 1_001, "1")));
        Assert.Equal(RejectionReasons.TooDeep, Reason(vendor, Nested("[", "]", 1_000_000)));
        Assert.NotEqual(RejectionReasons.TooDeep, Reason(vendor, Nested("[", "]", 1_000)));
        Assert.NotEqual(RejectionReasons.MalformedJson, Reason(vendor, Nested("[", "]", 1_000)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_text_is_called_unreadable(string name)
    {
        IVendor vendor = VendorSample.Vendor(name);
        byte[] body = [.. Encoding.UTF8.GetBytes("{\"a\": \"\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9"), 0xC3, 0x28, .. "\""u8];

        Assert.Equal(
            RejectionReasons.UnreadableText, vendor.Map(VendorSample.Delivery(vendor, body)).Rejection?.Reason);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Body_that_inflates_too_far_is_called_so(string name)
    {
        IVendor vendor = VendorSample.Vendor(name);
        using MemoryStream compressed = new();
        using (GZipStream gzip = new(compressed, CompressionLevel.SmallestSize))
            gzip.Write(new byte[64 * 1024 * 1024]);

        Assert.Equal(
            RejectionReasons.InflatesTooFar,
            vendor.Map(VendorSample.Delivery(vendor, compressed.ToArray())).Rejection?.Reason);
    }

    // What is allocated, not what stays: 256 instances' worth of bodies are mapped at a time.
    [Theory]
    [MemberData(nameof(Names))]
    public void Memory_is_a_small_multiple_of_the_body(string name)
    {
        IVendor vendor = VendorSample.Vendor(name);
        string sample = VendorSample.Body(vendor).Trim();
        string text = new('x', Large);
        string words = string.Concat(Enumerable.Repeat("\"a\":tru,", Large / 8));
        string members = string.Concat(Enumerable.Range(0, Large / 16).Select(i => $"\"member{i:x6}\":1,"));
        string[] bodies =
        [
            sample.Insert(sample.IndexOf('{') + 1, $"\"new\":\"{text}\","),
            sample.Insert(sample.IndexOf('{') + 1, members),
            $"{{\"x\":\"{text}\"}}", $"[\"{text}\"]", text, $"{{{words}}}", Nested("[", "]", Large / 2),
            $"{{\"x\":\"{text.Replace("x", "\\u0041", StringComparison.Ordinal)[..Large]}\"}}",
        ];

        Assert.All(bodies, body =>
        {
            Delivery delivery = VendorSample.Delivery(vendor, body);
            vendor.Map(delivery); // what the pool lends is there the second time
            long before = GC.GetAllocatedBytesForCurrentThread();
            vendor.Map(delivery);
            double times = (double)(GC.GetAllocatedBytesForCurrentThread() - before) / delivery.Body.Length;
            Assert.True(times <= 4, $"{times:0.0} times the body {body[..60]}…");
        });
    }

    private static string Nested(string open, string close, int levels, string inner = "") =>
        string.Concat(Enumerable.Repeat(open, levels)) + inner + string.Concat(Enumerable.Repeat(close, levels));

    private static string? Reason(IVendor vendor, string body) =>
        vendor.Map(VendorSample.Delivery(vendor, body)).Rejection?.Reason;
}
