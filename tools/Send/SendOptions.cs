using System.Globalization;

namespace Webhooks.Tools.Send;

/// <summary>What is asked for on the command line.</summary>
public sealed record SendOptions
{
    public const string Usage = """
        Usage: Send [--url URL] [--rate 10] [--seconds 60] [--broken 5] [--seed 1] [--elsewhere yes]
        Sends webhooks as SmartReach and Smartico do: so many a second (1 to 1000), for so long, and so many in a
        hundred of the broken kinds. The same seed sends the same kinds in the same order. URL is http://localhost:7071
        unless told; one that is not this machine takes --elsewhere yes. Keys are read from the variables SMARTREACH_KEY
        and SMARTICO_KEY.
        """;

    public Uri Url { get; init; } = new("http://localhost:7071");

    /// <summary>Webhooks a second.</summary>
    public int Rate { get; init; } = 10;

    public int Seconds { get; init; } = 60;

    public int BrokenPercent { get; init; } = 5;

    public int Seed { get; init; } = 1;

    /// <summary>Reads them.</summary>
    /// <returns>Null where they are wrong.</returns>
    public static SendOptions? Parse(IReadOnlyList<string> args)
    {
        if (args.Count % 2 != 0)
            return null;

        SendOptions options = new();
        bool elsewhere = false;
        for (int i = 0; i < args.Count; i += 2)
        {
            string value = args[i + 1];
            SendOptions? next = args[i] switch
            {
                "--url" => Uri.TryCreate(value, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https"
                    ? options with { Url = url! }
                    : null,
                "--rate" => Number(value, 1, 1_000) is { } rate ? options with { Rate = rate } : null,
                "--seconds" => Number(value, 1, 86_400) is { } seconds ? options with { Seconds = seconds } : null,
                "--broken" => Number(value, 0, 100) is { } broken ? options with { BrokenPercent = broken } : null,
                "--seed" => Number(value, 0, int.MaxValue) is { } seed ? options with { Seed = seed } : null,
                "--elsewhere" when value == "yes" => options,
                _ => null,
            };
            if (next is null)
                return null;
            options = next;
            elsewhere |= args[i] == "--elsewhere";
        }

        return options.Url.IsLoopback || elsewhere ? options : null;
    }

    private static int? Number(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
        && number >= least && number <= most
            ? number
            : null;
}
