namespace Webhooks.Functions.Api;

/// <summary>A query parameter is missing or wrong.</summary>
/// <param name="parameter">Which.</param>
/// <param name="message">What it should be.</param>
#pragma warning disable CA1032, CA1064 // Thrown and caught within this folder, always with a parameter.
internal sealed class BadParameterException(string parameter, string message) : Exception(message)
#pragma warning restore CA1032, CA1064
{
    public string Parameter { get; } = parameter;
}
