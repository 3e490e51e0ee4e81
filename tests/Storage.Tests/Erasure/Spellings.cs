using System.Buffers.Text;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Webhooks.Ingestion;

namespace Webhooks.Storage.Tests.Erasure;

/// <summary>Ways to write an address that say the same to a reader, and some that do not.</summary>
internal static class Spellings
{
    public const string Address = "pat.roe+w@example.com";
    public const string Foreign = "zoé.noël@bücher.example";

    /// <summary>Of one address: as it stands in a text.</summary>
    public static IEnumerable<(string Name, string Text)> InText()
    {
        yield return ("as it is", Address);
        yield return ("capitals", "Pat.ROE+w@Example.COM");
        yield return ("name and brackets", $"Pat Roe <{Address}>");
        yield return ("quoted name", $"\"Roe, Pat\" <{Address}>");
        yield return ("second of several", $"ann@example.org, {Address}; joe@example.org");
        yield return ("first of several", $"{Address},ann@example.org");
        yield return ("white space", $" \t{Address}\r\n ");
        yield return ("no-break space", $"\u00A0{Address}\u00A0");
        yield return ("behind a line break", $"Hi\n{Address}\nBye");
        yield return ("full stop", $"Write to {Address}.");
        yield return ("apostrophes", $"'{Address}'");
        yield return ("backticks", $"`{Address}`");
        yield return ("brackets", $"({Address})");
        yield return ("braces", $"{{{Address}}}");
        yield return ("stars", $"**{Address}**");
        yield return ("colon before", $"mailto:{Address}?subject=x");
        yield return ("in a URL", $"https://example.net/u?e={Address}&x=1");
        yield return (
            "percent",
            Address.Replace("@", "%40", StringComparison.Ordinal).Replace("+", "%2B", StringComparison.Ordinal));
        yield return ("percent, all of it", string.Concat(Encoding.UTF8.GetBytes(Address).Select(b => $"%{b:x2}")));
        yield return (
            "percent twice",
            Address.Replace("@", "%2540", StringComparison.Ordinal).Replace("+", "%252b", StringComparison.Ordinal));
        yield return ("a percent colon behind", $"mail%3A{Uri.EscapeDataString(Address)}%3Aend");
        yield return ("old percent", Address.Replace("@", "%u0040", StringComparison.Ordinal));
        yield return ("entity, decimal", Address.Replace("@", "&#64;", StringComparison.Ordinal));
        yield return (
            "entity, hexadecimal",
            Address.Replace("@", "&#x40;", StringComparison.Ordinal).Replace(".", "&#x2E;", StringComparison.Ordinal));
        yield return (
            "entity, by name",
            Address.Replace("@", "&commat;", StringComparison.Ordinal)
                .Replace("+", "&plus;", StringComparison.Ordinal));
        yield return ("brackets as entities", $"Pat &lt;{Address}&gt;");
        yield return ("entity of an entity", Address.Replace("@", "&amp;#64;", StringComparison.Ordinal));
        yield return ("entities all through", string.Concat(Address.Select(c => $"&#{(int)c};")));
        yield return ("JSON escape", Address.Replace("@", "\\u0040", StringComparison.Ordinal));
        yield return ("JSON escapes all through", string.Concat(Address.Select(c => $"\\u{(int)c:X4}")));
        yield return ("JavaScript escape", Address.Replace("@", "\\x40", StringComparison.Ordinal));
        yield return ("JSON in a string", JsonSerializer.Serialize(new { to = Address, text = $"a\n{Address}\n" }));
        yield return (
            "JSON in JSON in a string",
            JsonSerializer.Serialize(JsonSerializer.Serialize(new { to = $"\"x\" <{Address}>" })));
        yield return ("Base64", Convert.ToBase64String(Encoding.UTF8.GetBytes(Address)));
        yield return (
            "Base64 in a sentence",
            $"token {Convert.ToBase64String(Encoding.UTF8.GetBytes($"id=1;to={Address}"))} end");
        yield return (
            "Base64 for URLs",
            $"https://example.net/t/{Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"??>{Address}<??"))}/x");
        yield return ("Base64 of Base64", Convert.ToBase64String(
            Encoding.UTF8.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(Address)))));
        yield return ("Base64 of UTF-16", Convert.ToBase64String(Encoding.Unicode.GetBytes(Address)));
        yield return ("Base64 of gzip", Convert.ToBase64String(Gzip(Encoding.UTF8.GetBytes(Address))));
        yield return ("Base64 of JSON", Convert.ToBase64String(
            Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { a = Address }))));
        yield return (
            "wide characters",
            Address.Replace("@", "\uFF20", StringComparison.Ordinal).Replace(".", "\uFF0E", StringComparison.Ordinal));
        yield return ("soft hyphens", Address.Replace("roe", "r\u00ADo\u200Be", StringComparison.Ordinal));
        yield return ("HTML", $"<a href=\"mailto:{Address}\">{Address}</a>");
        yield return ("CSV", $"1;\"{Address}\";x");
        yield return ("equals sign", $"to={Address}");
        yield return ("question mark in a query", $"https://example.net/?{Address}");
    }

    /// <summary>Of an address with letters beyond ASCII.</summary>
    public static IEnumerable<(string Name, string Text)> ForeignInText()
    {
        yield return ("composed", Foreign);
        yield return ("decomposed", "zoe\u0301.noe\u0308l@bu\u0308cher.example");
        yield return ("capitals", "ZOÉ.NOËL@BÜCHER.EXAMPLE");
        yield return ("Punycode", "zoé.noël@xn--bcher-kva.example");
        yield return ("Punycode in capitals", "Zoé.Noël@XN--BCHER-KVA.example");
        yield return ("percent", Uri.EscapeDataString(Foreign));
        yield return ("JSON escapes", string.Concat(Foreign.Select(c => c > 127 ? $"\\u{(int)c:x4}" : $"{c}")));
        yield return ("entities", string.Concat(Foreign.Select(c => c > 127 ? $"&#{(int)c};" : $"{c}")));
        yield return ("Base64", Convert.ToBase64String(Encoding.UTF8.GetBytes(Foreign)));
    }

    /// <summary>Other people's.</summary>
    public static IEnumerable<string> NearMisses()
    {
        yield return $"s{Address}";
        yield return $"{Address}.au";
        yield return $"{Address}munity";
        yield return $"{Address}-mail.org";
        yield return $"x.{Address}";
        yield return $"x_{Address}";
        yield return $"x-{Address}";
        yield return "pat.roe@example.com";
        yield return "pat.roe+v@example.com";
        yield return "patroe+w@example.com";
        yield return "pat.roe+w@sub.example.com";
        yield return "pat.roe+w@examp1e.com";
        yield return "pat.roe+w at example.com";
        yield return "zoe.noel@bücher.example";
        yield return "zoé.noël@bucher.example";
        yield return Convert.ToBase64String(Encoding.UTF8.GetBytes($"s{Address}"));
        yield return Uri.EscapeDataString($"s{Address}");
    }

    /// <summary>Whole bodies: what a text is written into, as bytes with their headers.</summary>
    public static IEnumerable<(string Name, Func<string, (byte[] Body, string? Type, string? Encoding)> Write)>
        OfBodies()
    {
        yield return ("UTF-8", text => (Encoding.UTF8.GetBytes(text), "application/json", null));
        yield return ("UTF-16", text => (Encoding.Unicode.GetBytes(text), "application/json", null));
        yield return (
            "UTF-16 with a mark", text => ([0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(text)], null, null));
        yield return ("UTF-32", text => (Encoding.UTF32.GetBytes(text), "application/json", null));
        yield return ("gzip", text => (Gzip(Encoding.UTF8.GetBytes(text)), "application/json", "gzip"));
        yield return ("gzip that nobody declared", text => (Gzip(Encoding.UTF8.GetBytes(text)), null, null));
        yield return (
            "Latin-1", text => (Encoding.Latin1.GetBytes(text), "application/json; charset=iso-8859-1", null));
    }

    /// <summary>Requests with a text in some place of theirs.</summary>
    public static IEnumerable<(string Place, Delivery Delivery)> Places(string text, DateTimeOffset at)
    {
        string json = JsonSerializer.Serialize(text)[1..^1];
        string other = $"p{Guid.CreateVersion7(at):N}@example.org";
        string[] fields =
            ["email", "email_to", "email_subject", "email_body", "clicked_url", "campaign_name", "custom",
        "email_from"];
        foreach (string field in fields)
        {
            string name = field == "email_from" ? "activity.email.replied" : "activity.email.opened";
            string prospect = field switch
            {
                "email" => $$"""{"prospect_id":1,"email":"{{json}}"}""",
                "custom" => $$"""{"prospect_id":1,"email":"{{other}}","custom_fields":{"x":"{{json}}"} }""",
                _ => """{"prospect_id":1}""",
            };
            string activity = field is "email" or "custom" ? "" : $",\"{field}\":\"{json}\"";
            yield return ($"smartreach {field}", Samples.Delivery(
                $$$"""{"metadata":{"event_type":"{{{name}}}","webhook_id":1},"data":[{"prospect":{{{prospect}}},"activity":{"created_at":{{{Unique(at)}}}{{{activity}}} } }]}""",
                "smartreach",
                at));
        }

        yield return ("smartreach rejected", Samples.Delivery($$"""{"data":[{"x":"{{json}}" """, "smartreach", at));
        yield return ("smartreach unknown", Samples.Delivery(
            $$$"""{"metadata":{"event_type":"x"},"data":[{"who":"{{{json}}}"}]}""", "smartreach", at));
        foreach (string field in (string[])["login", "campaign_name", "view_url", "channel"])
        {
            yield return ($"smartico {field}", Samples.Delivery(
                $$"""{"time":{{Unique(at)}},"{{field}}":"{{json}}"{{(field == "login" ? "" : ",\"login\":\"somebody\"")}}}""", at: at));
        }

        yield return (
            "smartico journey",
            Samples.Delivery($$"""{"user_ext_id":"p-1","email":"{{json}}","n":{{Unique(at)}}}""", at: at));
        yield return ("smartico rejected", Samples.Delivery($$"""{"login":"{{json}}", {{Unique(at)}} """, at: at));
        yield return ("smartico query", Samples.Delivery("", at: at) with
        {
            Method = "GET",
            ContentType = null,
            Query = $"?login=x{Unique(at)}&note={Uri.EscapeDataString(text)}",
        });
        yield return ("smartico form", Samples.Delivery(
            $"login=x{Unique(at)}&note={Uri.EscapeDataString(text)}", at: at) with
        {
            ContentType = "application/x-www-form-urlencoded",
        });
        yield return ("smartico long", Samples.Delivery(
            $$"""{"user_ext_id":"p-1","filler":{{JsonSerializer.Serialize(Enumerable.Repeat(new string('x', 900), 60))}},"email":"{{json}}","n":{{Unique(at)}}}""", at: at));
    }

    private static long _unique = 1_664_115_803_000;

    private static string Unique(DateTimeOffset at) =>
        (at.ToUnixTimeMilliseconds() - (Interlocked.Increment(ref _unique) % 1_000_000)).ToString(
            CultureInfo.InvariantCulture);

    private static byte[] Gzip(byte[] text)
    {
        using MemoryStream output = new();
        using (GZipStream gzip = new(output, CompressionLevel.Fastest))
            gzip.Write(text);
        return output.ToArray();
    }
}
