using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Azure.Data.Tables;

namespace Webhooks.Dashboard.Tests;

[Collection(PageGroup.Name)]
public sealed class ExportTests(PageFixture app)
{
    private const int Events = 1300;
    private const int DataBytes = 5000;
    private const int MaxPart = 4 * 1024 * 1024;

    [Fact]
    public async Task Day_that_fits_no_answer_is_exported_whole_in_parts_that_link_to_the_next()
    {
        await WriteDayAsync("20010203");
        List<string> ids = [];
        List<int> parts = [];
        string? address = "/api/events?vendor=smartico&day=2001-02-03&format=cloudevents&code=not-for-eyes";
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
        await WriteDayAsync("20010204");

        string text = await app.Http.GetStringAsync(
            "api/events?vendor=smartico&day=2001-02-04&format=cloudevents&contact=player-1299");

        Assert.Single(text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static string? Next(HttpResponseHeaders headers) =>
        headers.TryGetValues("Link", out IEnumerable<string>? links)
        ? links.Single().Split('>')[0].TrimStart('<')
        : null;

    private async Task WriteDayAsync(string day)
    {
        DateTimeOffset midnight = DateTimeOffset.ParseExact(
            day, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        IEnumerable<TableTransactionAction> rows = Enumerable.Range(0, Events).Select(number =>
        {
            DateTimeOffset at = midnight.AddSeconds(number);
            TableEntity row = new($"smartico_{day}", $"{at:HHmmssfff}_{Id(number)}")
            {
                ["EventId"] = Id(number),
                ["Vendor"] = "smartico",
                ["Type"] = "message.sent",
                ["OccurredAt"] = at,
                ["TimeSource"] = "vendor",
                ["ReceivedAt"] = at,
                ["ContactId"] = $"player-{number}",
                ["DeliveryId"] = "d",
                ["Data"] = $$"""{"x":"{{new string('x', DataBytes)}}"}""",
            };
            return new TableTransactionAction(TableTransactionActionType.UpsertReplace, row);
        });
        foreach (TableTransactionAction[] hundred in rows.Chunk(100))
            await app.Tables.Events.SubmitTransactionAsync(hundred);
    }

    private static string Id(int number) => number.ToString("x32", CultureInfo.InvariantCulture);
}
