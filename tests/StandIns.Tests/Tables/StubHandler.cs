using System.Collections.Concurrent;
using System.Net;
using Azure.Core.Pipeline;
using Azure.Data.Tables;

namespace Webhooks.StandIns.Tests.Tables;

/// <summary>Answers requests from a list, the last of it again and again, and keeps what was asked.</summary>
internal sealed class StubHandler(params (HttpStatusCode Status, string Body)[] answers) : HttpMessageHandler
{
    private int _asked;

    public ConcurrentQueue<HttpRequestMessage> Requests { get; } = new();

    public ConcurrentQueue<string> Bodies { get; } = new();

    public TableClientOptions Options(int maxRetries) => new()
    {
        Transport = new HttpClientTransport(this),
        Retry = { MaxRetries = maxRetries, Delay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(1) },
    };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Bodies.Enqueue(request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken));
        Requests.Enqueue(request);
        (HttpStatusCode status, string body) = answers[Math.Min(Interlocked.Increment(ref _asked), answers.Length) - 1];
        return new HttpResponseMessage(status) { Content = new StringContent(body), RequestMessage = request };
    }
}
