namespace Webhooks.Storage.Deliveries;

/// <summary>A delivery could not be made durable; the inner exception is why.</summary>
public sealed class NotDurableException : Exception
{
    /// <summary>Creates the exception without a message.</summary>
    public NotDurableException()
    {
    }

    /// <summary>Creates the exception.</summary>
    public NotDurableException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public NotDurableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
