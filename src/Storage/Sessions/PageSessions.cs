using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Sessions;

/// <summary>
/// Keeps which browsers may see the dashboard: one row each in <c>ServiceState</c>, partition <c>session</c>, named
/// after the hash of a random token, so that nobody who reads the table can take a session over. Deleting a row ends
/// it.
/// </summary>
public sealed class PageSessions(WebhookTables tables, TimeProvider time)
{
    /// <summary>How long a session lasts: a working day.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    private const string Partition = "session";
    private const int MaxSwept = 100;

    /// <summary>Opens a session, and removes those that are over.</summary>
    /// <param name="mayAct">Whether it may replay, too.</param>
    public async Task<PageSession> OpenAsync(bool mayAct, CancellationToken cancellationToken)
    {
        string token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        PageSession session = new(token, mayAct, time.GetUtcNow() + Lifetime);
        TableEntity row = new(Partition, RowOf(token)) { ["MayAct"] = mayAct, ["ExpiresAt"] = session.ExpiresAt };
        await tables.ServiceState.AddEntityAsync(row, cancellationToken);
        await SweepAsync(cancellationToken);
        return session;
    }

    /// <summary>Finds a session: one point read.</summary>
    /// <param name="token">What the cookie holds, or null.</param>
    /// <returns>The session, or null where there is none or it is over.</returns>
    public async Task<PageSession?> FindAsync(string? token, CancellationToken cancellationToken)
    {
        if (token is not { Length: 64 } || !token.All(char.IsAsciiHexDigitLower))
            return null;
        NullableResponse<TableEntity> row = await tables.ServiceState.GetEntityIfExistsAsync<TableEntity>(
            Partition, RowOf(token), cancellationToken: cancellationToken);
        if (!row.HasValue)
            return null;
        RowReader columns = new(row.Value!);
        PageSession session = new(token, columns.FlagOrNull("MayAct") ?? false, columns.Time("ExpiresAt"));
        return columns.IsReadable && session.ExpiresAt > time.GetUtcNow() ? session : null;
    }

    /// <summary>Ends a session.</summary>
    public Task CloseAsync(PageSession session, CancellationToken cancellationToken) =>
        tables.ServiceState.DeleteEntityAsync(Partition, RowOf(session.Token), ETag.All, cancellationToken);

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and ExpiresAt lt {now}");
        await foreach (Page<TableEntity> page in tables.ServiceState.QueryAsync<TableEntity>(
            filter, MaxSwept, ["PartitionKey", "RowKey"], cancellationToken).AsPages())
        {
            foreach (TableEntity row in page.Values)
                await tables.ServiceState.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
            break;
        }
    }

    private static string RowOf(string token) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(token)));
}

/// <summary>A browser that may see the dashboard.</summary>
/// <param name="Token">The secret that its cookie holds.</param>
/// <param name="MayAct">Whether it may replay, too.</param>
/// <param name="ExpiresAt">When it ends, in UTC.</param>
public sealed record PageSession(string Token, bool MayAct, DateTimeOffset ExpiresAt);
