namespace Webhooks.Host.Tests.Hosting;

/// <summary>What runs the app.</summary>
public enum HostKind
{
    /// <summary>tools/LocalHost.</summary>
    LocalHost,

    /// <summary>The real Functions host, by the <c>func</c> on PATH.</summary>
    Func,
}
