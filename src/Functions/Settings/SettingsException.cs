namespace Webhooks.Functions.Settings;

/// <summary>A setting is missing or wrong; the message says which and what it should be.</summary>
internal sealed class SettingsException : Exception
{
    /// <summary>Creates the exception without a message.</summary>
    public SettingsException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Which setting, and what it should be.</param>
    public SettingsException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Which setting, and what it should be.</param>
    public SettingsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
