using System.Globalization;
using Webhooks.Tools.LocalRun;

namespace Webhooks.EndToEnd.Tests.Running;

/// <summary>
/// Ports of loopback for the programs that tests start. They lie below those that systems hand out by themselves
/// (from 32768 on Linux, from 49152 on Windows and macOS), or somebody's connection could take one before its program
/// listens; and each is one test process's until that ends.
/// </summary>
public static class FreePort
{
    private const int First = 12_000;
    private const int End = 32_000;

    private static readonly string Claims =
        Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"webhooks-ports-{Environment.UserName}")).FullName;

    // Held open until the process ends, however it ends: the system gives the locks back.
    private static readonly List<FileStream> Held = [];

    public static int Next()
    {
        while (true)
        {
            int port = Random.Shared.Next(First, End);
            if (IsClaimed(port) && !Ports.IsTaken(port))
                return port;
        }
    }

    private static bool IsClaimed(int port)
    {
        try
        {
            string path = Path.Combine(Claims, port.ToString(CultureInfo.InvariantCulture));
            FileStream claim = new(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
            lock (Held)
                Held.Add(claim);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
