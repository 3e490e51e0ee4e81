using System.Text;

namespace Webhooks.Tools.Send;

/// <summary>Sends at a rate, whatever the answers take: as many at once as that needs, up to a bound.</summary>
/// <param name="app">A client whose address is the app's.</param>
/// <param name="time">Paces it.</param>
/// <param name="report">Told what is refused first.</param>
public sealed class Sender(HttpClient app, TimeProvider time, TextWriter report)
{
    private const int AtOnce = 256;

    /// <summary>Sends.</summary>
    /// <param name="options">How fast, and how long.</param>
    /// <param name="cancellationToken">Ends it; what is on its way is waited for.</param>
    public async Task<Tally> SendAsync(Traffic traffic, SendOptions options, CancellationToken cancellationToken)
    {
        Tally tally = new();
        using SemaphoreSlim places = new(AtOnce);
        List<Task> sending = [];
        long start = time.GetTimestamp();
        for (int i = 0; i < options.Rate * options.Seconds && !cancellationToken.IsCancellationRequested; i++)
        {
            TimeSpan early = TimeSpan.FromSeconds((double)i / options.Rate) - time.GetElapsedTime(start);
            try
            {
                if (early > TimeSpan.Zero)
                    await Task.Delay(early, time, cancellationToken);
                await places.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                break;
            }

            Webhook webhook = traffic.Next();
            tally.Sent(webhook.Kind);
            sending.RemoveAll(task => task.IsCompleted);
            sending.Add(SendOneAsync(webhook, tally, places));
        }

        await Task.WhenAll(sending);
        return tally;
    }

    private async Task SendOneAsync(Webhook webhook, Tally tally, SemaphoreSlim places)
    {
        try
        {
            using HttpRequestMessage request = Request(webhook);
            using HttpResponseMessage answer = await app.SendAsync(request);
            tally.Answered(answer.IsSuccessStatusCode);
            if (!answer.IsSuccessStatusCode && tally.Refused == 1)
                await report.WriteLineAsync($"{webhook.Vendor} {webhook.Kind}: {(int)answer.StatusCode}");
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            tally.Answered(acknowledged: false);
            if (tally.Refused == 1)
                await report.WriteLineAsync($"{webhook.Vendor}: {e.Message}");
        }
        finally
        {
            places.Release();
        }
    }

    private static HttpRequestMessage Request(Webhook webhook)
    {
        string query = webhook.Query is null ? "" : $"?{webhook.Query}";
        HttpRequestMessage request = new(
            webhook.Body is null ? HttpMethod.Get : HttpMethod.Post, $"api/webhooks/{webhook.Vendor}{query}");
        if (webhook.Body is not null)
            request.Content = new StringContent(webhook.Body, Encoding.UTF8, webhook.ContentType!);
        if (Environment.GetEnvironmentVariable($"{webhook.Vendor.ToUpperInvariant()}_KEY") is { Length: > 0 } key)
            request.Headers.Add("x-functions-key", key);
        return request;
    }
}
