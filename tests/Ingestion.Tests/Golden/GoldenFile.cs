using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Webhooks.Ingestion.Json;

namespace Webhooks.Ingestion.Tests.Golden;

/// <summary>Compares what a case maps to with its expectation, or writes the expectation.</summary>
internal static class GoldenFile
{
    private static readonly JsonWriterOptions Indented =
        new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>True where expectations are to be rewritten.</summary>
    public static bool Accepting => Environment.GetEnvironmentVariable("ACCEPT_GOLDEN") == "1";

    /// <summary>Fails where the case maps to something else than it expects.</summary>
    public static void Check(GoldenCase golden, IVendor vendor, bool accept)
    {
        MapResult result = vendor.Map(golden.Delivery());
        (string file, string other, string actual) = result.Rejection is { } rejection
            ? (golden.ExpectedError, golden.ExpectedJson, rejection.Reason + "\n")
            : (golden.ExpectedJson, golden.ExpectedError, Render(result));
        if (accept)
        {
            File.WriteAllText(file, actual);
            File.Delete(other);
        }

        Assert.True(File.Exists(file), $"{golden.Vendor}/{golden.Name} gave another outcome than expected:\n{actual}");
        Assert.False(File.Exists(other), $"{golden.Vendor}/{golden.Name} has both expectations.");
        Assert.Equal(File.ReadAllText(file).ReplaceLineEndings("\n").TrimEnd(), actual.TrimEnd());
    }

    /// <summary>The events and what was new, as in <c>expected.json</c>.</summary>
    public static string Render(MapResult result)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, Indented))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("events");
            foreach (EngagementEvent engagementEvent in result.Events)
            {
                // Parsed and written again, so that the data is indented too.
                using JsonDocument document = JsonDocument.Parse(EventJson.Render(engagementEvent));
                document.RootElement.WriteTo(writer);
            }

            writer.WriteEndArray();
            writer.WriteStartArray("drift");
            foreach (Drift drift in result.Drift)
                writer.WriteStringValue($"{drift.Kind} {drift.Name} {drift.Detail}".TrimEnd());
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }
}
