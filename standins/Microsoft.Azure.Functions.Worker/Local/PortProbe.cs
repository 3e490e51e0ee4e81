using System.Net;
using System.Net.Sockets;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>Asks for the port before anything of the app is started, so that a taken one is told in one sentence.</summary>
internal static class PortProbe
{
    public static void Require(int port)
    {
        Try(IPAddress.Loopback, port);
        if (Socket.OSSupportsIPv6)
            Try(IPAddress.IPv6Loopback, port);
    }

    private static void Try(IPAddress address, int port)
    {
        using TcpListener listener = new(address, port);
        try
        {
            listener.Start();
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new LocalHostException($"Port {port} is taken by another program: end it, or choose another with --port N.", e);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AccessDenied)
        {
            throw new LocalHostException($"Port {port} may not be used here: choose another with --port N.", e);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            // No IPv6 on this machine.
        }
    }
}
