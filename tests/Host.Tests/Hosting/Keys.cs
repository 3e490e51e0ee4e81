using System.Text.Json;
using Webhooks.EndToEnd.Tests.Running;

namespace Webhooks.Host.Tests.Hosting;

/// <summary>
/// Keys of the test's own, in the files that the host reads them from (<c>FUNCTIONS_SECRETS_PATH</c>).
/// </summary>
public static class Keys
{
    public const string Master = "master-key-0123456789";
    public const string AnyFunction = "host-key-0123456789";
    public const string SmartReach = "smartreach-key-0123456789";
    public const string Smartico = "smartico-key-0123456789";

    internal static void WriteTo(TemporaryFolder folder)
    {
        folder.Write("host.json", JsonSerializer.Serialize(new
        {
            masterKey = Key("master", Master),
            functionKeys = new[] { Key("default", AnyFunction) },
            systemKeys = Array.Empty<object>(),
        }));
        folder.Write("smartreachwebhook.json", JsonSerializer.Serialize(
            new { keys = new[] { Key("default", SmartReach) } }));
        folder.Write("smarticowebhook.json", JsonSerializer.Serialize(
            new { keys = new[] { Key("default", Smartico) } }));
    }

    private static object Key(string name, string value) => new { name, value, encrypted = false };
}
