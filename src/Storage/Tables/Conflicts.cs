using Azure;

namespace Webhooks.Storage.Tables;

/// <summary>What two writers of one row do about each other: the later one looks again.</summary>
internal static class Conflicts
{
    // Who fails was overtaken by one who did not: as many as run messages at once on one instance (host.json), and some
    // of another, may be about one row. Given up, the message would come again two minutes later.
    private const int MaxTries = 30;

    /// <summary>Tries until nobody was faster, a few times.</summary>
    /// <param name="attempt">
    /// Reads, and writes on the condition that it is still what was read; told how it failed before, or null.
    /// </param>
    /// <exception cref="RequestFailedException">It lost every time, or the storage failed.</exception>
    public static async Task<T> RetryAsync<T>(Func<RequestFailedException?, Task<T>> attempt)
    {
        RequestFailedException? failure = null;
        for (int tried = 1; ; tried++)
        {
            try
            {
                return await attempt(failure);
            }
            catch (RequestFailedException e) when (TransactionWriter.IsConflict(e) && tried < MaxTries)
            {
                failure = e;
            }
        }
    }
}
