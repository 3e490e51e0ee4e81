using System.Buffers;
using System.Buffers.Text;
using Webhooks.Ingestion.Messages;

namespace Webhooks.Storage.Queue;

/// <summary>
/// The text of a message in the queue: base64, which the queue client writes. It is read here and not by the Functions
/// host (host.json: <c>messageEncoding: none</c>), so that a text which is none is a message like any other.
/// </summary>
public static class MessageText
{
    /// <summary>The message's bytes.</summary>
    /// <param name="text">The text's UTF-8, as the queue has it: half of what a string would take.</param>
    /// <returns>What the base64 stands for; the text itself where it stands for no message of this service.</returns>
    public static ReadOnlyMemory<byte> Read(byte[] text)
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>(Base64.GetMaxDecodedFromUtf8Length(text.Length));
        return Base64.DecodeFromUtf8(text, bytes, out _, out int length) == OperationStatus.Done
            && MessageReader.IsMessage(bytes.AsSpan(0, length))
            ? bytes.AsMemory(0, length)
            : text;
    }
}
