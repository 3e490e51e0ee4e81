namespace Webhooks.Ingestion.Tests.Smartico;

/// <summary>A pasted body that something happened to: text behind it, in front of it, or an end of it gone.</summary>
/// <param name="Text">What arrived.</param>
/// <param name="Values">What was sent, by field.</param>
internal sealed record DamagedBody(string Text, IReadOnlyDictionary<string, string> Values)
{
    private static readonly string[] Tails =
    [
        "\n{\"login\": \"player-90\"}", "{\"login\":\"player-90\"}", "\r\n{\"a\":\"b\"}", ",{\"x\":\"y\"}",
        ", \"x\": \"y\"}", "\"}", "}", "]}",
        "ple.com/v/9\"}", " <!-- \"}", "\n\n{\"error\": \"time-out\"}", "\0\0\"}", "\n\"x\"}", "{}", "\n[{\"a\":\"b\"}",
        "\u00a0{ \"channel\" : \"Push\" }",
        ",\"view_url\":\"x\"}",
        "\n{\"login\":\"8\",\"time\":\"2\",\"channel\":\"Push\",\"campaign_name\":\"x\",\"view_url\":\"y\"}", ",}",
        "\"\"}",
        ",\"brand\":\"B\"}", "{\"q\":1,\"brand\":\"B\"}",
    ];

    private static readonly string[] Prefixes =
    [
        "{\"login\": \"player-90\"}\n", "{\"login\":\"player-90\",", "{\"login\": \"player-90\", \"time\": \"1\", ",
        "{", "[", "{\"a\":\"b\"}", "x=",
        "{\"login\": \"pl", "{\"channel\":\"SMS\",\"view_url\":\"u", "\n\r{\"x\":\"y\",\n", "{\"view_url\":\"u\"}\n",
        "\"", "{\"time\":1}\n{\"login\":\"9\"}\n",
    ];

    /// <summary>
    /// Puts something behind a body, in front of it, or both, or cuts it. Not a cut and a tail: a value that was cut
    /// and went on with other text is a value like any other.
    /// </summary>
    public static DamagedBody Make(Random random, PastedBody body)
    {
        string tail = Tails[random.Next(Tails.Length)];
        string prefix = Prefixes[random.Next(Prefixes.Length)];
        string text = random.Next(5) switch
        {
            0 or 1 => body.Text + tail,
            2 => prefix + body.Text,
            3 => prefix + body.Text + tail,
            _ => Cut(random, body.Text),
        };
        return new DamagedBody(text, body.Values);
    }

    // At its end or at its start. Of a piece that went missing in the middle nothing need show: "login": "12" is as
    // whole as "login": "123123" was.
    private static string Cut(Random random, string text)
    {
        int at = Whole(text, random.Next(text.Length));
        return random.Next(4) == 0 ? text[at..] : text[..at];
    }

    // Not within a surrogate pair.
    private static int Whole(string text, int at) => at < text.Length && char.IsLowSurrogate(text[at]) ? at - 1 : at;
}
