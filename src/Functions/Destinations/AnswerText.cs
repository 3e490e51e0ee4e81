using System.Text;
using System.Web;
using Webhooks.Storage.Destinations;

namespace Webhooks.Functions.Destinations;

/// <summary>What is kept of an answer's body: how it begins, in one line, and nothing of what is secret.</summary>
internal static class AnswerText
{
    private const int ShortestSecret = 4; // what is shorter is a word like others
    private const string Redacted = "REDACTED";

    /// <summary>Makes it.</summary>
    /// <param name="body">The first bytes of the body.</param>
    /// <param name="destination">Who answered; an answer may repeat what it was sent.</param>
    /// <returns>At most 500 characters.</returns>
    public static string Of(ReadOnlySpan<byte> body, Destination destination)
    {
        string text = Encoding.UTF8.GetString(body);
        foreach (string secret in Secrets(destination).OrderByDescending(secret => secret.Length))
            text = text.Replace(secret, Redacted, StringComparison.Ordinal);
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

    private static IEnumerable<string> Secrets(Destination destination)
    {
        string query = destination.Url.Query.TrimStart('?');
        System.Collections.Specialized.NameValueCollection values = HttpUtility.ParseQueryString(query);
        return values.AllKeys.SelectMany(key => values.GetValues(key) ?? [])
            .Concat(query.Split('&').Select(pair => pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..]))
            .Concat(destination.Headers.Values)
            .Concat(destination.Headers.Values.SelectMany(value => value.Split(' ')))
            .Append(query)
            .Append(destination.Secret ?? "")
            .Where(secret => secret.Length >= ShortestSecret);
    }
}
