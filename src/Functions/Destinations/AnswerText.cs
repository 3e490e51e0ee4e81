using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Web;
using Webhooks.Storage.Destinations;

namespace Webhooks.Functions.Destinations;

/// <summary>What is kept of an answer's body: how it begins, in one line, and nothing of what is secret.</summary>
internal static class AnswerText
{
    private const int ShortestSecret = 4; // what is shorter is a word like others
    private const int LikeAKey = 16; // what is shorter, of a path, is a word like others
    private const string Redacted = "REDACTED";

    /// <summary>Makes it.</summary>
    /// <param name="body">The first bytes of the body.</param>
    /// <param name="destination">Who answered; an answer may repeat what it was sent.</param>
    /// <returns>At most 500 characters.</returns>
    public static string Of(ReadOnlySpan<byte> body, Destination destination)
    {
        string text = Encoding.UTF8.GetString(body);
        string[] secrets = [.. Secrets(destination).SelectMany(Spellings).Distinct()
            .OrderByDescending(secret => secret.Length)];
        foreach (string secret in secrets)
            text = text.Replace(secret, Redacted, StringComparison.Ordinal);
        text = WithoutBegun(text, secrets);
        StringBuilder line = new();
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (line.Length + rune.Utf16SequenceLength > DestinationAnswer.MaxText)
                break;
            if (Rune.IsControl(rune))
                line.Append(' ');
            else
                line.Append(rune.ToString());
        }

        return line.ToString().Trim();
    }

    // Where the body is cut, a secret may be, too.
    private static string WithoutBegun(string text, string[] secrets)
    {
        int longest = secrets.Select(secret => Enumerable.Range(ShortestSecret, secret.Length - ShortestSecret)
            .LastOrDefault(length => text.AsSpan().EndsWith(secret.AsSpan(0, length)))).DefaultIfEmpty().Max();
        return longest == 0 ? text : text[..^longest] + Redacted;
    }

    // An answer in JSON or HTML, or with an address in it, may spell it otherwise than it was sent.
    private static IEnumerable<string> Spellings(string secret) =>
    [
        secret, JavaScriptEncoder.Default.Encode(secret), JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(secret),
        secret.Replace("/", @"\/", StringComparison.Ordinal), WebUtility.HtmlEncode(secret),
        Uri.EscapeDataString(secret),
    ];

    private static IEnumerable<string> Secrets(Destination destination)
    {
        string query = destination.Url.Query.TrimStart('?');
        System.Collections.Specialized.NameValueCollection values = HttpUtility.ParseQueryString(query);
        return values.AllKeys.SelectMany(key => values.GetValues(key) ?? [])
            .Concat(query.Split('&').Select(pair => pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..]))
            .Concat(destination.Headers.Values)
            .Concat(destination.Headers.Values.SelectMany(value => value.Split(' ')))
            .Append(query)
            .Append(destination.Url.AbsolutePath) // of many receivers it is the secret, or a part of it is
            .Concat(destination.Url.Segments.Select(part => part.Trim('/')).Where(part => part.Length >= LikeAKey))
            .Append(destination.Secret ?? "")
            .Where(secret => secret.Length >= ShortestSecret);
    }
}
