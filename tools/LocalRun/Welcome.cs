using System.Globalization;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Vendors;

namespace Webhooks.Tools.LocalRun;

/// <summary>
/// What a person needs next: a line to paste, and where to look. The host has listed its functions before.
/// </summary>
public static class Welcome
{
    // Longer than the host takes to look into its queue again.
    private const int SecondsToProcess = 6;

    /// <summary>Prints it.</summary>
    /// <param name="options">Where the service listens.</param>
    /// <param name="isLocal">Whether storage is the emulator.</param>
    public static void Print(RunOptions options, bool isLocal)
    {
        string root = $"http://localhost:{options.Port}";
        Console.WriteLine();
        Console.WriteLine("Ready. Paste one of these into another terminal: it sends a webhook of now, and counts it.");
        foreach (IVendor vendor in new VendorRegistry(new VendorOptions()).All)
        {
            Console.WriteLine();
            Console.WriteLine(Line(root, vendor, TimeProvider.System.GetUtcNow()));
        }

        Console.WriteLine();
        Console.WriteLine($"Then see {root}/api/dashboard.");
        Console.WriteLine(isLocal
            ? $"Look in Azure Storage Explorer, emulator on ports {string.Join(", ", options.AzuritePorts)}: tables "
            + $"Events, Deliveries, RejectedDeliveries, DailyCounts."
            : "Look in the account that WebhookStorage names: tables Events, Deliveries, RejectedDeliveries, "
            + "DailyCounts.");
        Console.WriteLine("Ctrl-C ends the service and the storage it started.");
    }

    /// <summary>
    /// What to paste: a webhook, a wait until it is processed, and the roll-up, which else comes every five minutes.
    /// </summary>
    /// <param name="root">The service's address.</param>
    /// <returns>One line for a shell.</returns>
    public static string Line(string root, IVendor vendor, DateTimeOffset now)
    {
        string body = vendor.Sample.ReplaceLineEndings("").Replace(
            "NOW", now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        const string json = "-H 'Content-Type: application/json'";
        return $"curl -i {root}/api/webhooks/{vendor.Name} {json} -d '{body}' && sleep {SecondsToProcess} && curl -i "
            + $"{root}/admin/functions/RollUpDailyCounts {json} -d '{{}}'";
    }
}
