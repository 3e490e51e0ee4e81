using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Webhooks.EndToEnd.Tests.Running;

/// <summary>
/// Takes in what is sent as OTLP over HTTP, unread (https://opentelemetry.io/docs/specs/otlp/#otlphttp).
/// </summary>
public sealed class OtlpReceiver : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<(string Path, byte[] Message)> _received = [];

    public OtlpReceiver()
    {
        Endpoint = $"http://localhost:{FreePort.Next()}/";
        _listener.Prefixes.Add(Endpoint);
        _listener.Start();
        _ = ReceiveAsync();
    }

    public string Endpoint { get; }

    /// <summary>Settings with which the app sends everything here, soon.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Endpoint,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "2000",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "1000",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "1000",
    };

    /// <summary>Whether one message for a path holds all of some texts and bytes.</summary>
    /// <param name="path">E.g. <c>/v1/traces</c>.</param>
    /// <param name="parts">Texts, and bytes such as a trace's id.</param>
    public bool Has(string path, params object[] parts) => _received.Any(received =>
        received.Path == path
        && parts.All(part =>
        received.Message.AsSpan().IndexOf(part as byte[] ?? Encoding.UTF8.GetBytes((string)part)) >= 0));

    public void Dispose() => _listener.Close();

    private async Task ReceiveAsync()
    {
        try
        {
            while (true)
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                using MemoryStream message = new();
                await context.Request.InputStream.CopyToAsync(message);
                _received.Enqueue((context.Request.Url!.AbsolutePath, message.ToArray()));
                context.Response.ContentType = "application/x-protobuf";
                context.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // It was closed.
        }
    }
}
