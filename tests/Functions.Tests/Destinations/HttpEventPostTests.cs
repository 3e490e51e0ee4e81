using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using StandardWebhooks;
using Webhooks.Functions.Destinations;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Times;
using Webhooks.Storage.Destinations;
using Webhooks.Storage.Tables;

namespace Webhooks.Functions.Tests.Destinations;

/// <summary>What is sent, and that no receiver, however it lies, does more than not get it.</summary>
public sealed class HttpEventPostTests : IDisposable
{
    private const string Secret = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

    private readonly DestinationTallies _tallies = new(new WebhookTables(new TableServiceClient(
        "UseDevelopmentStorage=true")), new FakeTimeProvider());
    private readonly HttpEventPost _post;

    public HttpEventPostTests() => _post = new HttpEventPost(_tallies, TimeProvider.System);

    public void Dispose()
    {
        _post.Dispose();
        _tallies.Dispose();
    }

    [Fact]
    public async Task Event_is_a_signed_CloudEvent_that_the_library_of_Standard_Webhooks_verifies()
    {
        await using LyingReceiver receiver = LyingReceiver.Saying("HTTP/1.1 204 No Content\r\n\r\n");
        EngagementEvent sent = Event(1);

        DestinationAnswer answer = await PostAsync(receiver, [sent], destination => destination with
        {
            Secret = Secret,
            Headers = new Dictionary<string, string> { ["X-Api-Key"] = "k" },
        });

        Assert.True(answer.IsDelivered);
        (string head, string body) = Assert.Single(receiver.Requests);
        HeaderDictionary headers = HeadersOf(head);
        Assert.Equal($"evt_{sent.EventId}", headers["webhook-id"]);
        Assert.Equal("application/cloudevents+json; charset=utf-8", headers["Content-Type"]);
        Assert.Equal("k", headers["X-Api-Key"]);
        Assert.Equal("engagement-webhooks/1", headers["User-Agent"]);
        Assert.Equal(sent.EventId, JsonDocument.Parse(body).RootElement.GetProperty("id").GetString());
        new StandardWebhook(Secret).Verify(body, headers);
        Assert.ThrowsAny<Exception>(() => new StandardWebhook(Secret).Verify(body + " ", headers));
    }

    [Fact]
    public async Task Batch_is_an_array_with_an_id_of_its_own()
    {
        await using LyingReceiver receiver = LyingReceiver.Saying("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");

        await PostAsync(
            receiver,
            [Event(1), Event(2)],
            destination => destination with { Format = DestinationFormat.CloudEventsBatch });

        (string head, string body) = Assert.Single(receiver.Requests);
        Assert.StartsWith("batch_", HeadersOf(head)["webhook-id"], StringComparison.Ordinal);
        Assert.Equal("application/cloudevents-batch+json; charset=utf-8", HeadersOf(head)["Content-Type"]);
        Assert.Equal(2, JsonDocument.Parse(body).RootElement.GetArrayLength());
    }

