namespace Webhooks.Storage.Queue;

/// <summary>
/// The queue did not take a delivery, or too many wait for it: nothing was stored, and the sender may try again.
/// </summary>
public sealed class QueueUnavailableException : Exception
{
    /// <summary>Creates the exception without a message.</summary>
    public QueueUnavailableException()
    {
    }

    /// <summary>Creates the exception.</summary>
    public QueueUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public QueueUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
