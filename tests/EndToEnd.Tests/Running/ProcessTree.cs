namespace Webhooks.EndToEnd.Tests.Running;

/// <summary>Processes and their parents, as Linux tells them in <c>/proc</c>.</summary>
public static class ProcessTree
{
    /// <summary>The processes below one, near ones first.</summary>
    public static List<(int Id, string CommandLine)> Below(int root)
    {
        List<(int Id, int Parent, string CommandLine)> all = [];
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), out int id) && Read(id) is { } process)
                all.Add((id, process.Parent, process.CommandLine));
        }

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
    public static bool IsAlive(int id) => Read(id) is { State: not ('Z' or 'X') };

    private static (char State, int Parent, string CommandLine)? Read(int id)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{id}/stat");
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (fields[0][0], int.Parse(fields[1], null), File.ReadAllText($"/proc/{id}/cmdline").Replace('\0', ' '));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // it ended meanwhile
        }
    }
}
