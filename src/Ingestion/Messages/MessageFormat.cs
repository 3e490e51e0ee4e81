namespace Webhooks.Ingestion.Messages;

/// <summary>
/// A message in the queue <c>deliveries</c>: the byte 1 (the format's version), a byte for the compression, then the
/// entries one after another. An entry is its kind, the id's 16 bytes, the vendor's name; where the delivery travels
/// whole, also method, content type, query, trace parent and body, and in front of the body the content encoding where
/// it is of that kind; a job's step has the kind of job in the vendor's place. Lengths are 7-bit encoded integers; a
/// text's is its UTF-8 length plus one, and 0 is null.
/// </summary>
internal static class MessageFormat
{
    public const byte Version = 1;
    public const byte Plain = 0;
    public const byte Brotli = 1;
    public const byte WholeDelivery = 1;
    public const byte StoredDelivery = 2;
    public const byte JobStep = 3;
    public const byte EncodedDelivery = 4;

    /// <summary>What a message may unfold to at most: a guard against a broken one.</summary>
    public const int MaxUnpackedBytes = 4 * MessageWriter.MaxPlainBytes;
}
