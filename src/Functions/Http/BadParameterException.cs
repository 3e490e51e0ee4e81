namespace Webhooks.Functions.Http;

/// <summary>A parameter of a request is missing or wrong; <see cref="HttpFailures"/> answers 400.</summary>
#pragma warning disable CA1032, CA1064 // Thrown and caught within this app, always with a parameter.
internal sealed class BadParameterException(string parameter, string message) : Exception(message)
#pragma warning restore CA1032, CA1064
{
    public string Parameter { get; } = parameter;

    public static BadParameterException Unknown(string parameter, string[] known) =>
        new(parameter, $"There is no such parameter; there are {string.Join(", ", known)}.");
}
