using System.Text;
using System.Text.Json;
using Webhooks.Ingestion.Json;
using Webhooks.Ingestion.Tests.Golden;
using Webhooks.Ingestion.Vendors;

namespace Webhooks.Ingestion.Tests;

public sealed class JsonLiteralsTests
{
    private const int Bytes = 8 * 1024 * 1024;

    [Theory]
    [InlineData("smartreach", "", 'f')]
    [InlineData("smartreach", """{"data":[],"metadata":""", 't')]
    [InlineData("smartreach", """{"data":[{"text":"a \" { t","list":[null,true,false,""", 'n')]
    [InlineData("smartico", "", 'n')]
    [InlineData("smartico", """{"login":"1","time":""", 'f')]
    public void Large_body_with_a_word_that_is_no_literal_takes_no_memory_in_proportion(
        string name, string head, char filling)
    {
        new VendorRegistry(new VendorOptions()).TryGet(name, out IVendor? vendor);
        byte[] body = Encoding.ASCII.GetBytes(head + new string(filling, Bytes));
        Delivery delivery = new()
        {
            Id = DeliveryId.New(DateTimeOffset.UnixEpoch),
            Vendor = name,
            ReceivedAt = DateTimeOffset.UnixEpoch,
            Method = "POST",
            ContentType = "application/json",
            Body = body,
        };
        vendor!.Map(delivery with { Body = body.AsMemory(0, head.Length + 10) }); // so that first uses are not counted
        long before = GC.GetAllocatedBytesForCurrentThread();
        MapResult result = vendor.Map(delivery);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Bytes / 8);
        Assert.Equal(RejectionReasons.MalformedJson, result.Rejection?.Reason);
    }

    [Fact]
    public void Only_what_a_reader_refuses_has_a_word_that_is_no_literal()
    {
        const int seed = 20261124;
        Random random = new(seed);
        byte[][] bodies =
            [.. FixtureFolder.Cases(FixtureFolder.Root).Select(golden => golden.Delivery().Body.ToArray())];
        int broken = 0;
        for (int i = 0; i < 50_000; i++)
        {
            byte[] json = [.. bodies[i % bodies.Length]];
            for (int changes = i / bodies.Length % 4; changes > 0 && json.Length > 0; changes--)
                json[random.Next(json.Length)] = (byte)"tfnaeul\"\\:,{}[] 1"[random.Next(17)];
            if (!JsonLiterals.HasBroken(json))
                continue;
            broken++;
            Assert.False(IsJson(json), $"Seed {seed}: {Convert.ToHexString(json)}");
        }

        Assert.InRange(broken, 1_000, int.MaxValue);
    }

    private static bool IsJson(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
