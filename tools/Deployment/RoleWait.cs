using System.Globalization;

namespace Webhooks.Tools.Deployment;

/// <summary>
/// Waits until the roles on the storage account are as old as Azure may take to know them everywhere. The app of a
/// first deployment has just got its roles, and putting its package would be answered 403
/// (https://learn.microsoft.com/azure/role-based-access-control/troubleshooting).
/// </summary>
/// <param name="az">Runs the Azure CLI.</param>
/// <param name="report">Told how long it waits.</param>
public sealed class RoleWait(
    Func<IReadOnlyList<string>, CancellationToken, Task<string>> az, TimeProvider time, TextWriter report)
{
    /// <summary>
    /// Azure says up to ten minutes; most are known within two. What still comes too early is to be tried again.
    /// </summary>
    public static readonly TimeSpan Enough = TimeSpan.FromMinutes(3);

    /// <summary>Waits.</summary>
    /// <param name="subscription">The subscription's id.</param>
    /// <returns>When the newest role is old enough; at once where there is none to be seen.</returns>
    public async Task WaitAsync(string subscription, string group, string account, CancellationToken cancellationToken)
    {
        string scope = $"/subscriptions/{subscription}/resourceGroups/{group}"
            + $"/providers/Microsoft.Storage/storageAccounts/{account}";
        string created = await az(
            [
                "role", "assignment", "list", "--scope", scope,
                "--query", "[].createdOn", "--output", "tsv", "--only-show-errors",
            ],
            cancellationToken);
        DateTimeOffset newest = created
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => DateTimeOffset.Parse(line, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal))
            .DefaultIfEmpty(DateTimeOffset.MinValue).Max();
        TimeSpan left = newest == DateTimeOffset.MinValue ? TimeSpan.Zero : newest + Enough - time.GetUtcNow();
        if (left <= TimeSpan.Zero)
            return;

        await report.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"The app's roles are new: waiting {left.TotalSeconds:F0} s until Azure knows them everywhere."));
        await Task.Delay(left, time, cancellationToken);
    }
}
