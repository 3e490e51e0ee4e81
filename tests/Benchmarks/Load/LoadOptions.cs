using System.Globalization;
using Webhooks.Benchmarks.Load.Apps;

namespace Webhooks.Benchmarks.Load;

/// <summary>What to measure, and how much.</summary>
internal sealed record LoadOptions
{
    /// <summary>Every part, in the order they run.</summary>
    public static readonly IReadOnlyList<string> AllParts = ["start", "put", "acks", "ops", "drain", "rollup", "pages"];

    public const string Usage = """
        dotnet run -c Release --project tests/Benchmarks -- load [parts] [options]
          parts                  start put acks ops drain rollup pages; all of them unless named
          --seconds N            how long each load is kept up (6)
          --connections A,B,...  the loads (1,16,64,256)
          --backlog N            webhooks to drain (100000)
          --events A,B,...       sizes of a day for the roll-up (10000,100000,1000000)
          --stored N             events that the pages are shown of (1000000)
          --host local|func      what the apps run under: tools/LocalHost (local), or the func on PATH
          --consume              lets both services process what they acknowledge while acks are measured
        """;

    public IReadOnlyList<string> Parts { get; init; } = AllParts;

    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(6);

    public IReadOnlyList<int> Connections { get; init; } = [1, 16, 64, 256];

    public int Backlog { get; init; } = 100_000;

    public IReadOnlyList<int> Events { get; init; } = [10_000, 100_000, 1_000_000];

    public int Stored { get; init; } = 1_000_000;

    public bool Consume { get; init; }

    public MeasuredHost Host { get; init; } = MeasuredHost.Local;

    /// <summary>Reads the command line.</summary>
    /// <returns>Null where it cannot be understood.</returns>
    public static LoadOptions? Parse(IEnumerable<string> arguments)
    {
        LoadOptions options = new();
        List<string> parts = [];
        Queue<string> rest = new(arguments);
        while (rest.TryDequeue(out string? argument))
        {
            if (AllParts.Contains(argument))
            {
                parts.Add(argument);
                continue;
            }

            if (argument == "--consume")
            {
                options = options with { Consume = true };
                continue;
            }

            if (!rest.TryDequeue(out string? value))
                return null;
            if (argument == "--host" && Enum.TryParse(value, ignoreCase: true, out MeasuredHost host))
            {
                options = options with { Host = host };
                continue;
            }

            if (!TryNumbers(value, out int[] numbers))
                return null;
            LoadOptions? next = argument switch
            {
                "--seconds" => options with { Duration = TimeSpan.FromSeconds(numbers[0]) },
                "--connections" => options with { Connections = numbers },
                "--backlog" => options with { Backlog = numbers[0] },
                "--events" => options with { Events = numbers },
                "--stored" => options with { Stored = numbers[0] },
                _ => null,
            };
            if (next is null)
                return null;
            options = next;
        }

        return parts.Count == 0 ? options : options with { Parts = [.. AllParts.Where(parts.Contains)] };
    }

    private static bool TryNumbers(string text, out int[] numbers)
    {
        string[] parts = text.Split(',');
        numbers = new int[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i])
                || numbers[i] == 0)
                return false;
        }

        return true;
    }
}
