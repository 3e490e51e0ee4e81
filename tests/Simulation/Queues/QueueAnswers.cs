using System.Globalization;
using System.Text;
using Webhooks.Simulation.Wire;

namespace Webhooks.Simulation.Queues;

/// <summary>Answers requests to the queue service.</summary>
internal sealed class QueueAnswers(TimeProvider time, AzureLimits limits)
{
    private const string Xml = "application/xml";
    private const int MaxTextBytes = 64 * 1024;
    private const int MaxMessages = 32;
    private const int MaxQueues = 5000;
    private const long Week = 7 * 24 * 60 * 60;

    private static readonly TimeSpan DefaultVisibility = TimeSpan.FromSeconds(30);

    public QueueStore Store { get; } = new(time, limits);

    public static WireResponse Refuse(StorageFailure failure) =>
        new WireResponse(failure.Status).With("x-ms-error-code", failure.Code).WithBody(Xml, failure.AsXml());

    public WireResponse Answer(WireRequest request)
    {
        string[] path = request.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (path.Length == 0)
            return List(request);
        if (path.Length == 1)
            return AnswerQueue(request, path[0]);

        Queue queue = Store.Get(path[0]);
        DateTimeOffset now = time.GetUtcNow();
        return (request.Method, path.Length) switch
        {
            ("POST", 2) => Put(path[0], queue, request, now),
            ("GET", 2) => Get(queue, request, now),
            ("DELETE", 2) => Clear(queue),
            ("PUT", 3) => Update(path[0], queue, Uri.UnescapeDataString(path[2]), request, now),
            ("DELETE", 3) => Delete(queue, Uri.UnescapeDataString(path[2]), request, now),
            _ => throw NotSupported(),
        };
    }

    private WireResponse AnswerQueue(WireRequest request, string name)
    {
        switch (request.Method, request.Parameter("comp"))
        {
            case ("PUT", null):
                return new WireResponse(Store.Create(name, request.Metadata) ? 201 : 204);
            case ("DELETE", null):
                Store.Delete(name);
                return new WireResponse(204);
            case ("PUT", "metadata"):
                Store.Get(name).Metadata = request.Metadata;
                return new WireResponse(204);
            case ("GET" or "HEAD", "metadata"):
                Queue queue = Store.Get(name);
                WireResponse response = new WireResponse(200)
                    .With("x-ms-approximate-messages-count", queue.Count(time.GetUtcNow()).ToString(
                        CultureInfo.InvariantCulture));
                foreach ((string key, string value) in queue.Metadata)
                    response.With($"x-ms-meta-{key}", value);
                return response;
            default:
                throw NotSupported();
        }
    }

    private WireResponse List(WireRequest request)
    {
        string? marker = request.Parameter("marker");
        int max = Number(request, "maxresults", 1, MaxQueues) ?? MaxQueues;
        List<KeyValuePair<string, Queue>> queues = [.. Store.All
            .Where(queue => queue.Key.StartsWith(request.Parameter("prefix") ?? "", StringComparison.Ordinal))
            .Where(queue => marker is null || string.CompareOrdinal(queue.Key, marker) >= 0)];
        bool withMetadata = request.Parameter("include")?.Contains("metadata", StringComparison.Ordinal) == true;
        return new WireResponse(200).WithBody(
            Xml, QueueXml.Queues(queues.Take(max), withMetadata, queues.Count > max ? queues[max].Key : null));
    }

    private WireResponse Put(string name, Queue queue, WireRequest request, DateTimeOffset now)
    {
        string text = Text(request) ?? throw new StorageFailure(
            400, "InvalidXmlDocument", "XML specified is not syntactically valid.");
        long ttl = request.Parameter("messagettl") is not { } given
            ? Week
            : long.TryParse(given, CultureInfo.InvariantCulture, out long seconds) && seconds is -1 or > 0 ? seconds
                : throw OutOfRange();
        int hidden = Number(request, "visibilitytimeout", 0, (int)Week) ?? 0;
        if (ttl != -1 && hidden >= ttl)
            throw OutOfRange();
        queue.Take(1, limits.MessagesPerQueue, now);
        DateTimeOffset expires = ttl == -1 || ttl > (DateTimeOffset.MaxValue - now).TotalSeconds
            ? DateTimeOffset.MaxValue
            : now + TimeSpan.FromSeconds(ttl);
        QueueMessage message = queue.Put(text, now, TimeSpan.FromSeconds(hidden), expires);
        Store.TellChange(name);
        return new WireResponse(201).WithBody(Xml, QueueXml.Messages([message], QueueXml.Include.Put));
    }

    private WireResponse Get(Queue queue, WireRequest request, DateTimeOffset now)
    {
        int count = Number(request, "numofmessages", 1, MaxMessages) ?? 1;
        bool peek = request.Parameter("peekonly") == "true";
        TimeSpan hidden = Number(request, "visibilitytimeout", 1, (int)Week) is { } seconds
            ? TimeSpan.FromSeconds(seconds) : DefaultVisibility;
        queue.Take(1, limits.MessagesPerQueue, now);
        List<QueueMessage> messages = peek ? queue.Visible(count, now) : queue.Get(count, now, hidden);
        return new WireResponse(200).WithBody(
            Xml, QueueXml.Messages(messages, peek ? QueueXml.Include.Peeked : QueueXml.Include.Got));
    }

    private WireResponse Update(string name, Queue queue, string id, WireRequest request, DateTimeOffset now)
    {
        string? text = Text(request);
        int hidden = Number(request, "visibilitytimeout", 0, (int)Week)
            ?? throw new StorageFailure(
                400, "MissingRequiredQueryParameter", "A required query parameter was not specified for this request.");
        QueueMessage message = queue.Find(id, request.Parameter("popreceipt"), now);
        queue.Take(1, limits.MessagesPerQueue, now);
        queue.Hide(message, now + TimeSpan.FromSeconds(hidden));
        message.Text = text ?? message.Text;
        Store.TellChange(name);
        return new WireResponse(204)
            .With("x-ms-popreceipt", message.PopReceipt)
            .With("x-ms-time-next-visible", QueueXml.Date(message.VisibleAt));
    }

    private WireResponse Delete(Queue queue, string id, WireRequest request, DateTimeOffset now)
    {
        QueueMessage message = queue.Find(id, request.Parameter("popreceipt"), now);
        queue.Take(1, limits.MessagesPerQueue, now);
        queue.Remove(message);
        return new WireResponse(204);
    }

    private static WireResponse Clear(Queue queue)
    {
        queue.Clear();
        return new WireResponse(204);
    }

    private static string? Text(WireRequest request)
    {
        string? text = QueueXml.TextIn(request.Body.Span);
        return text is null || Encoding.UTF8.GetByteCount(text) <= MaxTextBytes
            ? text
            : throw new StorageFailure(
                413, "RequestBodyTooLarge", "The request body is too large and exceeds the maximum permissible limit.");
    }

    private static int? Number(WireRequest request, string name, int min, int max)
    {
        if (request.Parameter(name) is not { } text)
            return null;
        return !int.TryParse(text, CultureInfo.InvariantCulture, out int number)
            ? throw new StorageFailure(400, "InvalidQueryParameterValue",
                "Value for one of the query parameters specified in the request URI is invalid.")
            : number >= min && number <= max ? number : throw OutOfRange();
    }

    private static StorageFailure OutOfRange() =>
        new(400, "OutOfRangeQueryParameterValue",
            "One of the query parameters specified in the request URI is outside the permissible range.");

    private static StorageFailure NotSupported() =>
        new(405, "UnsupportedHttpVerb", "The resource doesn't support the specified HTTP verb.");
}
