using System.Diagnostics;
using System.Globalization;

namespace Webhooks.EndToEnd.Tests.LocalRun;

/// <summary>The processes of this machine that live, as <c>ps</c> has them.</summary>
public static class ProcessTable
{
    public static IReadOnlyList<Entry> Read()
    {
        using Process ps = Process.Start(new ProcessStartInfo("ps", ["-A", "-o", "pid=,ppid=,pgid=,stat="]) { RedirectStandardOutput = true })!;
        string[] lines = ps.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        ps.WaitForExit();
        // A zombie has ended; only nobody has asked how.
        return [.. lines.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(columns => !columns[3].StartsWith('Z'))
            .Select(columns => new Entry(Number(columns[0]), Number(columns[1]), Number(columns[2])))];
    }

    /// <summary>The process itself, what it started, what that started, and so on.</summary>
    public static IEnumerable<int> DescendantsOf(this IReadOnlyList<Entry> processes, int id) =>
        processes.Where(process => process.Parent == id).SelectMany(child => processes.DescendantsOf(child.Id)).Prepend(id);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    public readonly record struct Entry(int Id, int Parent, int Group);
}
