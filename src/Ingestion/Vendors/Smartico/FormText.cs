using Webhooks.Ingestion.Text;
using Webhooks.Ingestion.Vendors.Smartico.Repair;

namespace Webhooks.Ingestion.Vendors.Smartico;

/// <summary>Reads the fields of a query or of an <c>application/x-www-form-urlencoded</c> body.</summary>
internal static class FormText
{
    /// <summary>Our own function key; the receiver has replaced its value already.</summary>
    public const string KeyName = "code";
    private const string RedactedKey = "REDACTED";

    /// <summary>Reads the fields in their order: see <see cref="FormFields"/>.</summary>
    /// <param name="text">The text, with or without a leading <c>?</c>, or null.</param>
    /// <param name="label">The declared charset's name, or empty.</param>
    /// <param name="drift">Gets the names of fields that could not be decoded whole.</param>
    /// <returns>Decoded names and values, without our own key.</returns>
    public static List<KeyValuePair<string, string>> Read(string? text, string label, ref DriftList drift)
    {
        if (string.IsNullOrEmpty(text))
            return [];
        List<KeyValuePair<string, string>> fields = new FormFields(label).Read(text, ref drift);
        fields.RemoveAll(field => field is { Key: KeyName, Value: RedactedKey });
        return fields;
    }

    /// <summary>
    /// Of equal names the last that says something (<see cref="BareWord.SaysNothing(string)"/>), in the place of the
    /// first.
    /// </summary>
    public static List<KeyValuePair<string, string>> LastOfEach(IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        OrderedDictionary<string, string> last = new(fields.Count);
        foreach ((string name, string value) in fields)
        {
            if (!last.ContainsKey(name) || !BareWord.SaysNothing(value))
                last[name] = value;
        }

        return [.. last];
    }
}
