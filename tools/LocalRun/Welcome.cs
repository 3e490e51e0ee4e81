namespace Webhooks.Tools.LocalRun;

/// <summary>What a person needs next: a line to paste, and where to look. The host has listed its functions before.</summary>
public static class Welcome
{
    /// <summary>Prints it.</summary>
    /// <param name="options">Where the service listens.</param>
    /// <param name="isLocal">Whether storage is the emulator.</param>
    public static void Print(RunOptions options, bool isLocal)
    {
        string root = $"http://localhost:{options.Port}";
        Console.WriteLine();
        Console.WriteLine("Ready. Paste one of these into another terminal to send a webhook:");
        foreach (string example in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "examples"), "*.json").Order(StringComparer.Ordinal))
        {
            string vendor = Path.GetFileNameWithoutExtension(example);
            Console.WriteLine();
            Console.WriteLine($"curl -i {root}/api/webhooks/{vendor} -H 'Content-Type: application/json' -d '{File.ReadAllText(example).Trim()}'");
        }

        Console.WriteLine();
        Console.WriteLine("Count now instead of in a few minutes:");
        Console.WriteLine();
        Console.WriteLine($"curl -i {root}/admin/functions/RollUpDailyCounts -H 'Content-Type: application/json' -d '{{}}'");
        Console.WriteLine();
        Console.WriteLine(isLocal
            ? $"Look in Azure Storage Explorer, emulator on ports {string.Join(", ", options.AzuritePorts)}: tables Events, Deliveries, RejectedDeliveries, DailyCounts."
            : "Look in the account that WebhookStorage names: tables Events, Deliveries, RejectedDeliveries, DailyCounts.");
        Console.WriteLine("Ctrl-C ends the service and the storage it started.");
    }
}
