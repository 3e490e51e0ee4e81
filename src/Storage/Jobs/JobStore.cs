using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Webhooks.Ingestion;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Jobs;

/// <summary>Keeps jobs.</summary>
public sealed class JobStore(WebhookTables tables, TimeProvider time)
{
    private readonly string _writer = Guid.CreateVersion7(time.GetUtcNow()).ToString("N", CultureInfo.InvariantCulture);
    private long _writes;

    /// <summary>Keeps a new job.</summary>
    /// <param name="kind">One of <see cref="JobKinds"/>.</param>
    /// <param name="cursor">Where it begins; null is the start.</param>
    public async Task<Job> AddAsync(
        string kind, string request, CancellationToken cancellationToken, string? cursor = null)
    {
        DateTimeOffset now = time.GetUtcNow();
        Job job = new(kind, DeliveryId.New(now))
        {
            CreatedAt = now,
            UpdatedAt = now,
            Request = request,
            Cursor = cursor,
        };
        TableEntity row = job.ToRow();
        Response written = await tables.Jobs.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
        return job with { ETag = written.Headers.ETag ?? default };
    }

    /// <summary>Reads a job.</summary>
    /// <param name="kind">One of <see cref="JobKinds"/>.</param>
    /// <returns>The job, or null where there is none of that id, or its row cannot be read.</returns>
    public async Task<Job?> FindAsync(string kind, string id, CancellationToken cancellationToken)
    {
        NullableResponse<TableEntity> row = await tables.Jobs.GetEntityIfExistsAsync<TableEntity>(
            kind, id, cancellationToken: cancellationToken);
        if (!row.HasValue)
            return null;
        Job? job = Job.Read(row.Value!);
        if (job is null)
            await tables.Unreadable.NoteAsync(tables.Jobs, row.Value!, cancellationToken);
        return job;
    }

    /// <summary>Reads a job of a kind, or one that only finds out what such a job would do.</summary>
    /// <inheritdoc cref="FindAsync"/>
    public async Task<Job?> FindWithPreviewsAsync(string kind, string id, CancellationToken cancellationToken) =>
        await FindAsync(kind, id, cancellationToken)
        ?? await FindAsync(JobKinds.PreviewOf(kind), id, cancellationToken);

    /// <summary>Writes a job that got further, where nobody else has written it since it was read.</summary>
    /// <returns>The job as it is written, or null where somebody else is at it.</returns>
    public async Task<Job?> TryUpdateAsync(Job job, CancellationToken cancellationToken)
    {
        string writer = string.Create(CultureInfo.InvariantCulture, $"{_writer}-{Interlocked.Increment(ref _writes)}");
        Job next = job with { UpdatedAt = time.GetUtcNow(), Writer = writer };
        try
        {
            Response written = await tables.Jobs.UpdateEntityAsync(
                next.ToRow(), job.ETag, TableUpdateMode.Replace, cancellationToken);
            return next with { ETag = written.Headers.ETag ?? default };
        }
        catch (RequestFailedException e) when (TransactionWriter.IsConflict(e))
        {
            // The client tries again by itself where an answer was lost, and then finds the row that it wrote.
            Job? found = await FindAsync(job.Kind, job.Id, cancellationToken);
            return found?.Writer == writer ? found : null;
        }
    }

    /// <summary>Forgets a job that nobody has begun.</summary>
    public Task RemoveAsync(Job job, CancellationToken cancellationToken) =>
        tables.Jobs.DeleteEntityAsync(job.Kind, job.Id, job.ETag, cancellationToken);

    /// <summary>Finds the jobs that are not done.</summary>
    /// <param name="since">Only those that were asked for since.</param>
    /// <returns>The jobs, of all kinds.</returns>
    public async IAsyncEnumerable<Job> RunningAsync(
        DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string first = DeliveryId.First(since);
        string filter = TableClient.CreateQueryFilter($"RowKey ge {first} and Status eq {JobStatuses.Running}");
        await foreach (
            TableEntity row in tables.Jobs.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            if (Job.Read(row) is { } job)
                yield return job;
            else
                await tables.Unreadable.NoteAsync(tables.Jobs, row, cancellationToken);
        }
    }
}
