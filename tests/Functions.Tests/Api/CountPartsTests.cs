using System.Diagnostics;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker.Http;
using Webhooks.Functions.Api.Counts;
using Webhooks.Functions.Http;
using Webhooks.Functions.Tests.Http;
using Webhooks.Ingestion.Tests;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Reading;
using Webhooks.Storage.Tables;
using Xunit.Abstractions;

namespace Webhooks.Functions.Tests.Api;

/// <summary>Counts and campaigns of the longest range, in parts and in bounded memory.</summary>
[Collection(MemoryGroup.Name)]
public sealed class CountPartsTests(ITestOutputHelper output)
{
    private const int Days = 92;
    private const int Vendors = 2;
    private const string Range = "from=2026-01-01&to=2026-04-02";
    private static readonly long FlatWithin = LongTests.Or(40, 64) * 1024 * 1024; // less than all rows
    private const int OfPart = 10_000;

    private static readonly VendorRegistry Registry = new(new VendorOptions());

    private long _before;
    private long _most;
    private int _pages;

    [Theory]
    [InlineData("csv")]
    [InlineData("json")]
    public async Task Counts_of_campaigns_come_in_parts_of_bounded_memory(string format)
    {
        int campaigns = LongTests.Or(300, 8_000);
        CountsApi api = new(Reader(campaigns), Registry, TimeProvider.System);
        long start = Stopwatch.GetTimestamp();
        TimeSpan first = default;
        int rows = 0, parts = 0;
        string? address = $"/api/counts?{Range}&by=campaign&format={format}";
        HashSet<string> seen = []; // of this part, and the last of the one before
        while (address is not null)
        {
            HttpResponseData answer = await api.GetAsync(new FakeRequest("GET", address));
            if (parts++ == 0)
                first = Stopwatch.GetElapsedTime(start);
            string[] keys = format == "csv" ? CsvKeys(answer) : JsonKeys(answer, campaigns);
            Assert.All(keys, key => Assert.True(seen.Add(key), $"{key} came twice."));
            seen.Clear();
            seen.Add(keys[^1]);
            rows += keys.Length;
            address = answer.Header("Link") is { Length: > 0 } link ? link.Split('>')[0].TrimStart('<') : null;
            Assert.Equal(address is null, keys.Length < OfPart || rows == Rows(campaigns));
        }

        output.WriteLine(
            $"{rows:N0} rows in {parts} parts, {Stopwatch.GetElapsedTime(start).TotalSeconds:N1} s, the first "
            + $"after {first.TotalMilliseconds:N0} ms; {_most / 1048576.0:N1} MiB more were alive at most");
        Assert.Equal(Rows(campaigns), rows);
        Assert.InRange(_most, 0, FlatWithin);
    }

    [Fact]
    public async Task Campaigns_are_added_up_without_keeping_their_days()
    {
        int campaigns = LongTests.Or(200, 800); // each takes some memory, its days take none
        CampaignsApi api = new(Reader(campaigns), Registry, TimeProvider.System);
        long start = Stopwatch.GetTimestamp();
        HttpResponseData answer = await api.GetAsync(new FakeRequest("GET", $"/api/campaigns?{Range}"));
        TimeSpan took = Stopwatch.GetElapsedTime(start);

        using JsonDocument json = JsonDocument.Parse(((MemoryStream)answer.Body).ToArray());
        JsonElement[] listed = [.. json.RootElement.GetProperty("campaigns").EnumerateArray()];
        Assert.Equal(Math.Min(OfPart, campaigns * Vendors), listed.Length);
        Assert.All(listed, one =>
        {
            Assert.Equal(3 * Days, one.GetProperty("sent").GetInt64());
            Assert.Equal(3 * Days, one.GetProperty("opened").GetInt64());
            Assert.Equal(MadeUpCounts.Contacts * 4, one.GetProperty("contacts").GetProperty("all").GetInt64());
        });
        output.WriteLine(
            $"{Rows(campaigns):N0} rows of {campaigns * Vendors:N0} campaigns in {took.TotalSeconds:N1} s; "
            + $"{_most / 1048576.0:N1} MiB more were alive at most");
        Assert.InRange(_most, 0, FlatWithin);
    }

    [Theory]
    [InlineData("smartico/20260101_message.sent_email_0", "vendor=smartreach")]
    [InlineData("smartico/20260101_message.sent_email_0!x", "vendor=smartico")]
    [InlineData("smartico/20260101_message.sent_email_0!1!2", "vendor=smartico")]
    [InlineData("smartico/20260403_message.sent_email_0", "vendor=smartico")]
    [InlineData("10000", "vendor=smartico")]
    public async Task Place_that_no_part_gave_is_refused(string continuation, string query)
    {
        CountsApi api = new(Reader(1), Registry, TimeProvider.System);
        FakeRequest request = new("GET", $"/api/counts?{Range}&{query}&by=campaign&continuation={continuation}");

        Assert.Equal(
            "continuation",
            (await Assert.ThrowsAsync<BadParameterException>(() => api.GetAsync(request))).Parameter);
    }

    private static int Rows(int campaigns) => Days * Vendors * MadeUpCounts.Types * campaigns;

    private static string[] CsvKeys(HttpResponseData answer)
    {
        string[] lines = answer.Text().Split("\r\n");
        Assert.Equal("vendor,day,type,channel,campaign,campaignStep,count,contacts", lines[0]);
        return lines[1..^1];
    }

    private static string[] JsonKeys(HttpResponseData answer, int campaigns)
    {
        using JsonDocument json = JsonDocument.Parse(((MemoryStream)answer.Body).ToArray());
        Assert.Equal(3L * Rows(campaigns), json.RootElement.GetProperty("total").GetInt64());
        Assert.Equal(
            answer.Header("X-Continuation"),
            json.RootElement.TryGetProperty("next", out JsonElement next) ? next.GetString() : "");
        return [.. json.RootElement.GetProperty("counts").EnumerateArray().Select(count =>
            $"{count.GetProperty("vendor")} {count.GetProperty("day")} {count.GetProperty("type")} "
            + $"{count.GetProperty("campaign")}")];
    }

    private CountReader Reader(int campaigns)
    {
        _before = GC.GetTotalMemory(forceFullCollection: true);
        return new CountReader(new WebhookTables(new MadeUpCounts(campaigns, Look).Tables()));
    }

    // What is alive while pages of storage are read.
    private void Look()
    {
        if (Interlocked.Increment(ref _pages) % 10 != 0)
            return;
        long alive = GC.GetTotalMemory(forceFullCollection: true) - _before;
        lock (Registry)
            _most = Math.Max(_most, alive);
    }
}
