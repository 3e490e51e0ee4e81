using System.Globalization;
using System.Runtime.InteropServices;
using Webhooks.Benchmarks.Load.Apps;

namespace Webhooks.Benchmarks.Load;

/// <summary>One table in Markdown: a line for each figure, beside its limit.</summary>
internal sealed class Report
{
    private readonly List<string> _lines = [];
    private readonly List<string> _notes = [];

    /// <summary>Adds a figure that has no limit.</summary>
    public void Add(string what, string figure) => AddLine(what, figure, "", "");

    /// <summary>Adds a figure and its limit.</summary>
    public void Add(string what, string figure, string limit, bool isMet) =>
        AddLine(what, figure, limit, isMet ? "yes" : "**no**");

    /// <summary>Adds a remark, printed below the table.</summary>
    public void Note(string text) => _notes.Add(text);

    /// <summary>Says what is being done meanwhile, where the table does not go.</summary>
    public static void Progress(string text) => Console.Error.WriteLine(text);

    /// <summary>A number with the digits that matter.</summary>
    public static string Number(double value) => value switch
    {
        >= 100 => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
        >= 1 => value.ToString("0.00", CultureInfo.InvariantCulture),
        _ => value.ToString("0.000", CultureInfo.InvariantCulture),
    };

    /// <summary>So many of something.</summary>
    public static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";

    /// <summary>Prints the table.</summary>
    /// <param name="host">What the apps ran under.</param>
    public void Print(MeasuredHost host)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} cores, {RuntimeInformation.OSArchitecture}, "
                + $"{RuntimeInformation.FrameworkDescription}; Azurite, {host.Name()}, the app and the load on the "
                + $"same machine."));
        Console.WriteLine();
        Console.WriteLine("| measured | figure | limit | met |");
        Console.WriteLine("|---|---|---|---|");
        foreach (string line in _lines)
            Console.WriteLine(line);
        Console.WriteLine();
        foreach (string note in _notes)
            Console.WriteLine($"- {note}");
    }

    private void AddLine(params string[] cells)
    {
        string line = $"| {string.Join(" | ", cells)} |";
        Progress(line);
        _lines.Add(line);
    }
}
