namespace Webhooks.Tools.Azurite;

/// <summary>Azurite could not be installed or started; the message says what to do, in one sentence.</summary>
public sealed class AzuriteException : Exception
{
    /// <summary>Creates the exception without a message.</summary>
    public AzuriteException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong and what to do about it.</param>
    public AzuriteException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong and what to do about it.</param>
    public AzuriteException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
