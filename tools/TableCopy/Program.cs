using Azure;
using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Webhooks.Storage;
using Webhooks.Tools.TableCopy;

const string Usage = """
    Usage: TableCopy backup --to FOLDER [--account NAME]
           TableCopy restore --from FOLDER [--account NAME]
    Copies every table to a file of its own, or puts the rows back, replacing any of the same keys.
    With --account it signs in as you (az login). Without, it takes the storage of the variable WebhookStorage, or else the emulator.
    """;

Dictionary<string, string> options = [];
for (int i = 1; i + 1 < args.Length; i += 2)
    options[args[i]] = args[i + 1];
bool backup = args is ["backup", ..] && options.ContainsKey("--to");
bool restore = args is ["restore", ..] && options.ContainsKey("--from");
if (args.Length % 2 == 0 || !(backup || restore) || options.Keys.Except(["--to", "--from", "--account"]).Any())
{
    await Console.Error.WriteLineAsync(Usage);
    return 2;
}

using CancellationTokenSource stop = new();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
try
{
    TableBackup tables = new(new StorageConnection(Settings(options.GetValueOrDefault("--account"))).Tables(), Console.Out);
    await (backup ? tables.BackupAsync(options["--to"], stop.Token) : tables.RestoreAsync(options["--from"], stop.Token));
    return 0;
}
catch (OperationCanceledException)
{
    await Console.Error.WriteLineAsync("Stopped. What is done is done, and may be done again.");
    return 1;
}
catch (Exception e) when (e is RequestFailedException or AuthenticationFailedException or IOException or InvalidDataException)
{
    await Console.Error.WriteLineAsync(e.Message.Split('\n')[0]);
    return 1;
}

static IConfiguration Settings(string? account) => new ConfigurationBuilder().AddInMemoryCollection(
    account is not null
        ? [new($"{StorageConnection.Setting}:accountName", account)]
        : [new(StorageConnection.Setting, Environment.GetEnvironmentVariable(StorageConnection.Setting) ?? "UseDevelopmentStorage=true")]).Build();
