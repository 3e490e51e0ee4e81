using System.Globalization;
using Azure;
using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Webhooks.Storage;
using Webhooks.Tools.TableCopy;

const string Usage = """
    Usage: TableCopy backup --to FOLDER [--days N] [--account NAME]
           TableCopy restore --from FOLDER [--account NAME]
    Copies every table to files, or puts the rows back, replacing any of the same keys. With --days, of the tables that
    grow by days only the last N days are copied, today's included, into a folder that has the others: N is 1 to 3650.
    With --account it signs in as you (az login). Without, it takes the storage of the variable WebhookStorage, or else
    the emulator.
    """;

Dictionary<string, string> options = [];
for (int i = 1; i + 1 < args.Length; i += 2)
    options[args[i]] = args[i + 1];
bool backup = args is ["backup", ..] && options.ContainsKey("--to");
int days = 0;
bool daysAreWrong = options.TryGetValue("--days", out string? asked)
    && !(backup && int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out days)
        && days is >= 1 and <= 3650);
DateOnly? since = daysAreWrong || days == 0
    ? null
    : DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(1 - days);
bool restore = args is ["restore", ..] && options.ContainsKey("--from");
if (args.Length % 2 == 0 || !(backup || restore) || daysAreWrong
    || options.Keys.Except(["--to", "--from", "--days", "--account"]).Any())
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
    TableBackup tables = new(
        new StorageConnection(Settings(options.GetValueOrDefault("--account"))).Tables(), Console.Out);
    await (backup
        ? tables.BackupAsync(options["--to"], since, stop.Token)
        : tables.RestoreAsync(options["--from"], stop.Token));
    return 0;
}
catch (OperationCanceledException)
{
    await Console.Error.WriteLineAsync("Stopped. What is done is done, and may be done again.");
    return 1;
}
catch (Exception e) when (
    e is RequestFailedException or AuthenticationFailedException or IOException or InvalidDataException)
{
    await Console.Error.WriteLineAsync(e.Message.Split('\n')[0]);
    return 1;
}

static IConfiguration Settings(string? account) => new ConfigurationBuilder().AddInMemoryCollection(
    account is not null
        ? [new($"{StorageConnection.Setting}:accountName", account)]
        : [new(
            StorageConnection.Setting,
            Environment.GetEnvironmentVariable(StorageConnection.Setting) ?? "UseDevelopmentStorage=true")]).Build();
