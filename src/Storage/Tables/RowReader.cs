using Azure.Data.Tables;

namespace Webhooks.Storage.Tables;

/// <summary>
/// Reads the columns of a row that anybody may have edited: one that is missing, or of another type, makes the row
/// unreadable, and never throws. Ask <see cref="IsReadable"/> when all are read.
/// </summary>
internal struct RowReader(TableEntity row)
{
    /// <summary>Whether every column read so far was there as it should be.</summary>
    public bool IsReadable { get; private set; } = true;

    public string Text(string column) => TextOrNull(column) ?? Missing("");

    public string? TextOrNull(string column) => Optional<string>(column);

    public DateTimeOffset Time(string column) => TimeOrNull(column) ?? Missing(default(DateTimeOffset));

    public DateTimeOffset? TimeOrNull(string column) => row.TryGetValue(column, out object? value)
        && value is DateTime time
        ? new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc))
        : OptionalValue<DateTimeOffset>(column);

    /// <summary>A whole number, of either size: Storage Explorer's default is the smaller one.</summary>
    public long Number(string column) => NumberOrNull(column) ?? Missing(0L);

    public long? NumberOrNull(string column) =>
        row.TryGetValue(column, out object? value) && value is int number ? number : OptionalValue<long>(column);

    public bool? FlagOrNull(string column) => OptionalValue<bool>(column);

    private T? Optional<T>(string column)
        where T : class =>
        !row.TryGetValue(column, out object? value) || value is null ? null : value as T ?? Missing<T?>(null);

    private T? OptionalValue<T>(string column)
        where T : struct =>
        !row.TryGetValue(column, out object? value) || value is null ? null : value as T? ?? Missing<T?>(null);

    private T Missing<T>(T instead)
    {
        IsReadable = false;
        return instead;
    }
}
