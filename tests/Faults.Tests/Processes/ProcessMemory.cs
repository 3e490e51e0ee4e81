using System.Globalization;

namespace Webhooks.Faults.Tests.Processes;

/// <summary>What the system says of a process's memory, where it has /proc.</summary>
internal static class ProcessMemory
{
    /// <summary>The most it ever had in memory, in bytes.</summary>
    public static long Peak(int processId) => Read(processId, "VmHWM:");

    /// <summary>What it has in memory, in bytes; none of one that has ended.</summary>
    public static long ResidentOrNone(int processId)
    {
        try
        {
            return Read(processId, "VmRSS:");
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            return 0;
        }
    }

    private static long Read(int processId, string field)
    {
        string line = File.ReadLines($"/proc/{processId}/status")
            .First(line => line.StartsWith(field, StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[1],
            CultureInfo.InvariantCulture) * 1024;
    }
}
