using System.Buffers;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using Webhooks.Functions.Telemetry;
using Webhooks.Ingestion;
using Webhooks.Ingestion.CloudEvents;
using Webhooks.Storage.Destinations;

namespace Webhooks.Functions.Destinations;

/// <summary>
/// Posts events over HTTP: CloudEvents, signed as <see cref="EventSignature"/> has it. Redirects are not followed: an
/// address comes from the settings, never from an answer.
/// </summary>
internal sealed class HttpEventPost : IEventPost, IDisposable
{
    private const int MaxAnswerBytes = 4096;

    /// <summary>How long a request takes at the most, connection and answer included.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);

    private readonly DestinationTallies _tallies;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    /// <summary>Makes one.</summary>
    /// <param name="tallies">Told what came of each request.</param>
    /// <param name="time">The clock.</param>
    public HttpEventPost(DestinationTallies tallies, TimeProvider time)
    {
        (_tallies, _time) = (tallies, time);
        SocketsHttpHandler handler = new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5), // so that a name that moves is followed
            MaxResponseHeadersLength = 16, // KB
        };
        _http = new HttpClient(handler) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("engagement-webhooks", "1"));
    }

    /// <inheritdoc />
    public async Task<DestinationAnswer> PostAsync(
        Destination destination, IReadOnlyList<EngagementEvent> events, CancellationToken cancellationToken)
    {
        long start = _time.GetTimestamp();
        using CancellationTokenSource timer = new(Timeout, _time);
        using CancellationTokenSource both =
            CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        DestinationAnswer answer;
        try
        {
            answer = await SendAsync(destination, events, both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            answer = new DestinationAnswer(0, "No answer in time.");
        }
        catch (HttpRequestException e)
        {
            // Its message may say more than whoever reads this should see.
            answer = new DestinationAnswer(0, $"The request failed: {e.HttpRequestError}.");
        }
        catch (IOException)
        {
            answer = new DestinationAnswer(0, "The connection broke.");
        }

        TimeSpan took = _time.GetElapsedTime(start);
        WebhookMetrics.Posted(destination.Name, answer.Status, events.Count, took);
        _tallies.Add(destination.Name, events.Count, answer, took);
        return answer;
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private async Task<DestinationAnswer> SendAsync(
        Destination destination, IReadOnlyList<EngagementEvent> events, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = Request(destination, events);
        using HttpResponseMessage response = await _http.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        int status = (int)response.StatusCode;
        if (response.IsSuccessStatusCode)
            return new DestinationAnswer(status); // whatever comes of its body, if anything
        return new DestinationAnswer(
            status, AnswerText.Of(await BeginningAsync(response, cancellationToken), destination))
        {
            RetryAfter = RetryAfter(response),
        };
    }

    private HttpRequestMessage Request(Destination destination, IReadOnlyList<EngagementEvent> events)
    {
        string body = destination.IsBatch ? CloudEventJson.Render(events) : CloudEventJson.Render(events[0]);
        HttpRequestMessage request = new(HttpMethod.Post, destination.Url)
        {
            Content = new StringContent(
                body,
                Encoding.UTF8,
                destination.Format switch
                {
                    DestinationFormat.CloudEventsBatch => CloudEventJson.BatchMediaType,
                    DestinationFormat.Json => "application/json",
                    _ => CloudEventJson.MediaType,
                }),
        };
        string id = destination.IsBatch ? EventSignature.IdOf(events) : EventSignature.IdOf(events[0]);
        EventSignature.Sign(request, destination.Secret, id, _time.GetUtcNow(), body);
        foreach ((string name, string value) in destination.Headers)
            request.Headers.TryAddWithoutValidation(name, value);
        DistributedContextPropagator.Current.Inject(Activity.Current, request, static (carrier, name, value) =>
            ((HttpRequestMessage)carrier!).Headers.TryAddWithoutValidation(name, value));
        return request;
    }

    // Of an answer that is endless no more is read.
    private static async Task<byte[]> BeginningAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(MaxAnswerBytes);
        try
        {
            await using Stream body = await response.Content.ReadAsStreamAsync(cancellationToken);
            int length = await body.ReadAtLeastAsync(
                buffer.AsMemory(0, MaxAnswerBytes), MaxAnswerBytes, throwOnEndOfStream: false, cancellationToken);
            return buffer[..length];
        }
        catch (Exception e) when (e is IOException or HttpRequestException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return []; // its status stands
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        TimeSpan? wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - _time.GetUtcNow(),
            _ => null,
        };
        return wait > TimeSpan.Zero ? wait : null;
    }
}
