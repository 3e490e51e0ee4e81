using System.Buffers;
using System.Text;

namespace Webhooks.Ingestion.Redaction;

/// <summary>
/// Replaces the key that a request came with, and its vendor's secrets, by <c>REDACTED</c>, in every spelling that can
/// be decoded, before anything is stored: a vendor may echo its webhook's URL in every body (SmartReach does). A secret
/// is what has its name, in the query or in the body. Nothing else is touched. Pure, and safe for any number of
/// threads.
/// </summary>
public sealed class Redactor
{
    /// <summary>The query parameter that holds a function's key; the header is <c>x-functions-key</c>.</summary>
    public const string KeyParameter = "code";

    private readonly string[] _keys;
    private readonly IReadOnlyList<string> _secretParameters;
    private readonly int _maxInflated;
    private readonly SecretText _keyText;

    // A vendor's URL is mostly the same from call to call, and so are the secrets in it.
    private Prepared? _latest;

    /// <summary>Prepares the redaction of what comes with some keys.</summary>
    /// <param name="keys">
    /// The values that authorised the request, decoded. Of the same word elsewhere nothing is a key: the host takes the
    /// header, and only where there is none the first <c>code</c> of the query.
    /// </param>
    /// <param name="secretParameters"><see cref="IVendor.SecretParameters"/>.</param>
    /// <param name="maxInflated">
    /// The most bytes that a compressed body is inflated to, to look into it; a longer one stays as it is.
    /// </param>
    public Redactor(
        IReadOnlyList<string> keys, IReadOnlyList<string> secretParameters, int maxInflated = 64 * 1024 * 1024)
    {
        _keys = [.. keys];
        _secretParameters = secretParameters;
        _maxInflated = maxInflated;
        _keyText = new SecretText(keys);
    }

    /// <summary>Redacts a request.</summary>
    /// <param name="query">The query string as sent, with its <c>?</c>, or null.</param>
    /// <param name="body">The body's bytes; they are not changed.</param>
    /// <param name="contentEncoding">The Content-Encoding header, or null.</param>
    /// <returns>
    /// The query, null for an empty one, and the body. A compressed body with a secret in it is compressed anew.
    /// </returns>
    public RedactedRequest Redact(string? query, ReadOnlyMemory<byte> body, string? contentEncoding = null)
    {
        if (string.IsNullOrEmpty(query))
            return new RedactedRequest(null, RedactBody(body, contentEncoding, _keyText));
        Prepared? prepared = Volatile.Read(ref _latest);
        if (prepared?.Query != query)
            Volatile.Write(ref _latest, prepared = Prepare(query, prepared));
        return new RedactedRequest(prepared.Redacted, RedactBody(body, contentEncoding, prepared.Text));
    }

    /// <summary>Redacts a header's value, which a sender may have put anything into.</summary>
    /// <param name="header">The value, or null.</param>
    /// <param name="query">The query that it came with.</param>
    public string? RedactHeader(string? header, string? query)
    {
        SecretText text = Volatile.Read(ref _latest) is { } latest && latest.Query == query ? latest.Text : _keyText;
        return header is not null && text.Redact(Encoding.UTF8.GetBytes(header)) is { } redacted
            ? Encoding.UTF8.GetString(redacted)
            : header;
    }

    private Prepared Prepare(string query, Prepared? latest)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(query);
        List<QueryText.Found> secrets =
            _secretParameters.Count == 0 ? [] : QueryText.Anywhere(bytes, _secretParameters);
        string[] values = [.. secrets.Select(secret => secret.Value).Where(value => value != SecretText.Replacement)];
        SecretText text = values.Length == 0 ? _keyText
            : latest is not null && latest.Secrets.SequenceEqual(values) ? latest.Text
            : new SecretText([.. _keys, .. values]);

        string redacted = secrets.Count > 0 ? Encoding.UTF8.GetString(Cut(bytes, secrets)) : query;
        redacted = CutKeys(redacted);
        if (text.Redact(Encoding.UTF8.GetBytes(redacted)) is { } without)
            redacted = Encoding.UTF8.GetString(without);
        return new Prepared(query, redacted, values, text);
    }

    // However short: where the key is the whole value, it cannot be mistaken for a part of something.
    private string CutKeys(string query)
    {
        StringBuilder? cut = null;
        int copied = 0;
        foreach (QueryText.Found code in QueryText.Parameters(query, KeyParameter))
        {
            if (!_keys.Contains(code.Value))
                continue;
            cut ??= new StringBuilder();
            cut.Append(query, copied, code.Start - copied).Append(SecretText.Replacement);
            copied = code.End;
        }

        return cut?.Append(query, copied, query.Length - copied).ToString() ?? query;
    }

    private static byte[] Cut(ReadOnlySpan<byte> text, List<QueryText.Found> values)
    {
        ArrayBufferWriter<byte> output = new(text.Length);
        int copied = 0;
        foreach (QueryText.Found value in values)
        {
            output.Write(text[copied..value.Start]);
            ReadOnlySpan<byte> replacement = value.IsBare ? "null"u8 : SecretText.ReplacementBytes;
            copied = SecretText.Replace(text, value.Start, value.End, replacement, output);
        }

        output.Write(text[copied..]);
        return output.WrittenSpan.ToArray();
    }

    private ReadOnlyMemory<byte> RedactBody(ReadOnlyMemory<byte> body, string? contentEncoding, SecretText text)
    {
        int comma = contentEncoding?.LastIndexOf(',') ?? -1;
        string? outermost = contentEncoding?[(comma + 1)..].Trim().ToLowerInvariant();
        if (CompressedText.Open(body, outermost, _maxInflated) is { } opened)
        {
            ReadOnlyMemory<byte> inside = RedactBody(opened.Text, comma < 0 ? null : contentEncoding![..comma], text);
            return inside.Equals(opened.Text) ? body : opened.Close(inside.Span);
        }

        if (_secretParameters.Count > 0 && NamedSecrets.In(body.Span, _secretParameters) is { Count: > 0 } named)
        {
            body = Cut(body.Span, named);
            if (new SecretText(named.Select(secret => secret.Value)).Redact(body.Span) is { } without)
                body = without;
        }

        return text.Redact(body.Span) is { } redacted ? redacted : body;
    }

    private sealed record Prepared(string Query, string Redacted, string[] Secrets, SecretText Text);
}

/// <summary>What of a request may be stored.</summary>
/// <param name="Query">The query; the same text where nothing was in it.</param>
/// <param name="Body">The body; the same memory where nothing was in it.</param>
public readonly record struct RedactedRequest(string? Query, ReadOnlyMemory<byte> Body);
