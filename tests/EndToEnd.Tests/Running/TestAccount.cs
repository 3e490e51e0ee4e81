using Webhooks.Tools.Azurite;

namespace Webhooks.EndToEnd.Tests.Running;

/// <summary>
/// Empty storage accounts in one Azurite, for tests that do not stop it: its start takes as long as many a test. It
/// keeps what it is given in memory, and ends with the test run.
/// </summary>
public static class TestAccount
{
    private const int MaxAccounts = 200;

    private static readonly string[] Names = [.. Enumerable.Range(1, MaxAccounts).Select(i => $"account{i}")];
    private static readonly Lazy<Task<AzuriteProcess>> Azurite =
        new(() => AzuriteProcess.StartAsync(new AzuriteOptions { Accounts = Names }));

    private static int _taken;

    /// <summary>An account that nobody else has.</summary>
    /// <returns>Its connection string.</returns>
    public static async Task<string> NewAsync()
    {
        (AzuriteProcess azurite, string name) = await TakeAsync();
        return AzuriteProcess.ConnectionStringFor(azurite.BlobPort, azurite.QueuePort, azurite.TablePort, name);
    }

    /// <summary>An account that nobody else has, for who gets at it by another way.</summary>
    /// <returns>Where it is, and its name.</returns>
    public static async Task<(AzuriteProcess Azurite, string Account)> TakeAsync() =>
        (await Azurite.Value, Names[Interlocked.Increment(ref _taken) - 1]);
}
