using System.Diagnostics;
using System.Globalization;

namespace Webhooks.EndToEnd.Tests.Running;

/// <summary>Processes and their parents, as <c>ps</c> tells them.</summary>
public static class ProcessTree
{
    /// <summary>The processes below one, near ones first.</summary>
    public static List<(int Id, string CommandLine)> Below(int root)
    {
        IReadOnlyList<(int Id, int Parent, string CommandLine)> all = Living();
        List<(int Id, string CommandLine)> found = [];
        Queue<int> parents = new([root]);
        while (parents.TryDequeue(out int parent))
        {
            foreach ((int id, _, string commandLine) in all.Where(process => process.Parent == parent))
            {
                found.Add((id, commandLine));
                parents.Enqueue(id);
            }
        }

        return found;
    }

    /// <summary>Whether a process runs; one that ended and was not asked for its exit code yet does not.</summary>
    public static bool IsAlive(int id) => Living().Any(process => process.Id == id);

    private static List<(int Id, int Parent, string CommandLine)> Living()
    {
        using Process ps = Process.Start(new ProcessStartInfo("ps", ["-A", "-ww", "-o", "pid=,ppid=,stat=,args="])
        {
            RedirectStandardOutput = true,
        })!;
        string[] lines = ps.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        ps.WaitForExit();
        return
        [
            .. lines.Select(
            line => line.Split(' ', 4, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                .Where(columns => columns.Length == 4 && columns[2][0] is not ('Z' or 'X'))
                .Select(columns => (Number(columns[0]), Number(columns[1]), columns[3])),
        ];
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
