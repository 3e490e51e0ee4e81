using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;
using Webhooks.Storage;
using Webhooks.Tools.Azurite;

namespace Webhooks.Benchmarks.Load.Operations;

/// <summary>
/// Stands between an app and Azurite, and counts the requests as they are on the wire, retries included.
/// </summary>
internal sealed class CountingProxy : IAsyncDisposable
{
    private readonly HttpMessageInvoker _client =
        new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
    private readonly AzuriteProcess _azurite;
    private readonly TimeSpan _away;
    private WebApplication? _web;

    private CountingProxy(AzuriteProcess azurite, TimeSpan away) => (_azurite, _away) = (azurite, away);

    public OperationCounts Counts { get; } = new();

    /// <summary>What an app connects with.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>Starts it.</summary>
    /// <param name="azurite">The emulator behind it.</param>
    /// <param name="away">How far away it is: each request takes so much longer.</param>
    public static async Task<CountingProxy> StartAsync(AzuriteProcess azurite, TimeSpan away = default)
    {
        CountingProxy proxy = new(azurite, away);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        WebApplication web = builder.Build();
        web.Run(proxy.ForwardAsync);
        await web.StartAsync();
        int[] ports = [.. web.Urls.Select(url => new Uri(url).Port)];
        proxy._web = web;
        proxy.QueuePort = ports[0];
        proxy.ConnectionString = AzuriteProcess.ConnectionStringFor(azurite.BlobPort, ports[0], ports[1]);
        return proxy;
    }

    private int QueuePort { get; set; }

    public async ValueTask DisposeAsync()
    {
        if (_web is not null)
            await _web.DisposeAsync();
        _client.Dispose();
    }

    private async Task ForwardAsync(HttpContext http)
    {
        if (_away > TimeSpan.Zero)
            await SleepAsync(_away);
        bool isQueue = http.Connection.LocalPort == QueuePort;
        using MemoryStream body = new();
        await http.Request.Body.CopyToAsync(body);
        int port = isQueue ? _azurite.QueuePort : _azurite.TablePort;
        using HttpRequestMessage request = new(
            new HttpMethod(http.Request.Method), $"http://127.0.0.1:{port}{http.Request.GetEncodedPathAndQuery()}");
        request.Content = new ByteArrayContent(body.GetBuffer(), 0, (int)body.Length);
        foreach ((string name, Microsoft.Extensions.Primitives.StringValues values) in http.Request.Headers)
        {
            if (name is not ("Host" or "Content-Length" or "Transfer-Encoding")
                && !request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
                request.Content.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }

        using HttpResponseMessage response = await _client.SendAsync(request, CancellationToken.None);
        byte[] answer = await response.Content.ReadAsByteArrayAsync();
        Counts.Add(isQueue
            ? OfQueue(http.Request, answer)
            : OfTable(http.Request, body.GetBuffer().AsSpan(0, (int)body.Length)));
        http.Response.StatusCode = (int)response.StatusCode;
        foreach ((string name, IEnumerable<string> values) in response.Headers.Concat(response.Content.Headers))
        {
            if (name is not ("Transfer-Encoding" or "Connection" or "Keep-Alive" or "Content-Length"))
                http.Response.Headers[name] = values.ToArray();
        }

        http.Response.ContentLength = response.StatusCode == HttpStatusCode.NoContent ? null : answer.Length;
        if (answer.Length > 0)
            await http.Response.Body.WriteAsync(answer);
    }

    // Task.Delay follows the system's coarse clock, which ticks every few milliseconds; a sleeping thread is exact.
    private static Task SleepAsync(TimeSpan time) => Task.Factory.StartNew(
        () =>
        {
#pragma warning disable RS0030 // Banned for tests, which wait for something; here the time itself is what is wanted.
            Thread.Sleep(time);
#pragma warning restore RS0030
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    private static string OfQueue(HttpRequest request, ReadOnlySpan<byte> answer)
    {
        bool isMessages = request.Path.Value!.Contains("/messages", StringComparison.Ordinal);
        return request.Method switch
        {
            "GET" when isMessages && answer.IndexOf("<QueueMessage>"u8) < 0 => "empty poll",
            "GET" when isMessages => "queue get",
            "POST" when isMessages => "queue put",
            "DELETE" when isMessages => "queue delete",
            "PUT" when isMessages => "queue update",
            _ => "create",
        };
    }

    private static string OfTable(HttpRequest request, ReadOnlySpan<byte> body)
    {
        string path = request.Path.Value!;
        if (path.EndsWith("/Tables", StringComparison.Ordinal))
            return "create";
        // A transaction's table is in the address of its first action.
        string address = path.EndsWith("/$batch", StringComparison.Ordinal)
            ? Encoding.ASCII.GetString(body[..Math.Min(body.Length, 1024)])
            : path + " ";
        string? table = StorageNames.Tables.FirstOrDefault(name =>
            address.Contains($"/{name}(", StringComparison.Ordinal)
                || address.Contains($"/{name} ", StringComparison.Ordinal)
                || address.Contains($"/{name}?", StringComparison.Ordinal));
        string verb = request.Method switch { "GET" => "query", "DELETE" => "delete", _ => "write" };
        return $"table {table} {verb}";
    }
}