    [Fact]
    public async Task Unsigned_request_has_no_signature()
    {
        await using LyingReceiver receiver = LyingReceiver.Saying("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");

        await PostAsync(receiver, [Event(1)]);

        Assert.DoesNotContain("signature", Assert.Single(receiver.Requests).Head, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Receiver_that_hangs_up_after_its_200_has_it()
    {
        await using LyingReceiver receiver = LyingReceiver.Saying(
            "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf");

        Assert.Equal(200, (await PostAsync(receiver, [Event(1)])).Status);
    }

    [Fact]
    public async Task Redirect_is_not_followed()
    {
        await using LyingReceiver other = LyingReceiver.Saying("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        await using LyingReceiver receiver = LyingReceiver.Saying(
            $"HTTP/1.1 307 Temporary Redirect\r\nLocation: {other.Url}\r\nContent-Length: 0\r\n\r\n");

        DestinationAnswer answer = await PostAsync(receiver, [Event(1)]);

        Assert.Equal((307, false), (answer.Status, answer.IsDelivered));
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task Of_an_endless_answer_the_beginning_is_read()
    {
        long written = 0;
        await using LyingReceiver receiver = new(async (stream, end) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 500 Oh\r\n\r\n"), end);
            byte[] more = Encoding.ASCII.GetBytes(new string('x', 8192));
            while (true)
            {
                await stream.WriteAsync(more, end);
                written += more.Length;
            }
        });

        DestinationAnswer answer = await PostAsync(receiver, [Event(1)]);

        Assert.Equal((500, 500), (answer.Status, answer.Text!.Length));
        Assert.InRange(written, 0, 64 * 1024 * 1024);
    }

    [Fact]
    public async Task Answer_is_kept_in_one_line_without_what_is_secret()
    {
        const string Echo = "HTTP/1.1 400 Bad\r\nRetry-After: 7\r\nConnection: close\r\n\r\n"
            + "no:\tkey k3y-in-the-query, Bearer s3cr3t-token\r\n" + Secret;
        await using LyingReceiver receiver = LyingReceiver.Saying(Echo);

        DestinationAnswer answer = await PostAsync(receiver, [Event(1)], destination => destination with
        {
            Secret = Secret,
            Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer s3cr3t-token" },
        });

        Assert.Equal("no: key REDACTED, REDACTED  REDACTED", answer.Text);
        Assert.Equal(TimeSpan.FromSeconds(7), answer.RetryAfter);
    }

    // As JSON, HTML and addresses spell it; of many receivers the path is the secret; and where the answer is cut, at
    // 4 KB, a token may be cut, too.
    [Theory]
    [InlineData("""{"got":"\u002Bto/k\u0026en=="}""", """{"got":"REDACTED"}""")]
    [InlineData("""{"got":"+to\/k&en=="}""", """{"got":"REDACTED"}""")]
    [InlineData("<p>+to/k&amp;en==</p>", "<p>REDACTED</p>")]
    [InlineData("at ?t=%2Bto%2Fk%26en%3D%3D", "at ?t=REDACTED")]
    [InlineData("Cannot POST /hook/0f8fad5bd9cb469f", "Cannot POST REDACTED")]
    [InlineData("No webhook \"0f8fad5bd9cb469f\" here", "No webhook \"REDACTED\" here")]
    public async Task Answer_spells_what_is_secret_in_no_way(string said, string kept)
    {
        await using LyingReceiver receiver = LyingReceiver.Saying(
            $"HTTP/1.1 400 Bad\r\nContent-Length: {said.Length}\r\n\r\n{said}");

        DestinationAnswer answer = await PostAsync(receiver, [Event(1)], destination => destination with
        {
            Url = new Uri(destination.Url, "/hook/0f8fad5bd9cb469f"),
            Headers = new Dictionary<string, string> { ["X-Key"] = "+to/k&en==" },
        });

        Assert.Equal(kept, answer.Text);
    }

    [Fact]
    public async Task Token_that_is_longer_than_what_is_read_is_not_kept_by_its_beginning()
    {
        string token = string.Concat(Enumerable.Range(0, 1000).Select(i => $"{i:0000}x"));
        await using LyingReceiver receiver = LyingReceiver.Saying(
            $"HTTP/1.1 400 Bad\r\nConnection: close\r\n\r\nNot known: {token}");

        DestinationAnswer answer = await PostAsync(receiver, [Event(1)], destination => destination with
        {
            Headers = new Dictionary<string, string> { ["X-Key"] = token },
        });

        Assert.Equal("Not known: REDACTED", answer.Text);
    }

    [Fact]
    public async Task Receiver_that_never_answers_is_given_up_after_15_seconds()
    {
        TaskCompletionSource came = new();
        await using LyingReceiver receiver = new((_, end) =>
        {
            came.SetResult();
            return Task.Delay(Timeout.Infinite, end);
        });
        FakeTimeProvider clock = new(DateTimeOffset.UnixEpoch.AddYears(56));
        using HttpEventPost post = new(_tallies, clock);

        Task<DestinationAnswer> asked = post.PostAsync(
            new Destination("lying", receiver.Url), [Event(1)], CancellationToken.None);
        await came.Task.WaitAsync(TimeSpan.FromSeconds(30));
        clock.Advance(TimeSpan.FromSeconds(14.9));
        Assert.False(asked.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.2));

        DestinationAnswer answer = await asked.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal((0, "No answer in time."), (answer.Status, answer.Text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("220 smtp.example.com ESMTP\r\n")]
    [InlineData("HTTP/1.1 200")]
    public async Task What_is_no_answer_is_trouble(string said)
    {
        await using LyingReceiver receiver = LyingReceiver.Saying(said);

        DestinationAnswer answer = await PostAsync(receiver, [Event(1)]);

        Assert.True(answer is { IsTrouble: true, IsDelivered: false, Text: not null }, $"{answer.Status}");
    }

    [Fact]
    public async Task Nobody_there_is_trouble()
    {
        TcpListener closed = new(System.Net.IPAddress.Loopback, 0);
        closed.Start();
        int port = ((System.Net.IPEndPoint)closed.LocalEndpoint).Port;
        closed.Dispose();

        DestinationAnswer answer = await _post.PostAsync(
            new Destination("lying", new Uri($"http://127.0.0.1:{port}/")), [Event(1)], CancellationToken.None);

        Assert.Equal((0, "The request failed: ConnectionError."), (answer.Status, answer.Text));
    }

    [Fact]
    public async Task Receiver_whose_encryption_is_none_is_trouble()
    {
        await using LyingReceiver receiver = LyingReceiver.Saying(
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", reads: false);
        UriBuilder url = new(receiver.Url) { Scheme = "https" };

        DestinationAnswer answer = await _post.PostAsync(
            new Destination("lying", url.Uri), [Event(1)], CancellationToken.None);

        Assert.Equal((0, "The request failed: SecureConnectionError."), (answer.Status, answer.Text));
    }

    private async Task<DestinationAnswer> PostAsync(
        LyingReceiver receiver, EngagementEvent[] events, Func<Destination, Destination>? with = null)
    {
        Destination destination = new("lying", receiver.Url);
        return await _post.PostAsync(
            with?.Invoke(destination) ?? destination, events, CancellationToken.None)
            .WaitAsync(TimeSpan.FromSeconds(60));
    }

    private static HeaderDictionary HeadersOf(string head)
    {
        HeaderDictionary headers = [];
        foreach (string line in head.Split("\r\n").Skip(1))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }

        return headers;
    }

    private static EngagementEvent Event(int number) => new()
    {
        EventId = EventIdentity.From("test", number.ToString(CultureInfo.InvariantCulture)),
        Vendor = "smartico",
        Type = EventTypes.MessageSent,
        OccurredAt = DateTimeOffset.UnixEpoch,
        TimeSource = TimeSources.Vendor,
        ReceivedAt = DateTimeOffset.UnixEpoch,
        DeliveryId = new string('0', 32),
        DeliveryIndex = 0,
        Data = "{}",
    };
}
