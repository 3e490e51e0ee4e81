#nullable disable
using System.Globalization;
using Azure.Data.Tables.Protocol;

namespace Azure.Data.Tables;

/// <summary>A transaction was refused; nothing of it was stored.</summary>
public class TableTransactionFailedException : RequestFailedException
{
    /// <summary>Takes over what is known of the failure.</summary>
    /// <param name="requestFailedException">The service's refusal.</param>
    public TableTransactionFailedException(RequestFailedException requestFailedException)
        : base(
            requestFailedException.Status,
            requestFailedException.Message,
            requestFailedException.ErrorCode,
            requestFailedException.InnerException)
    {
        foreach (object key in requestFailedException.Data.Keys)
            Data[key] = requestFailedException.Data[key];
        if (Data[TableErrorParser.FailedIndexKey] is string text
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int index))
        {
            FailedTransactionActionIndex = index;
        }
    }

    /// <summary>The place of the action that failed, where the service named it.</summary>
    public int? FailedTransactionActionIndex { get; }
}
