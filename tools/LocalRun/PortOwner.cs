using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Webhooks.Tools.Azurite;

namespace Webhooks.Tools.LocalRun;

/// <summary>
/// Notes which launcher has a port, so that the next one can say so: <c>.local/run/{port}</c> with its process and when
/// that began, since a number alone may be another process's by now.
/// </summary>
internal sealed class PortOwner : IDisposable
{
    // The system reckons it from when it was booted, a little differently each time.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    private readonly string _path;

    private PortOwner(string path) => _path = path;

    /// <summary>Notes that this process has a port.</summary>
    public static PortOwner Claim(int port)
    {
        using Process self = Process.GetCurrentProcess();
        string path = PathOf(port);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(
            path,
            string.Create(CultureInfo.InvariantCulture, $"{self.Id} {self.StartTime.ToUniversalTime():O}"));
        return new PortOwner(path);
    }

    /// <summary>The launcher of ours that has a port.</summary>
    /// <returns>Its process; null where none lives that noted it.</returns>
    public static int? Find(int port)
    {
        try
        {
            string[] noted = File.ReadAllText(PathOf(port)).Split(' ');
            using Process process =
                Process.GetProcessById(int.Parse(noted[0], NumberStyles.None, CultureInfo.InvariantCulture));
            DateTime began = DateTime.Parse(noted[1], CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
            return (process.StartTime.ToUniversalTime() - began).Duration() < Tolerance ? process.Id : null;
        }
        catch (Exception e) when (
            e is IOException or FormatException or IndexOutOfRangeException
                or ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null; // no such note, or no such process
        }
    }

    public void Dispose() => File.Delete(_path);

    private static string PathOf(int port) =>
        Path.Combine(Repository.Root, ".local", "run", port.ToString(CultureInfo.InvariantCulture));
}
