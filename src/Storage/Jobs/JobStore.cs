using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Webhooks.Ingestion;

namespace Webhooks.Storage.Jobs;

/// <summary>Keeps jobs, and names those that run in <c>PendingDeliveries</c>, where the timer looks.</summary>
/// <param name="tables">The tables.</param>
/// <param name="time">The clock.</param>
public sealed class JobStore(WebhookTables tables, TimeProvider time)
{
    private readonly string _writer = Guid.CreateVersion7(time.GetUtcNow()).ToString("N", CultureInfo.InvariantCulture);
    private long _writes;

    /// <summary>Keeps a new job. The index comes first, so that no job is kept that nobody runs.</summary>
    /// <param name="kind">One of <see cref="JobKinds"/>.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The job.</returns>
    public async Task<Job> AddAsync(string kind, string request, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        Job job = new(kind, DeliveryId.New(now)) { CreatedAt = now, UpdatedAt = now, Request = request };
        await tables.PendingDeliveries.UpsertEntityAsync(new TableEntity(kind, job.Id), TableUpdateMode.Replace, cancellationToken);
        TableEntity row = job.ToRow();
        Response written = await tables.Jobs.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
        return job with { ETag = written.Headers.ETag ?? default };
    }

    /// <summary>Reads a job.</summary>
    /// <param name="kind">One of <see cref="JobKinds"/>.</param>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Gives up.</param>
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

    /// <summary>Writes a job that got further, where nobody else has written it since it was read.</summary>
    /// <param name="job">The job.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The job as it is written, or null where somebody else is at it.</returns>
    public async Task<Job?> TryUpdateAsync(Job job, CancellationToken cancellationToken)
    {
        string writer = string.Create(CultureInfo.InvariantCulture, $"{_writer}-{Interlocked.Increment(ref _writes)}");
        Job next = job with { UpdatedAt = time.GetUtcNow(), Writer = writer };
        try
        {
            Response written = await tables.Jobs.UpdateEntityAsync(next.ToRow(), job.ETag, TableUpdateMode.Replace, cancellationToken);
            return next with { ETag = written.Headers.ETag ?? default };
        }
        catch (RequestFailedException e) when (TransactionWriter.IsConflict(e))
        {
            // The client tries again by itself where an answer was lost, and then finds the row that it wrote.
            Job? found = await FindAsync(job.Kind, job.Id, cancellationToken);
            return found?.Writer == writer ? found : null;
        }
    }

    /// <summary>Says that a job needs nobody any more.</summary>
    /// <param name="job">The job, which is done.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>When it is not pending any more.</returns>
    public Task SettleAsync(Job job, CancellationToken cancellationToken) =>
        tables.PendingDeliveries.DeleteEntityAsync(job.Kind, job.Id, ETag.All, cancellationToken);
}
