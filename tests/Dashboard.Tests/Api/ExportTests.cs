using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using Webhooks.Dashboard.Tests.Browsing;
using Webhooks.Ingestion.Tests;
using static Webhooks.Dashboard.Tests.Api.LargeDays;

namespace Webhooks.Dashboard.Tests.Api;

[Collection(PageGroup.Name)]
public sealed class ExportTests(PageFixture app) : IClassFixture<LargeDays>
{
    private const int MaxPart = 4 * 1024 * 1024;

    /// <summary>What is saved by script; without it the other one is, usually.</summary>
    public static TheoryData<string, string> Files { get; } = LongTests.AreOn
        ? new() { { "CSV", "csv" }, { "CloudEvents", "ndjson" } }
        : new() { { "CSV", "csv" } };

    [Fact]
    public async Task Day_that_fits_no_answer_is_exported_whole_in_parts_that_link_to_the_next()
    {
        List<string> ids = [];
        List<int> parts = [];
        string? address = "/api/events?vendor=smartico&day=2001-02-06&format=cloudevents&code=not-for-eyes";
        while (address is not null)
        {
            using HttpResponseMessage answer = await app.Http.GetAsync(address);
            string text = await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
            parts.Add(text.Length);
            ids.AddRange(text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()!));
            address = Next(answer.Headers);
            Assert.DoesNotContain("not-for-eyes", address ?? "", StringComparison.Ordinal);
        }

        Assert.Equal(Enumerable.Range(0, Events).Select(Id), ids);
        Assert.True(parts.Count > 1, "One part held it all.");
        Assert.All(parts, part => Assert.InRange(part, 0, MaxPart + (2 * DataBytes)));
    }

    [Fact]
    public async Task Export_of_one_contact_is_found_among_others()
    {
        // A part that has not come to it yet is empty, and goes on.
        StringBuilder text = new();
        string? address = "api/events?vendor=smartico&day=2001-02-06&format=cloudevents&contact=player-1009";
        while (address is not null)
        {
            using HttpResponseMessage answer = await app.Http.GetAsync(address);
            text.Append(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync());
            address = Next(answer.Headers);
        }

        Assert.Single(text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Range_of_all_vendors_is_one_csv_in_parts()
    {
        StringBuilder whole = new();
        string? address = "/api/events?from=2001-02-05&to=2001-02-09&format=csv&type=message.sent";
        int parts = 0;
        while (address is not null)
        {
            using HttpResponseMessage answer = await app.Http.GetAsync(address);
            whole.Append(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync());
            address = Next(answer.Headers);
            string header = parts++ == 0 ? "present" : "absent";
            Assert.Contains(
                answer.Content.Headers.ContentType!.Parameters,
                one => one is { Name: "header" } && one.Value == header);
        }

        string[] lines = whole.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal((2 * Events) + 1, lines.Length);
        Assert.StartsWith("eventId,vendor,", lines[0], StringComparison.Ordinal);
        Assert.Equal(
            Enumerable.Range(0, Events).Concat(Enumerable.Range(0, Events)).Select(Id),
            lines.Skip(1).Select(line => line[..32]));
    }

    [Fact]
    public async Task Batch_comes_where_it_is_what_is_accepted()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "api/events?from=2001-02-06&to=2001-02-06");
        request.Headers.Add("Accept", "application/cloudevents-batch+json, application/json;q=0.5");
        request.Headers.Add("Accept-Encoding", "br");

        using HttpResponseMessage answer = await app.Http.SendAsync(request);

        Assert.Equal("application/cloudevents-batch+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(["Accept", "Accept-Encoding"], answer.Headers.Vary);
        Assert.Equal("br", Assert.Single(answer.Content.Headers.ContentEncoding));
        await using BrotliStream inflated = new(await answer.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using JsonDocument batch = await JsonDocument.ParseAsync(inflated);
        Assert.Equal(Id(0), batch.RootElement[0].GetProperty("id").GetString());
    }

    [BrowserTheory]
    [MemberData(nameof(Files))]
    public async Task Page_saves_all_parts_as_one_file(string link, string extension)
    {
        await using Visit visit = await Visit.StartAsync(app);
        await visit.GoAsync("events?from=2001-02-05&to=2001-02-07&vendor=smartico");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).ClickAsync();
        Assert.Empty(await visit.SeriousFindingsAsync());

        IDownload download = await visit.Page.RunAndWaitForDownloadAsync(
            () => visit.Page.GetByRole(AriaRole.Button, new() { Name = "Download as one file" }).ClickAsync());
        string saved = await File.ReadAllTextAsync(await download.PathAsync());
        string[] lines = saved.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal($"events-20010205-20010207.{extension}", download.SuggestedFilename);
        Assert.Equal(Events + (extension == "csv" ? 1 : 0), lines.Length);
        Assert.Contains(Id(Events - 1), lines[^1], StringComparison.Ordinal);
        string progress = await visit.Page.Locator("#save-progress").InnerTextAsync();
        Assert.EndsWith("saved", progress, StringComparison.Ordinal);
        Assert.Empty(visit.Complaints);
    }

    [BrowserFact]
    public async Task Without_script_each_part_is_linked()
    {
        await using Visit visit = await Visit.StartAsync(app, script: false);
        await visit.GoAsync("export?from=2001-02-05&to=2001-02-07&vendor=smartico&format=cloudevents");
        Assert.False(await visit.Page.Locator("#save").IsVisibleAsync());
        List<string> ids = [];
        while (true)
        {
            IDownload download = await visit.Page.RunAndWaitForDownloadAsync(
                () => visit.Page.Locator("a", new() { HasTextString = "Download" }).ClickAsync());
            string saved = await File.ReadAllTextAsync(await download.PathAsync());
            ids.AddRange(saved.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()!));
            ILocator next = visit.Page.GetByRole(AriaRole.Link, new() { Name = "Next part" });
            if (await next.CountAsync() == 0)
                break;
            await visit.FollowAsync(next);
        }

        Assert.Equal(Enumerable.Range(0, Events).Select(Id), ids);
    }

    private static string? Next(HttpResponseHeaders headers) =>
        headers.TryGetValues("Link", out IEnumerable<string>? links)
        ? links.Single().Split('>')[0].TrimStart('<')
        : null;
}
