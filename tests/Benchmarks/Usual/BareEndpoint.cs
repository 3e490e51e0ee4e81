using System.Globalization;
using System.IO.Pipelines;
using Azure.Storage.Queues;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Webhooks.Storage;

namespace Webhooks.Benchmarks.Usual;

/// <summary>
/// The ceilings: a bare Kestrel endpoint that reads the body and drops it, and one that puts a ready-made message of
/// the same size before it answers.
/// </summary>
internal static class BareEndpoint
{
    /// <summary>The word of the command line that runs it.</summary>
    public const string Command = "bare";

    /// <summary>Its queue.</summary>
    public const string Queue = "bare";

    /// <summary>Where bodies are dropped.</summary>
    public const string Drop = "/drop";

    /// <summary>Where a message is put for each.</summary>
    public const string Put = "/put";

    /// <summary>Runs it until it is told to end.</summary>
    /// <param name="args"><c>--port N</c>.</param>
    public static async Task RunAsync(string[] args)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        int port = int.Parse(args[^1], CultureInfo.InvariantCulture);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(port));
        await using WebApplication app = builder.Build();
        app.MapGet("/admin/host/status", () => TypedResults.Ok());
        app.MapPost(Drop, async (HttpRequest request) =>
        {
            await ReadAsync(request);
            return TypedResults.Ok();
        });
        QueueClient queue = NewQueue(builder.Configuration[StorageConnection.Setting]!);
        BinaryData message = BinaryData.FromBytes(SampleWebhooks.Message(TimeProvider.System.GetUtcNow()));
        app.MapPost(Put, async (HttpRequest request) =>
        {
            await ReadAsync(request);
            await queue.SendMessageAsync(message, timeToLive: TimeSpan.FromSeconds(-1));
            return TypedResults.Ok();
        });
        await app.RunAsync();
    }

    /// <summary>A client of its queue.</summary>
    public static QueueClient NewQueue(string storage) =>
        new(storage, Queue, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });

    private static async Task ReadAsync(HttpRequest request)
    {
        while (true)
        {
            ReadResult read = await request.BodyReader.ReadAsync();
            request.BodyReader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                return;
        }
    }
}
