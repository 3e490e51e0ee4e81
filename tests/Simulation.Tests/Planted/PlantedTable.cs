using System.Globalization;
using Webhooks.Tools.Azurite;

namespace Webhooks.Simulation.Tests.Planted;

/// <summary>By how many seeds each planted bug is found: TestResults/planted-bugs.md.</summary>
internal static class PlantedTable
{
    private static readonly Lock Gate = new();
    private static readonly SortedDictionary<string, string> Lines = new(StringComparer.Ordinal);

    public static void Add(string bug, int found, int seeds)
    {
        lock (Gate)
        {
            Lines[bug] = string.Create(CultureInfo.InvariantCulture, $"| {bug} | {found} of {seeds} |");
            string folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "TestResults")).FullName;
            File.WriteAllLines(
                Path.Combine(folder, "planted-bugs.md"),
                ["| planted bug | found by seeds |", "|---|---|", .. Lines.Values]);
        }
    }
}
