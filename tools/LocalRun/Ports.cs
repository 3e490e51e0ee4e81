using System.Net.NetworkInformation;

namespace Webhooks.Tools.LocalRun;

/// <summary>The TCP ports of this machine.</summary>
public static class Ports
{
    /// <summary>Whether a program listens on a port.</summary>
    public static bool IsTaken(int port) =>
        IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(listener => listener.Port == port);
}
