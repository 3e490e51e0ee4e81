using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Webhooks.Functions.Tests.Destinations.Known;

/// <summary>
/// A custom topic of Azure Event Grid with the schema of CloudEvents: address, key and answers are those of
/// https://learn.microsoft.com/azure/event-grid/post-to-custom-topic, attributes and sizes those of
/// https://learn.microsoft.com/azure/event-grid/namespaces-cloud-events, media types those of
/// https://learn.microsoft.com/rest/api/eventgrid/ (CloudEventSchemaV1_0).
/// </summary>
internal sealed partial class EventGridTopic(string key)
{
    private const int MaxBytes = 1_000_000; // 1 MB, counted small

    /// <summary>The ids of the events that it took.</summary>
    public List<string> Taken { get; } = [];

    public int Check(HttpListenerRequest request, byte[] body)
    {
        if (request.HttpMethod != "POST" || request.Url!.AbsolutePath != "/api/events")
            return 404;
        if (request.QueryString["api-version"] != "2018-01-01")
            return 400;
        if (request.Headers["aeg-sas-key"] != key)
            return 401;
        if (body.Length > MaxBytes)
            return 413;
        MediaTypeHeaderValue type = MediaTypeHeaderValue.Parse(request.ContentType!);
        if (type.CharSet is not (null or "utf-8"))
            return 400;
        using JsonDocument json = JsonDocument.Parse(body);
        JsonElement root = json.RootElement;
        JsonElement[]? events = (type.MediaType, root.ValueKind) switch
        {
            ("application/cloudevents+json", JsonValueKind.Object) => [root],
            ("application/cloudevents-batch+json", JsonValueKind.Array) => [.. root.EnumerateArray()],
            _ => null,
        };
        if (events is null || !events.All(IsCloudEvent))
            return 400;
        Taken.AddRange(events.Select(e => e.GetProperty("id").GetString()!));
        return 200;
    }

    // What has to be there, and https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md for what may be.
    private static bool IsCloudEvent(JsonElement e)
    {
        string[] required = ["id", "source", "specversion", "type"];
        return required.All(
                name => e.TryGetProperty(name, out JsonElement value) && value.GetString() is { Length: > 0 })
            && e.GetProperty("specversion").GetString() == "1.0"
            && (!e.TryGetProperty("time", out JsonElement time) || time.TryGetDateTimeOffset(out _))
            && e.EnumerateObject().All(one => AttributeName().IsMatch(one.Name)
                && (one.Name == "data" || one.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number));
    }

    [GeneratedRegex("^[a-z0-9]{1,20}$")]
    private static partial Regex AttributeName();
}
