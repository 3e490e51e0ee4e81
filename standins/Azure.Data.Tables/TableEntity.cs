#nullable disable
namespace Azure.Data.Tables;

/// <summary>An entity whose columns are a dictionary.</summary>
public sealed partial class TableEntity : ITableEntity
{
    internal const string ETagKey = "odata.etag";
    private readonly Dictionary<string, object> _columns;

    /// <summary>An entity without keys or columns.</summary>
    public TableEntity() => _columns = [];

    /// <summary>An entity without columns.</summary>
    /// <param name="partitionKey">The partition it lives in.</param>
    /// <param name="rowKey">Its name there.</param>
    public TableEntity(string partitionKey, string rowKey)
        : this() => (PartitionKey, RowKey) = (partitionKey, rowKey);

    /// <summary>An entity with a copy of these columns.</summary>
    /// <param name="values">Columns and keys, by name.</param>
    public TableEntity(IDictionary<string, object> values) => _columns = values is null ? [] : new(values);

    /// <inheritdoc />
    public string PartitionKey
    {
        get => GetString(nameof(PartitionKey));
        set => _columns[nameof(PartitionKey)] = value;
    }

    /// <inheritdoc />
    public string RowKey
    {
        get => GetString(nameof(RowKey));
        set => _columns[nameof(RowKey)] = value;
    }

    /// <inheritdoc />
    public DateTimeOffset? Timestamp
    {
        get => GetDateTimeOffset(nameof(Timestamp));
        set => _columns[nameof(Timestamp)] = value;
    }

    /// <inheritdoc />
    public ETag ETag
    {
        get => new(GetString(ETagKey));
        set => _columns[ETagKey] = value.ToString();
    }

    /// <summary>Reads a text.</summary>
    /// <param name="key">The column.</param>
    /// <returns>Its value, null where there is none.</returns>
    /// <exception cref="InvalidOperationException">It holds another type.</exception>
    public string GetString(string key) => Get<string>(key);

    /// <summary>Reads bytes.</summary>
    /// <param name="key">The column.</param>
    /// <returns>Its value, null where there is none.</returns>
    /// <exception cref="InvalidOperationException">It holds another type.</exception>
    public BinaryData GetBinaryData(string key) =>
        Find(key) is byte[] bytes ? BinaryData.FromBytes(bytes) : Get<BinaryData>(key);

    /// <summary>Reads bytes.</summary>
    /// <param name="key">The column.</param>
    /// <returns>Its value, null where there is none.</returns>
    /// <exception cref="InvalidOperationException">It holds another type.</exception>
    public byte[] GetBinary(string key) => Get<byte[]>(key);

    /// <summary>Reads a truth value.</summary>
    /// <param name="key">The column.</param>
    /// <returns>Its value, null where there is none.</returns>
    /// <exception cref="InvalidOperationException">It holds another type.</exception>
    public bool? GetBoolean(string key) => Get<bool?>(key);

    /// <summary>Reads a time.</summary>
    /// <param name="key">The column.</param>
    /// <returns>Its value in UTC, null where there is none.</returns>
    /// <exception cref="InvalidOperationException">It holds another type.</exception>
    public DateTime? GetDateTime(string key) =>
        Find(key) is DateTimeOffset time ? time.UtcDateTime : Get<DateTime?>(key);

    /// <summary>Reads a time.</summary>
    /// <param name="key">The column.</param>
    /// <returns>Its value, null where there is none.</returns>
    /// <exception cref="InvalidOperationException">It holds another type.</exception>
    public DateTimeOffset? GetDateTimeOffset(string key) =>
        Find(key) is DateTime time ? new DateTimeOffset(time) : Get<DateTimeOffset?>(key);

    /// <summary>Reads a number.</summary>
    /// <param name="key">The column.</param>
    /// <returns>Its value, null where there is none.</returns>
    /// <exception cref="InvalidOperationException">It holds another type.</exception>
    public double? GetDouble(string key) => Get<double?>(key);

    /// <summary>Reads a GUID.</summary>
    /// <param name="key">The column.</param>
    /// <returns>Its value, null where there is none.</returns>
    /// <exception cref="InvalidOperationException">It holds another type.</exception>
    public Guid? GetGuid(string key) => Get<Guid?>(key);

    /// <summary>Reads a 32-bit number.</summary>
    /// <param name="key">The column.</param>
    /// <returns>Its value, null where there is none.</returns>
    /// <exception cref="InvalidOperationException">It holds another type.</exception>
    public int? GetInt32(string key) => Get<int?>(key);

    /// <summary>Reads a 64-bit number.</summary>
    /// <param name="key">The column.</param>
    /// <returns>Its value, null where there is none.</returns>
    /// <exception cref="InvalidOperationException">It holds another type.</exception>
    public long? GetInt64(string key) => Get<long?>(key);

    private T Get<T>(string key) => Find(key) switch
    {
        null => default,
        T value => value,
        object other => throw new InvalidOperationException(
            $"Cannot return {typeof(T)} type for a {other.GetType()} typed property."),
    };

    private object Find(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return _columns.GetValueOrDefault(key);
    }
}
