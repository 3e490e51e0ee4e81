using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Html;
using Webhooks.Functions.Http;
using Webhooks.Ingestion;

namespace Webhooks.Functions.Dashboard.Pages.Deliveries;

/// <summary>A body as text for a page, whatever its bytes are.</summary>
internal static class ShownBody
{
    public const int MaxBytes = 64 * 1024;

    private const string Redacted = "REDACTED"; // what stands for our own key

    // Whoever shows it encodes it for HTML.
    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 64 };

    /// <summary>
    /// What is no UTF-8 shows as U+FFFD; control characters, which browsers drop, as pictures of themselves.
    /// </summary>
    public static string Raw(ReadOnlySpan<byte> body)
    {
        StringBuilder text = new(Encoding.UTF8.GetString(body[..Math.Min(body.Length, MaxBytes)]));
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] < ' ' && text[i] is not ('\n' or '\r' or '\t'))
                text[i] = (char)('\u2400' + text[i]);
        }

        return text.ToString();
    }

    /// <summary>A body with a line for each value, where it is JSON or a form; else null.</summary>
    public static string? Pretty(Delivery delivery)
    {
        if (delivery.Body.Length is 0 or > MaxBytes)
            return null;
        string text = Encoding.UTF8.GetString(delivery.Body.Span);
        if (Json(text) is { } json)
            return json;
        bool isForm = delivery.ContentType?.Contains("x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
            ?? false;
        return isForm ? Form(text) : null;
    }

    /// <summary>JSON with a line for each value; any other text as it is.</summary>
    public static string Pretty(string json) => Json(json) ?? json;

    /// <summary>A text with what was redacted marked.</summary>
    public static IHtmlContent Marked(string text)
    {
        HtmlContentBuilder marked = new();
        string[] parts = text.Split(Redacted);
        for (int i = 0; i < parts.Length; i++)
        {
            if (i > 0)
                marked.AppendFormat("<mark>{0}</mark>", Redacted);
            marked.Append(parts[i]);
        }

        return marked;
    }

    private static string? Json(string text)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind is JsonValueKind.Object or JsonValueKind.Array
                ? JsonSerializer.Serialize(json.RootElement, Indented)
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            return null; // no JSON, or one whose texts are halves of characters
        }
    }

    private static string Form(string text) =>
        string.Join('\n', UrlEncoded.Parse(text).Pairs.Select(pair => $"{pair.Name} = {pair.Value}"));
}
