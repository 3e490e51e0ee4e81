using System.Text;
using System.Text.Json;

namespace Webhooks.Ingestion.Tests.Smartico;

/// <summary>A body made as Smartico makes it: values pasted into the template's text as they are.</summary>
internal sealed record PastedBody(string Text, IReadOnlyDictionary<string, string> Values)
{
    public const string Template =
        """{ "login": "{{login}}", "time": "{{time}}", "channel": "{{channel}}", "campaign_name": "{{campaign_name}}", "view_url": "{{view_url}}" }""";

    public const string Constant = "\"brand\": \"B\"";

    public static readonly string TemplateWithConstant =
        Template.Replace(" }", ", " + Constant + " }", StringComparison.Ordinal);

    private static readonly string[] Names = ["login", "time", "channel", "campaign_name", "view_url"];

    private static readonly string[] Plain =
        ["a", "Z", "7", " ", "promo", "RND Flow", "é", "Ω", "奖励", "🎰", "'", "-", "<b>", "&", "=", "/",
            "https://x.example/v?a=1"];

    private static readonly string[] Breaking =
        ["\"", "\"", "\\", "\n", "\r\n", "\t", "\"big\"", "\\\"", "\u0001", "\\x", "\\d", "\"\""];

    private static readonly string[] Harmless =
        ["{", "}", "[", "]", ",", ":", "{{x}}", "\u2028", "\ufeff", "\\n", "\\\\", "null"];

    private static readonly string[] TemplateLike =
    [
        "\"}", "\", \"", "\": \"", "\"channel\": \"", "\", \"channel\": \"SMS", "\",\"time\":\"1", "\"login\":",
        ", \"view_url\": \"u\"}",
        "{ \"login\": \"5\", ", "\", \"campaign_name\": \"x\", \"view_url\": \"y\" }", "\" ,\n\"brand\" : \"B",
        "\", \"n\": 5, \"m\": \"", "\",", "\":",
    ];

    private static readonly string[] PlainValues =
        ["123123", "1664115803000", "SMS", "RND Flow", "https://x.example/v/abc"];

    /// <summary>Any of the five values may hold anything.</summary>
    public static PastedBody WithAnyValues(Random random, bool inOrder) => Paste(random, inOrder, AnyValues(random));

    /// <summary>One value breaks the JSON; it holds template-like text where asked for.</summary>
    public static PastedBody WithOneBroken(Random random, bool templateLike)
    {
        while (true)
        {
            string[] values = [.. PlainValues];
            values[random.Next(values.Length)] = Any(random, 1 + random.Next(10), templateLike);
            PastedBody body = Paste(random, inOrder: false, values);
            if (!body.IsJson)
                return body;
        }
    }

    /// <summary>
    /// So many values hold what would break JSON, none what looks like the template or like an object's end.
    /// </summary>
    public static PastedBody WithBroken(Random random, bool inOrder, int broken, string? lastMember = null)
    {
        while (true)
        {
            string[] values = [.. PlainValues];
            int[] fields = [.. Enumerable.Range(0, values.Length)];
            random.Shuffle(fields);
            foreach (int field in fields.AsSpan(0, broken))
            {
                do
                    values[field] =
                        Any(random, 1 + random.Next(10), templateLike: false) + Breaking[random.Next(Breaking.Length)];
                while (LooksLikeEnd(values[field]));
            }

            PastedBody body = Paste(random, inOrder, values, lastMember, isLast: true);
            if (broken == 0 || !body.IsJson)
                return body;
        }
    }

    /// <summary>
    /// As <see cref="WithAnyValues"/>, from a template with one more member, anywhere, that only the customer knows.
    /// </summary>
    public static PastedBody WithUnknownMember(Random random) =>
        Paste(random, inOrder: false, AnyValues(random), random.Next(2) == 0 ? "\"brand\":\"B\"" : "\"level\": 5");

    /// <summary>How many members there are beside the five.</summary>
    public int MembersOfItsOwn { get; private init; }

    public bool IsJson
    {
        get
        {
            try
            {
                JsonDocument.Parse(Text).Dispose();
                return true;
            }
            catch (JsonException)
            {
                return false;
            }
        }
    }

    private static string[] AnyValues(Random random) =>
        [.. PlainValues.Select(plain => random.Next(3) == 0 ? Any(random, random.Next(8), templateLike: true) : plain)];

    private static string Any(Random random, int pieces, bool templateLike)
    {
        StringBuilder text = new();
        for (int i = 0; i < pieces; i++)
        {
            string[] from = random
                .Next(templateLike ? 5 : 4) switch
            { 0 or 1 => Plain, 2 => Breaking, 3 => Harmless, _ => TemplateLike };
            text.Append(from[random.Next(from.Length)]);
        }

        return text.ToString();
    }

    private static bool LooksLikeEnd(string value)
    {
        string text = string.Concat(value.Where(c => !char.IsWhiteSpace(c) && c != '\ufeff'));
        return text.Contains("\"}", StringComparison.Ordinal) || text.StartsWith('}')
            || text.Contains("{\"", StringComparison.Ordinal)
            || text.Contains("\",\"", StringComparison.Ordinal);
    }

    private static PastedBody Paste(
        Random random, bool inOrder, string[] values, string? ownMember = null, bool isLast = false)
    {
        int[] order = [.. Enumerable.Range(0, Names.Length)];
        if (!inOrder)
            random.Shuffle(order);
        string space = inOrder || random.Next(2) == 0 ? " " : "";
        string line = inOrder ? " " : random.Next(3) switch { 0 => "\n  ", 1 => " ", _ => "" };
        bool bareTime = !inOrder && values[1] == PlainValues[1] && random.Next(2) == 0;
        List<string> members = [.. order.Select(i =>
            i == 1 && bareTime ? $"\"{Names[i]}\":{space}{values[i]}" : $"\"{Names[i]}\":{space}\"{values[i]}\"")];
        if (ownMember is not null)
            members.Insert(isLast ? members.Count : random.Next(members.Count + 1), ownMember);
        string text = "{" + line + string.Join("," + line, members) + line + "}";
        Dictionary<string, string> byName = Names.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second);
        return new PastedBody(text, byName) { MembersOfItsOwn = ownMember is null ? 0 : 1 };
    }
}
