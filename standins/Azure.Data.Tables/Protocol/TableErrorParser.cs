using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using Azure.Core;

namespace Azure.Data.Tables.Protocol;

/// <summary>
/// Reads <c>{"odata.error":{"code":"…","message":{"value":"0:…"}}}</c>; in a transaction's answer the number in
/// front of the message is the place of the action that failed.
/// </summary>
internal sealed class TableErrorParser : RequestFailedDetailsParser
{
    /// <summary>Where <see cref="Exception.Data"/> holds the place of the failed action.</summary>
    public const string FailedIndexKey = "FailedEntity";

    public override bool TryParse(
        Response response,
        [NotNullWhen(true)] out ResponseError? error,
        [NotNullWhen(true)] out IDictionary<string, string>? data)
    {
        (error, data) = (null, null);
        if (response.ContentStream is null)
            return false;
        try
        {
            using JsonDocument document = JsonDocument.Parse(response.Content.ToMemory());
            if (!document.RootElement.TryGetProperty("odata.error", out JsonElement odata))
                return false;

            string? code = odata.GetProperty("code").GetString();
            string message = odata.GetProperty("message").GetProperty("value").GetString() ?? "";
            data = new Dictionary<string, string>();
            if (IndexOf(message) is int index)
            {
                data[FailedIndexKey] = index.ToString(CultureInfo.InvariantCulture);
                message += $"\n(Action {index} of the transaction: see FailedTransactionActionIndex.)";
            }

            error = new ResponseError(code, message);
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            // Not the service's own error, a proxy's page for instance: the status says enough.
            return false;
        }
    }

    private static int? IndexOf(string message)
    {
        int colon = message.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && int.TryParse(message.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            ? index
            : null;
    }
}
