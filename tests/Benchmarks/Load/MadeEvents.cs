using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Azure.Data.Tables;

namespace Webhooks.Benchmarks.Load;

/// <summary>
/// Answers queries of one day's hours in the table <c>Events</c> as Azure would, from memory, and passes on everything
/// else: the emulator reads the whole table for each page, which takes it half an hour for a million events.
/// </summary>
/// <param name="hours">The events of each hour: what its rows hold of the columns that a roll-up reads.</param>
internal sealed partial class MadeEvents(IReadOnlyList<IReadOnlyList<TableEntity>> hours) : DelegatingHandler(
    new SocketsHttpHandler())
{
    private const int RowsPerPage = 1000;

    // Made before anything is measured.
    private readonly byte[][][] _pages = [.. hours.Select(hour => hour.Chunk(RowsPerPage).Select(Page).ToArray())];

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string query = Uri.UnescapeDataString(request.RequestUri!.Query);
        if (request.Method != HttpMethod.Get
            || !request.RequestUri.AbsolutePath.EndsWith("/Events()", StringComparison.Ordinal)
            || HourOf().Match(query) is not { Success: true } hour)
        {
            return base.SendAsync(request, cancellationToken);
        }

        byte[][] pages = _pages[Number(hour)];
        int page = NextPage().Match(query) is { Success: true } next ? Number(next) : 0;
        HttpResponseMessage answer = new() { RequestMessage = request, Content = new ByteArrayContent(pages[page]) };
        answer.Content.Headers.ContentType = new("application/json");
        if (page + 1 < pages.Length)
        {
            answer.Headers.Add("x-ms-continuation-NextPartitionKey", "day");
            answer.Headers.Add("x-ms-continuation-NextRowKey", (page + 1).ToString(CultureInfo.InvariantCulture));
        }

        return Task.FromResult(answer);
    }

    private static byte[] Page(TableEntity[] rows)
    {
        ArrayBufferWriter<byte> page = new();
        using Utf8JsonWriter json = new(page);
        json.WriteStartObject();
        json.WriteStartArray("value");
        foreach (TableEntity row in rows)
        {
            json.WriteStartObject();
            foreach (string column in (string[])["Type", "Channel", "Campaign", "CampaignStep"])
                json.WriteString(column, row.GetString(column));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return page.WrittenSpan.ToArray();
    }

    private static int Number(Match match) => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"RowKey ge '(\d\d)'")]
    private static partial Regex HourOf();

    [GeneratedRegex(@"NextRowKey=(\d+)")]
    private static partial Regex NextPage();
}
