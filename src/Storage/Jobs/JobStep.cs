using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Storage.Jobs;

/// <summary>A message of the queue <c>jobs</c>: whose turn it is.</summary>
/// <param name="Kind">One of <see cref="JobKinds"/>.</param>
public sealed partial record JobStep(string Kind, string Id)
{
    /// <summary>Reads a message.</summary>
    /// <param name="message">Its text: JSON.</param>
    /// <returns>The step, or null where it is none.</returns>
    public static JobStep? Parse(string message)
    {
        try
        {
            JobStep? step = JsonSerializer.Deserialize(message, StepJson.Default.JobStep);
            return step is { Kind: not null, Id: not null } ? step : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal BinaryData ToMessage() => new(JsonSerializer.SerializeToUtf8Bytes(this, StepJson.Default.JobStep));

    [JsonSerializable(typeof(JobStep))]
    private sealed partial class StepJson : JsonSerializerContext;
}
