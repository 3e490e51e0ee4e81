using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Storage.Jobs;

/// <summary>A message of the queue <c>jobs</c>: whose turn it is.</summary>
/// <param name="Kind">One of <see cref="JobKinds"/>.</param>
/// <param name="Id">The job's id.</param>
public sealed partial record JobStep(string Kind, string Id)
{
    /// <summary>Reads a message.</summary>
    /// <param name="message">Its bytes, as JSON or that in base64: whichever the host hands over.</param>
    /// <returns>The step, or null where it is none.</returns>
    public static JobStep? Parse(ReadOnlySpan<byte> message)
    {
        byte[] json = message.ToArray();
        if (Base64.IsValid(message, out int length) && length > 0)
            json = Convert.FromBase64String(System.Text.Encoding.ASCII.GetString(message));
        try
        {
            JobStep? step = JsonSerializer.Deserialize(json, StepJson.Default.JobStep);
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
