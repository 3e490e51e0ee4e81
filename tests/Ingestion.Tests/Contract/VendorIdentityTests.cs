using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Webhooks.Ingestion.Tests.Mutation;

namespace Webhooks.Ingestion.Tests.Contract;

/// <summary>What every vendor owes its events' ids: another event another id, a repeat the same.</summary>
public sealed class VendorIdentityTests
{
    private const int Seed = 7;

    public static TheoryData<string> Names => [.. VendorSample.Vendors.Select(vendor => vendor.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Distinct_items_of_one_delivery_have_distinct_ids(string name)
    {
        IVendor vendor = VendorSample.Vendor(name);
        int tried = 0;
        foreach (string body in WithItems(VendorSample.Body(vendor), """[{"x":1},{"x":2},{"x":[1]},{"y":1},{"x":1,"y":1}]"""))
        {
            MapResult result = vendor.Map(VendorSample.Delivery(vendor, body));
            LegalResult.Check(VendorSample.Delivery(vendor, body), result);
            if (result.Events.Count < 5)
                continue;
            tried++;
            Assert.Equal(result.Events.Count, result.Events.Select(mapped => mapped.EventId).Distinct().Count());
        }

        Assert.True(tried > 0, "No place in the sample takes more than one item.");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Deliveries_of_nothing_that_is_known_are_as_many_events_as_they_are(string name)
    {
        IVendor vendor = VendorSample.Vendor(name);
        string[] bodies = ["""{"x":1}""", """{"x":2}""", """{"x":null}""", "{}", "[[]]", "1", "2", "\"x\""];
        string[] ids = [.. bodies.SelectMany(body => vendor.Map(VendorSample.Delivery(vendor, body)).Events)
            .Select(mapped => mapped.EventId)];

        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Items_that_differ_in_what_is_sent_for_a_time_are_not_one(string name)
    {
        IVendor vendor = VendorSample.Vendor(name);
        string[] times = ["null", "\"yesterday\"", "\"tomorrow\"", "1768471200000", "1768471200001", "{\"a\":1}"];
        string[] ids = [.. times.Select(time => vendor.Sample.Replace("NOW", time, StringComparison.Ordinal))
            .SelectMany(body => vendor.Map(VendorSample.Delivery(vendor, body)).Events)
            .Select(mapped => mapped.EventId)];

        Assert.Equal(times.Length, ids.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Order_white_space_and_escapes_never_matter(string name)
    {
        JsonShuffler shuffler = new(new Random(Seed));
        int tried = 0;
        foreach ((string fixture, IVendor vendor, Delivery delivery) in VendorSample.Mapped(VendorSample.Vendor(name)))
        {
            if (!IsPlain(delivery.Body.Span))
                continue;
            tried++;
            string[] ids = Ids(vendor, delivery);
            for (int i = 0; i < 20; i++)
            {
                Delivery shuffled = delivery with { Body = shuffler.Shuffle(delivery.Body.Span) };
                Assert.True(
                    ids.SequenceEqual(Ids(vendor, shuffled)),
                    $"{fixture}, seed {Seed}: {Encoding.UTF8.GetString(shuffled.Body.Span)}");
            }
        }

        Assert.True(tried > 0);
    }

    // A JSON writer that knows only doubles makes 42.0 or 4.2E1 of 42, and others a text of it.
    [Theory]
    [MemberData(nameof(Names))]
    public void Spelling_of_the_samples_numbers_never_matters(string name)
    {
        IVendor vendor = VendorSample.Vendor(name);
        string body = VendorSample.Body(vendor);
        string[] ids = Ids(vendor, VendorSample.Delivery(vendor, body));
        Func<string, string>[] spellings =
        [
            number => number + ".0",
            number => number[0] + "." + number[1..] + "0E" + (number.Length - 1).ToString(CultureInfo.InvariantCulture),
            number => $"\"{number}\"",
        ];

        Assert.All(spellings, spelling => Assert.Equal(ids, Ids(vendor, VendorSample.Delivery(
            vendor, Regex.Replace(body, @"(?<=:\s*)\d+(?=\s*[,}\]])", number => spelling(number.Value))))));
    }

    // In place of each array that the sample is or has, and of the whole.
    private static IEnumerable<string> WithItems(string sample, string items)
    {
        yield return items;
        string[] members = JsonNode.Parse(sample) is JsonObject root ? [.. root.Select(member => member.Key)] : [];
        foreach (string member in members)
        {
            JsonObject changed = JsonNode.Parse(sample)!.AsObject();
            changed[member] = JsonNode.Parse(items);
            yield return changed.ToJsonString();
        }
    }

    // Not what this test's own writer cannot hold: names that are equal or half a character, other encodings, depth.
    private static bool IsPlain(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonNode.Parse(body) is JsonObject or JsonArray && !HasText(body, "\\ud8") && new JsonShuffler(
                new Random(Seed)).Shuffle(body).Length > 0;
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    private static bool HasText(ReadOnlySpan<byte> body, string text) =>
        Encoding.UTF8.GetString(body).Contains(text, StringComparison.OrdinalIgnoreCase);

    private static string[] Ids(IVendor vendor, Delivery delivery) =>
        [.. vendor.Map(delivery).Events.Select(mapped => mapped.EventId)];
}
