namespace Webhooks.Tools.LocalRun;

/// <summary>The service could not be started; the message says what to do, in one sentence.</summary>
public sealed class LocalRunException : Exception
{
    /// <summary>Creates the exception without a message.</summary>
    public LocalRunException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong and what to do about it.</param>
    public LocalRunException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong and what to do about it.</param>
    public LocalRunException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
