using System.Net;
using System.Net.Sockets;

namespace Webhooks.EndToEnd.Tests.Running;

/// <summary>A port of loopback that nothing listens on.</summary>
public static class FreePort
{
    public static int Next()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
