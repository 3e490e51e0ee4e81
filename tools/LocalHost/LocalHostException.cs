namespace Webhooks.Tools.LocalHost;

/// <summary>The host could not start; the message says what to do, in one sentence.</summary>
/// <param name="message">What went wrong and what to do about it.</param>
internal sealed class LocalHostException(string message) : Exception(message);
