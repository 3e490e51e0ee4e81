using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Data.Tables;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Jobs;

/// <summary>A job: a row of <c>Jobs</c>, partition its kind, row its id.</summary>
/// <param name="Kind">One of <see cref="JobKinds"/>.</param>
/// <param name="Id">Made like a delivery's id, of the time it was asked for.</param>
public sealed partial record Job(string Kind, string Id)
{
    /// <summary>One of <see cref="JobStatuses"/>.</summary>
    public string Status { get; init; } = JobStatuses.Running;

    /// <summary>Whether it only finds out what would be done.</summary>
    public bool IsPreview => JobKinds.IsPreview(Kind);

    /// <summary>When it was asked for; what is received later is none of its business.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last got further.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>What was asked for, as JSON; null once it is done, where it names a person.</summary>
    public string? Request { get; init; }

    /// <summary>Where its next page begins; null is the start.</summary>
    public string? Cursor { get; init; }

    /// <summary>What it did so far.</summary>
    public JobCounts Counts { get; init; } = [];

    /// <summary>
    /// What the page at <see cref="Cursor"/> does, while it is being done: a second try finds half of it done.
    /// </summary>
    public JobCounts? Planned { get; init; }

    /// <summary>Who wrote the row, so that a writer whose answer was lost knows its own.</summary>
    internal string? Writer { get; init; }

    /// <summary>The row's version.</summary>
    internal Azure.ETag ETag { get; init; }

    /// <summary>Makes the row.</summary>
    internal TableEntity ToRow()
    {
        TableEntity row = new(Kind, Id)
        {
            [nameof(Status)] = Status,
            [nameof(CreatedAt)] = CreatedAt,
            [nameof(UpdatedAt)] = UpdatedAt,
            [nameof(Counts)] = JsonSerializer.Serialize(Counts, JobJson.Default.JobCounts),
        };
        if (Request is not null)
            row[nameof(Request)] = Request;
        if (Cursor is not null)
            row[nameof(Cursor)] = Cursor;
        if (Planned is not null)
            row[nameof(Planned)] = JsonSerializer.Serialize(Planned, JobJson.Default.JobCounts);
        if (Writer is not null)
            row[nameof(Writer)] = Writer;
        return row;
    }

    /// <summary>Reads the row; null where it cannot be read.</summary>
    internal static Job? Read(TableEntity row)
    {
        RowReader columns = new(row);
        bool isRead = TryRead(columns.TextOrNull(nameof(Counts)), out JobCounts? counts)
            & TryRead(columns.TextOrNull(nameof(Planned)), out JobCounts? planned);
        Job job = new(row.PartitionKey, row.RowKey)
        {
            Status = columns.Text(nameof(Status)),
            CreatedAt = columns.Time(nameof(CreatedAt)),
            UpdatedAt = columns.Time(nameof(UpdatedAt)),
            Request = columns.TextOrNull(nameof(Request)),
            Cursor = columns.TextOrNull(nameof(Cursor)),
            Counts = counts ?? [],
            Planned = planned,
            Writer = columns.TextOrNull(nameof(Writer)),
            ETag = row.ETag,
        };
        bool isComplete = job.Status != JobStatuses.Running || job.Request is not null;
        return isRead && isComplete && columns.IsReadable ? job : null;
    }

    private static bool TryRead(string? json, out JobCounts? counts)
    {
        counts = null;
        try
        {
            counts = json is null ? null : JsonSerializer.Deserialize(json, JobJson.Default.JobCounts);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    [JsonSerializable(typeof(JobCounts))]
    private sealed partial class JobJson : JsonSerializerContext;
}

/// <summary>How far a job is.</summary>
public static class JobStatuses
{
    /// <summary>It goes on, page by page.</summary>
    public const string Running = "running";

    /// <summary>It is done.</summary>
    public const string Done = "done";
}
