namespace Webhooks.Tools.Deployment;

/// <summary>The deployment is not what it should be; the message says what to do, in one sentence.</summary>
/// <param name="message">For the person at the terminal.</param>
public sealed class DeploymentException(string message) : Exception(message);
