using System.Text;
using System.Text.Json;
using Azure.Storage.Queues.Models;

namespace Microsoft.Azure.Functions.Worker.Local.Queues;

/// <summary>A message as the function gets it: decoded, in the type of the parameter.</summary>
internal sealed record QueuedMessage(QueueMessage Message, byte[] Body)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static bool CanBecome(Type type) =>
        type == typeof(byte[]) || type == typeof(string) || type == typeof(BinaryData) || type == typeof(QueueMessage);

    /// <returns>Null when the text is not of the encoding that host.json says.</returns>
    public static QueuedMessage? Decode(QueueMessage message, bool isBase64)
    {
        try
        {
            byte[] body = isBase64 ? Convert.FromBase64String(message.MessageText) : Encoding.UTF8.GetBytes(message.MessageText);
            return new QueuedMessage(message, body);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>The message of an invocation by hand.</summary>
    public static QueuedMessage From(string text, DateTimeOffset now) =>
        new(QueuesModelFactory.QueueMessage(Guid.CreateVersion7(now).ToString(), "", new BinaryData(text), 0, now, now, null), Encoding.UTF8.GetBytes(text));

    public object Become(Type type)
    {
        if (type == typeof(byte[]))
            return Body;
        if (type == typeof(string))
            return Encoding.UTF8.GetString(Body);
        if (type == typeof(BinaryData))
            return BinaryData.FromBytes(Body);
        return QueuesModelFactory.QueueMessage(
            Message.MessageId, Message.PopReceipt, BinaryData.FromBytes(Body), Message.DequeueCount, Message.NextVisibleOn, Message.InsertedOn, Message.ExpiresOn);
    }

    /// <summary>The worker gets all metadata as text: strings as they are, anything else as JSON.</summary>
    public IReadOnlyDictionary<string, object?> Metadata()
    {
        Dictionary<string, object?> data = new(StringComparer.OrdinalIgnoreCase)
        {
            ["DequeueCount"] = JsonSerializer.Serialize(Message.DequeueCount),
            ["ExpirationTime"] = JsonSerializer.Serialize(Message.ExpiresOn ?? DateTimeOffset.MaxValue),
            ["Id"] = Message.MessageId,
            ["InsertionTime"] = JsonSerializer.Serialize(Message.InsertedOn ?? default),
            ["NextVisibleTime"] = JsonSerializer.Serialize(Message.NextVisibleOn ?? DateTimeOffset.MaxValue),
            ["PopReceipt"] = Message.PopReceipt,
        };
        if (TryText() is { } text)
            data["QueueTrigger"] = text;
        return data;
    }

    private string? TryText()
    {
        try
        {
            return Strict.GetString(Body);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
