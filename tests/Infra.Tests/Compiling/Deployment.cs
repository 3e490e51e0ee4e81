using System.Collections.Concurrent;
using System.Text.Json;

namespace Webhooks.Infra.Tests.Compiling;

/// <summary>
/// What a deployment would make, as the compiler foresees it: loops unrolled, conditions decided. What only Azure
/// knows, an address or an id, stays an expression in brackets.
/// </summary>
public sealed class Deployment
{
    private const string Nobody = "00000000-0000-0000-0000-000000000000";

    private static readonly ConcurrentDictionary<string, Lazy<Task<Deployment>>> Known = new();

    private readonly JsonElement _snapshot;

    private Deployment(JsonElement snapshot) => _snapshot = snapshot;

    public IEnumerable<JsonElement> Resources => _snapshot.GetProperty("predictedResources").EnumerateArray();

    public IEnumerable<string> Outputs =>
        _snapshot.GetProperty("outputs").EnumerateObject().Select(output => output.Name);

    /// <summary>What the compiler could not foresee.</summary>
    public IEnumerable<string> Doubts =>
        _snapshot.GetProperty("diagnostics").EnumerateArray().Select(doubt => doubt.GetString()!);

    /// <param name="settings">Values of main.bicepparam's environment variables, as <c>NAME=value</c>.</param>
    public static Task<Deployment> OfAsync(params string[] settings) =>
        Known.GetOrAdd(string.Join('\n', settings), _ => new(() => ForeseeAsync(settings))).Value;

    public IEnumerable<JsonElement> Of(string type) =>
        Resources.Where(resource => resource.GetProperty("type").GetString() == type);

    /// <summary>The properties of the one resource of a type.</summary>
    public JsonElement One(string type) => Assert.Single(Of(type)).GetProperty("properties");

    /// <summary>The last parts of the names of a type.</summary>
    public IEnumerable<string> Names(string type) =>
        Of(type).Select(resource => resource.GetProperty("name").GetString()!.Split('/')[^1]);

    private static async Task<Deployment> ForeseeAsync(string[] settings)
    {
        string folder = Bicep.Copy(settings);
        try
        {
            JsonElement foreseen = await Bicep.AskAsync("bicep/getSnapshot", new
            {
                path = Path.Combine(folder, "main.bicepparam"),
                metadata = new { tenantId = Nobody, subscriptionId = Nobody, location = "x" },
            });
            return new Deployment(JsonDocument.Parse(foreseen.GetProperty("snapshot").GetString()!).RootElement);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
