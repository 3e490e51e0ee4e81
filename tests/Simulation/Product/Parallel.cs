namespace Webhooks;

/// <summary>The framework's loops of the same name, on the thread that they are called on.</summary>
internal static class Parallel
{
    public static Task ForEachAsync<T>(
        IEnumerable<T> source, ParallelOptions options, Func<T, CancellationToken, ValueTask> body)
    {
        IEnumerator<T> items = source.GetEnumerator();
        int workers = options.MaxDegreeOfParallelism < 0 ? Environment.ProcessorCount : options.MaxDegreeOfParallelism;
        bool failed = false;
        return Task.WhenAll(Enumerable.Range(0, workers).Select(_ => WorkAsync()));

        async Task WorkAsync()
        {
            while (!failed && items.MoveNext())
            {
                options.CancellationToken.ThrowIfCancellationRequested();
                try
                {
                    await body(items.Current, options.CancellationToken);
                }
                catch
                {
                    failed = true;
                    throw;
                }
            }
        }
    }
}
