namespace Webhooks.Benchmarks.Load.Apps;

/// <summary>What the apps run under.</summary>
internal enum MeasuredHost
{
    /// <summary>tools/LocalHost.</summary>
    Local,

    /// <summary>The func on PATH.</summary>
    Func,
}

/// <summary>How a host is called in the report.</summary>
internal static class MeasuredHostNames
{
    public static string Name(this MeasuredHost host) =>
        host == MeasuredHost.Func ? "the Functions host" : "the local host";
}
