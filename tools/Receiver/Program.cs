using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using StandardWebhooks;
using StandardWebhooks.Diagnostics;

const string Usage = """
    Usage: Receiver [--port 5080] [--status 204] [--delay 0] [--times N]
    Receives on http://127.0.0.1:PORT what a destination is sent, at any path, and prints a line for each event: its
    webhook-id, type, source and time, "repeat" where it came before, and the answer where that is not 2xx. It answers
    with STATUS after DELAY seconds; with --times only the first N requests, and 204 at once from then on. The signature
    is verified where the variable RECEIVER_SECRET holds the destination's secret (whsec_...); a wrong one is answered
    401.
    """;

Dictionary<string, int> options = new() { ["--port"] = 5080, ["--status"] = 204, ["--delay"] = 0, ["--times"] = -1 };
if (args.Length % 2 != 0 || !args.Chunk(2).All(pair =>
    options.ContainsKey(pair[0])
    && int.TryParse(pair[1], NumberStyles.None, CultureInfo.InvariantCulture, out int value)
    && (options[pair[0]] = value) >= 0)
    || options["--port"] > 65_535 || options["--status"] is < 200 or > 599 || options["--delay"] > 3_600)
{
    await Console.Error.WriteLineAsync(Usage);
    return 2;
}

StandardWebhook? signatures = null;
try
{
    if (Environment.GetEnvironmentVariable("RECEIVER_SECRET") is { Length: > 0 } secret)
        signatures = new StandardWebhook(secret);
}
catch (FormatException)
{
    await Console.Error.WriteLineAsync("RECEIVER_SECRET is not whsec_ and Base64.");
    return 2;
}

ConcurrentDictionary<string, bool> seen = [];
int requests = 0;
WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, options["--port"]));
await using WebApplication app = builder.Build();
app.MapPost("/{**path}", ReceiveAsync);
await app.StartAsync();
Console.WriteLine(
    $"Listening on {app.Urls.Single()}, signatures are {(signatures is null ? "not verified" : "verified")}");
await app.WaitForShutdownAsync();
return 0;

async Task<IResult> ReceiveAsync(HttpRequest request, CancellationToken hungUp)
{
    using StreamReader reader = new(request.Body);
    string body = await reader.ReadToEndAsync(hungUp);
    try
    {
        signatures?.Verify(body, request.Headers);
    }
    catch (WebhookVerificationException e)
    {
        Console.WriteLine($"refused: {e.Message}");
        return Results.Unauthorized();
    }

    bool isTold = options["--times"] < 0 || Interlocked.Increment(ref requests) <= options["--times"];
    int status = isTold ? options["--status"] : 204;
    string answer = status < 300 ? "" : $" answered {status}";
    string id = request.Headers["webhook-id"].ToString();
    try
    {
        using JsonDocument json = JsonDocument.Parse(body);
        bool isBatch = json.RootElement.ValueKind == JsonValueKind.Array;
        foreach (JsonElement cloudEvent in
            isBatch ? [.. json.RootElement.EnumerateArray()] : new[] { json.RootElement })
        {
            // What was not accepted comes again and is no repeat then.
            string key = $"{Text(cloudEvent, "source")} {Text(cloudEvent, "id")}";
            bool isRepeat = status < 300 ? !seen.TryAdd(key, true) : seen.ContainsKey(key);
            Console.WriteLine(
                $"{(isBatch ? Text(cloudEvent, "id") : id)} {Text(cloudEvent, "type")} {Text(cloudEvent, "source")} "
                + $"{Text(cloudEvent, "time")}{(isRepeat ? " repeat" : "")}{answer}");
        }
    }
    catch (Exception e) when (e is JsonException or InvalidOperationException)
    {
        Console.WriteLine($"{id} is no CloudEvent{answer}");
    }

    if (isTold && options["--delay"] > 0)
        await Task.Delay(TimeSpan.FromSeconds(options["--delay"]), hungUp);
    return Results.StatusCode(status);
}

// A terminal runs control characters.
static string Text(JsonElement cloudEvent, string attribute) =>
    cloudEvent.TryGetProperty(attribute, out JsonElement value)
        ? string.Concat(value.ToString().Where(letter => !char.IsControl(letter)))
        : "-";
