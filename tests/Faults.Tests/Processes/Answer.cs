using System.Text.Json;

namespace Webhooks.Faults.Tests.Processes;

/// <summary>What the service answers.</summary>
internal static class Answer
{
    /// <summary>The delivery id of a 200.</summary>
    public static async Task<string> IdAsync(HttpResponseMessage answer)
    {
        using JsonDocument json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return json.RootElement.GetProperty("deliveryId").GetString()!;
    }
}
