namespace Webhooks.Functions.Requests;

/// <summary>A parameter of a request is missing or wrong.</summary>
public sealed class BadParameterException : Exception
{
    /// <summary>Creates the exception without a message.</summary>
    public BadParameterException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What the parameter should be.</param>
    public BadParameterException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What the parameter should be.</param>
    /// <param name="innerException">The cause.</param>
    public BadParameterException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="message">What it should be.</param>
    public BadParameterException(string parameter, string message)
        : base(message) => Parameter = parameter;

    /// <summary>The parameter's name.</summary>
    public string? Parameter { get; }
}
