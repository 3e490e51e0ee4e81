using System.Text;
using Webhooks.Ingestion.Messages;

namespace Webhooks.Storage.Queue;

/// <summary>
/// The text of a message in the queue: base64, which the queue client writes. It is read here and not by the Functions
/// host (host.json: <c>messageEncoding: none</c>), so that a text which is none is a message like any other.
/// </summary>
public static class MessageText
{
    /// <summary>The message's bytes.</summary>
    /// <param name="text">The text, as the queue has it.</param>
    /// <returns>
    /// What the base64 stands for; the text's own UTF-8 where it stands for no message of this service.
    /// </returns>
    public static ReadOnlyMemory<byte> Read(string text)
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>(text.Length / 4 * 3);
        return Convert.TryFromBase64String(text, bytes, out int length)
            && MessageReader.IsMessage(bytes.AsSpan(0, length))
            ? bytes.AsMemory(0, length)
            : Encoding.UTF8.GetBytes(text);
    }
}
