using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace Webhooks.Simulation.Wire;

/// <summary>A request that storage refuses, with the status and code that Azure documents for it.</summary>
/// <remarks>
/// https://learn.microsoft.com/rest/api/storageservices/common-rest-api-error-codes and the pages beside it for tables
/// and queues.
/// </remarks>
[SuppressMessage(
    "Design", "CA1032:Implement standard exception constructors", Justification = "Without a code it says nothing.")]
[SuppressMessage("Design", "CA1064:Exceptions should be public",
    Justification = "It never leaves this project: it becomes an answer.")]
internal sealed class StorageFailure(int status, string code, string message) : Exception(message)
{
    public int Status => status;

    public string Code => code;

    public static StorageFailure InvalidInput(string message = "One of the request inputs is not valid.") =>
        new(400, "InvalidInput", message);

    public static StorageFailure OutOfRange(string message) => new(400, "OutOfRangeInput", message);

    public static StorageFailure ServerBusy() => new(503, "ServerBusy", "The server is busy.");

    /// <summary>As the table service says it; <paramref name="index"/> is the place in a transaction.</summary>
    public byte[] AsJson(int? index = null)
    {
        JsonEncodedText text = JsonEncodedText.Encode(index is null ? Message : $"{index}:{Message}");
        return Encoding.UTF8.GetBytes($$$"""{"odata.error":{"code":"{{{Code}}}","message":{"lang":"en-US","value":"{{{text}}}" } } }""");
    }

    /// <summary>As the queue service says it.</summary>
    public byte[] AsXml() => Encoding.UTF8.GetBytes(
        $"""<?xml version="1.0" encoding="utf-8"?><Error><Code>{Code}</Code><Message>{Message}</Message></Error>""");
}
