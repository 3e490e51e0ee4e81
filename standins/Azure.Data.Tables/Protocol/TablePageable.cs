using System.Runtime.CompilerServices;

namespace Azure.Data.Tables.Protocol;

/// <summary>Fetches one page.</summary>
internal delegate Task<Page<T>> FetchPage<T>(string? continuation, int? top, CancellationToken cancellationToken);

/// <summary>The pages of a query, each fetched when it is asked for.</summary>
internal sealed class TablePageable<T>(FetchPage<T> fetch, int? maxPerPage, CancellationToken cancellationToken)
    : AsyncPageable<T>(cancellationToken)
    where T : notnull
{
    public override IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null) =>
        FetchAsync(continuationToken, pageSizeHint);

    public override async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await foreach (Page<T> page in FetchAsync(null, null, cancellationToken))
        {
            foreach (T item in page.Values)
                yield return item;
        }
    }

    private async IAsyncEnumerable<Page<T>> FetchAsync(
        string? continuation, int? pageSizeHint, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(CancellationToken, cancellationToken);
        do
        {
            Page<T> page = await fetch(continuation, pageSizeHint ?? maxPerPage, both.Token);
            yield return page;
            continuation = page.ContinuationToken;
        }
        while (continuation is not null);
    }
}
