using System.Globalization;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Webhooks.Benchmarks.Usual;

/// <summary>The ceiling: a bare Kestrel endpoint that reads the body and drops it.</summary>
internal static class BareEndpoint
{
    /// <summary>The word of the command line that runs it.</summary>
    public const string Command = "bare";

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
        app.MapPost("/drop", async (HttpRequest request) =>
        {
            while (true)
            {
                ReadResult read = await request.BodyReader.ReadAsync();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                    return TypedResults.Ok();
            }
        });
        await app.RunAsync();
    }
}
