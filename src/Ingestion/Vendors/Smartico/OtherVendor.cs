using System.Text;
using System.Text.Json;
using Webhooks.Ingestion.Json;

namespace Webhooks.Ingestion.Vendors.Smartico;

/// <summary>Tells another vendor's body, whose webhook was given this vendor's URL.</summary>
internal static class OtherVendor
{
    private const string Name = "smartreach";
    private const string Example = """{"metadata": {"event_type": …}, "data": […]}""";

    /// <summary>
    /// Refuses such a body: its events are not Smartico's, and as its own they would go uncounted unnoticed.
    /// </summary>
    /// <param name="json">Well-formed JSON in which no person and no send was found.</param>
    /// <returns>The rejection, or null.</returns>
    public static MapResult? Refuse(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(json, new JsonReaderOptions { MaxDepth = JsonDepth.Limit + 1 });
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartArray)
            reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject || !HasItsMembers(ref reader))
            return null;
        DriftList drift = default;
        drift.Add(DriftKinds.OtherVendor, "", Encoding.UTF8.GetBytes(Name), Example);
        return MapResult.Rejected(
            RejectionReasons.UnexpectedShape,
            "The body is of SmartReach: its webhook was given Smartico's URL.",
            drift.Items);
    }

    private static bool HasItsMembers(ref Utf8JsonReader reader)
    {
        (bool hasMetadata, bool hasData) = (false, false);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            bool isMetadata = JsonEscapes.TextEquals(in reader, "metadata"u8);
            hasData |= JsonEscapes.TextEquals(in reader, "data"u8);
            reader.Read();
            int depth = reader.CurrentDepth;
            if (!isMetadata || reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            while (reader.Read() && reader.CurrentDepth > depth)
            {
                hasMetadata |= reader.TokenType == JsonTokenType.PropertyName
                    && JsonEscapes.TextEquals(in reader, "event_type"u8);
            }
        }

        return hasMetadata && hasData;
    }
}
