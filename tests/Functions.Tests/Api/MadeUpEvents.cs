using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Azure;
using Azure.Core.Pipeline;
using Azure.Data.Tables;

namespace Webhooks.Functions.Tests.Api;

/// <summary>
/// A table of events that nobody stores: its rows are made when they are asked for, in pages of 1,000 as Azure gives
/// them, so there may be millions of a day.
/// </summary>
/// <param name="perDay">How many a vendor has each day. Their ids count up, from 0 with each day.</param>
internal sealed partial class MadeUpEvents(int perDay) : HttpMessageHandler
{
    private const int OfPage = 1000;

    /// <summary>The client of it.</summary>
    public static TableServiceClient Tables(int perDay) => new(
        new Uri("https://made-up.table.core.windows.net/"),
        new AzureSasCredential("sig=made-up"),
        new TableClientOptions
        {
            Transport = new HttpClientTransport(new HttpClient(new MadeUpEvents(perDay))),
        });

    public static string Id(int number) => number.ToString("x32", CultureInfo.InvariantCulture);

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string query = Uri.UnescapeDataString(request.RequestUri!.Query).Replace('+', ' ');
        Match partition = Partition().Match(query);
        Match from = From().Match(query);
        Match after = After().Match(query);
        if (request.RequestUri.AbsolutePath.StartsWith("/ServiceState", StringComparison.Ordinal))
            return Task.FromResult(Json(OnePartition.ToArray()));
        int first = from.Success ? Number(from) : after.Success ? Number(after) + 1 : 0;
        int end = Math.Min(first + OfPage, perDay);

        HttpResponseMessage answer = Json(Page(partition.Groups[1].Value, partition.Groups[2].Value, first, end));
        if (end < perDay)
        {
            answer.Headers.Add("x-ms-continuation-NextPartitionKey", "p");
            answer.Headers.Add("x-ms-continuation-NextRowKey", Id(end));
        }

        return Task.FromResult(answer);
    }

    private static ReadOnlySpan<byte> OnePartition =>
        """{"value":[{"PartitionKey":"partitions","RowKey":"00010101","Parts":1}]}"""u8;

    private static HttpResponseMessage Json(byte[] body)
    {
        HttpResponseMessage answer = new(HttpStatusCode.OK) { Content = new ByteArrayContent(body) };
        answer.Content.Headers.ContentType = new("application/json");
        return answer;
    }

    private static int Number(Match match) =>
        int.Parse(match.Groups[1].ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private byte[] Page(string vendor, string day, int first, int end)
    {
        DateTimeOffset midnight = DateTimeOffset.ParseExact(
            day, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        ArrayBufferWriter<byte> bytes = new(1024 * 1024);
        using Utf8JsonWriter json = new(bytes);
        json.WriteStartObject();
        json.WriteStartArray("value");
        for (int number = first; number < end; number++)
        {
            DateTimeOffset at = midnight.AddMilliseconds(86_399_999L * number / perDay);
            json.WriteStartObject();
            json.WriteString("PartitionKey", $"{vendor}_{day}");
            json.WriteString("RowKey", string.Create(CultureInfo.InvariantCulture, $"{at:HHmmssfff}_{Id(number)}"));
            json.WriteString("EventId", Id(number));
            json.WriteString("Vendor", vendor);
            json.WriteString("Type", number % 4 == 0 ? "message.opened" : "message.sent");
            json.WriteString("Channel", "email");
            Time(json, "OccurredAt", at);
            json.WriteString("TimeSource", "vendor");
            Time(json, "ReceivedAt", at);
            json.WriteString("ContactId", $"{number}");
            json.WriteString("ContactEmail", $"person{number}@example.com");
            json.WriteString("Campaign", "Événement, 日本");
            json.WriteString("MessageSubject", "Quick \"question\"");
            json.WriteString("DeliveryId", Id(number / 3));
            json.WriteNumber("DeliveryIndex", number % 3);
            json.WriteString("Data", """{"prospect":{"prospect_id":1,"company":"Analytical Engines"}}""");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    private static void Time(Utf8JsonWriter json, string column, DateTimeOffset time)
    {
        json.WriteString($"{column}@odata.type", "Edm.DateTime");
        json.WriteString(column, time.UtcDateTime);
    }

    [GeneratedRegex("PartitionKey eq '([a-z]+)_([0-9]{8})'")]
    private static partial Regex Partition();

    [GeneratedRegex("NextRowKey=([0-9a-f]{32})")]
    private static partial Regex From();

    [GeneratedRegex("RowKey gt '[0-9]{9}_([0-9a-f]{32})'")]
    private static partial Regex After();
}
