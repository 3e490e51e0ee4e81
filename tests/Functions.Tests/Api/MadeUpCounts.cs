using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Azure;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Webhooks.Ingestion.Counts;

namespace Webhooks.Functions.Tests.Api;

/// <summary>
/// A table of daily counts by campaign that nobody stores: its rows are made when they are asked for, in pages of 1,000
/// as Azure gives them. Each campaign has two rows a day, of ten contacts each, the same ten on some days.
/// </summary>
/// <param name="campaigns">How many each vendor has.</param>
/// <param name="onPage">Is called after each page.</param>
internal sealed partial class MadeUpCounts(int campaigns, Action? onPage = null) : HttpMessageHandler
{
    public const int Contacts = 10;
    public const int Types = 2;

    private const int OfPage = 1000;
    private const int Sketches = 7; // different ones of a campaign

    private static readonly string[] TypeNames = ["message.opened", "message.sent"];

    /// <summary>The client of it.</summary>
    public TableServiceClient Tables() => new(
        new Uri("https://made-up.table.core.windows.net/"),
        new AzureSasCredential("sig=made-up"),
        new TableClientOptions { Transport = new HttpClientTransport(new HttpClient(this)) });

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string query = Uri.UnescapeDataString(request.RequestUri!.Query).Replace('+', ' ');
        Match range = Range().Match(query);
        Match goesOn = GoesOn().Match(query);
        (long first, long end) = (PlaceOf(range.Groups["from"].Value), PlaceOf(range.Groups["below"].Value));
        if (goesOn.Success)
            first = long.Parse(goesOn.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        long pageEnd = Math.Min(first + OfPage, end);

        HttpResponseMessage answer = new(HttpStatusCode.OK)
        {
            Content = new ByteArrayContent(Page(
                range.Groups["vendor"].Value,
                first,
                pageEnd,
                query.Contains("ContactSketch", StringComparison.Ordinal))),
        };
        answer.Content.Headers.ContentType = new("application/json");
        if (pageEnd < end)
        {
            answer.Headers.Add("x-ms-continuation-NextPartitionKey", "p");
            answer.Headers.Add("x-ms-continuation-NextRowKey", pageEnd.ToString(CultureInfo.InvariantCulture));
        }

        onPage?.Invoke();
        return Task.FromResult(answer);
    }

    // Of the row that is not before a key: "20260301", "20260301`" behind its day, "20260301_message.sent_email_1f-"
    // behind a row.
    private long PlaceOf(string key)
    {
        DateOnly day = DateOnly.ParseExact(key.AsSpan(0, 8), "yyyyMMdd", CultureInfo.InvariantCulture);
        long first = (long)day.DayNumber * Types * campaigns;
        if (key.Length == 8)
            return first;
        if (key[8] == '`')
            return first + (Types * campaigns);
        string[] parts = key.TrimEnd('-').Split('_');
        int number = int.Parse(parts[3], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return first + (Array.IndexOf(TypeNames, parts[1]) * campaigns) + number + 1;
    }

    private byte[] Page(string vendor, long first, long end, bool withContacts)
    {
        ArrayBufferWriter<byte> bytes = new(1024 * 1024);
        using Utf8JsonWriter json = new(bytes);
        json.WriteStartObject();
        json.WriteStartArray("value");
        for (long place = first; place < end; place++)
        {
            int number = (int)(place % campaigns);
            string type = TypeNames[place / campaigns % Types];
            DateOnly day = DateOnly.FromDayNumber((int)(place / campaigns / Types));
            json.WriteStartObject();
            json.WriteString("PartitionKey", vendor);
            json.WriteString("RowKey", string.Create(
                CultureInfo.InvariantCulture, $"{CountKeys.Day(day)}_{type}_email_{number:x8}"));
            json.WriteString("Day", CountKeys.Day(day));
            json.WriteString("Type", type);
            json.WriteString("Channel", "email");
            json.WriteString("Count@odata.type", "Edm.Int64");
            json.WriteString("Count", "3");
            json.WriteString("Campaign", $"Campaign {number}, \"日本\"");
            json.WriteString("Contacts@odata.type", "Edm.Int64");
            json.WriteString("Contacts", $"{Contacts}");
            if (withContacts)
            {
                json.WriteString("ContactSketch@odata.type", "Edm.Binary");
                json.WriteBase64String("ContactSketch", Sketch(number, day.DayNumber % Sketches));
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    // Those of a day and of the next are half the same.
    private static byte[] Sketch(int campaign, int day)
    {
        ContactSketch sketch = new();
        Span<byte> text = stackalloc byte[8];
        Span<byte> hash = stackalloc byte[32];
        for (int contact = 0; contact < Contacts; contact++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(text, campaign);
            BinaryPrimitives.WriteInt32LittleEndian(text[4..], (day * Contacts / 2) + contact);
            SHA256.HashData(text, hash);
            sketch.Add(BinaryPrimitives.ReadUInt64LittleEndian(hash));
        }

        return sketch.Pack();
    }

    [GeneratedRegex(
        "PartitionKey eq '(?<vendor>[a-z]+)' and RowKey ge '(?<from>[^']+)' and RowKey lt '(?<below>[^']+)'")]
    private static partial Regex Range();

    [GeneratedRegex("NextRowKey=([0-9]+)")]
    private static partial Regex GoesOn();
}
