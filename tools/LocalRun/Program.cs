using Webhooks.Tools.Azurite;

await using AzuriteProcess azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { Report = Console.WriteLine });
Console.WriteLine($"{azurite.Id} {azurite.TablePort}");
if (args.Length > 0)
    await Task.Delay(-1);
