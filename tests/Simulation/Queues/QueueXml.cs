using System.Globalization;
using System.Net;
using System.Text;
using System.Xml;
using Webhooks.Simulation.Wire;

namespace Webhooks.Simulation.Queues;

/// <summary>The bodies of the queue protocol.</summary>
internal static class QueueXml
{
    private static readonly byte[] Opening = "<MessageText>"u8.ToArray();
    private static readonly byte[] Closing = "</MessageText>"u8.ToArray();

    /// <summary>What a put or an update brings; null where there is no body.</summary>
    public static string? TextIn(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
            return null;
        int start = body.IndexOf(Opening);
        int end = body.LastIndexOf(Closing);
        if (start < 0 || end < start)
            return body.IndexOf("<MessageText />"u8) >= 0 || body.IndexOf("<MessageText/>"u8) >= 0 ? ""
                : throw NotXml();
        ReadOnlySpan<byte> inner = body[(start + Opening.Length)..end];
        if (inner.IndexOfAny((byte)'<', (byte)'&', (byte)'\r') < 0)
            return Legal(Encoding.UTF8.GetString(inner));
        try
        {
            XmlDocument document = new() { PreserveWhitespace = true };
            document.LoadXml($"<t>{Encoding.UTF8.GetString(inner)}</t>");
            return document.InnerText;
        }
        catch (XmlException)
        {
            throw NotXml();
        }
    }

    public static byte[] Messages(IReadOnlyCollection<QueueMessage> messages, Include include)
    {
        StringBuilder xml = new("<?xml version=\"1.0\" encoding=\"utf-8\"?><QueueMessagesList>");
        foreach (QueueMessage message in messages)
        {
            xml.Append("<QueueMessage><MessageId>").Append(message.Id).Append("</MessageId>")
                .Append("<InsertionTime>").Append(Date(message.InsertedAt)).Append("</InsertionTime>")
                .Append("<ExpirationTime>").Append(Date(message.ExpiresAt)).Append("</ExpirationTime>");
            if (include != Include.Peeked)
            {
                xml.Append("<PopReceipt>").Append(message.PopReceipt).Append("</PopReceipt>")
                    .Append("<TimeNextVisible>").Append(Date(message.VisibleAt)).Append("</TimeNextVisible>");
            }

            if (include != Include.Put)
            {
                xml.Append("<DequeueCount>").Append(message.DequeueCount).Append("</DequeueCount><MessageText>");
                if (message.Text.AsSpan().IndexOfAny("<>&\r") < 0)
                    xml.Append(message.Text);
                else
                    xml.Append(WebUtility.HtmlEncode(message.Text).Replace("\r", "&#xD;", StringComparison.Ordinal));
                xml.Append("</MessageText>");
            }

            xml.Append("</QueueMessage>");
        }

        return Encoding.UTF8.GetBytes(xml.Append("</QueueMessagesList>").ToString());
    }

    public static byte[] Queues(IEnumerable<KeyValuePair<string, Queue>> queues, bool withMetadata, string? next)
    {
        StringBuilder xml = new(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><EnumerationResults ServiceEndpoint=\"https://simulated.queue.core.windows.net/\"><Queues>");
        foreach ((string name, Queue queue) in queues)
        {
            xml.Append("<Queue><Name>").Append(name).Append("</Name>");
            if (withMetadata)
            {
                xml.Append("<Metadata>");
                foreach ((string key, string value) in queue.Metadata)
                    xml.Append('<').Append(key).Append('>').Append(WebUtility.HtmlEncode(value)).Append("</").Append(
                        key).Append('>');
                xml.Append("</Metadata>");
            }

            xml.Append("</Queue>");
        }

        return Encoding.UTF8.GetBytes(
            xml.Append("</Queues><NextMarker>").Append(next).Append("</NextMarker></EnumerationResults>").ToString());
    }

    public static string Date(DateTimeOffset time) => time.UtcDateTime.ToString("R", CultureInfo.InvariantCulture);

    private static string Legal(string text)
    {
        foreach (char c in text)
        {
            if (c < ' ' && !XmlConvert.IsXmlChar(c))
                throw NotXml();
        }

        return text;
    }

    private static StorageFailure NotXml() =>
        new(400, "InvalidXmlDocument", "XML specified is not syntactically valid.");

    /// <summary>Which answer is written: each tells a little less.</summary>
    internal enum Include
    {
        Got,
        Put,
        Peeked,
    }
}
