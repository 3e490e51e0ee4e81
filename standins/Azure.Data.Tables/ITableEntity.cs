#nullable disable
namespace Azure.Data.Tables;

/// <summary>What the table service keeps of every entity besides its columns.</summary>
public interface ITableEntity
{
    /// <summary>The partition the entity lives in.</summary>
    string PartitionKey { get; set; }

    /// <summary>The entity's name, unique in its partition.</summary>
    string RowKey { get; set; }

    /// <summary>When the service last changed it; ignored on writes.</summary>
    DateTimeOffset? Timestamp { get; set; }

    /// <summary>The version that was read.</summary>
    ETag ETag { get; set; }
}
