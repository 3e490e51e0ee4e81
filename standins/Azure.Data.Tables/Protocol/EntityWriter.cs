using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Azure.Data.Tables.Protocol;

/// <summary>
/// Writes an entity as JSON straight into the request's bytes, types annotated as
/// https://learn.microsoft.com/rest/api/storageservices/payload-format-for-table-service-operations says.
/// </summary>
internal static class EntityWriter
{
    private const int LongestName = 255;

    // Escapes as the real client does: a body's size, which the service limits, must not depend on the build.
    public static readonly JsonWriterOptions Options = new() { SkipValidation = true };

    public static TableEntity Supported(ITableEntity? entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        if (entity is not TableEntity supported)
            throw new NotSupportedException($"This build's Azure.Data.Tables takes TableEntity only, not {entity.GetType()}.");
        ArgumentNullException.ThrowIfNull(supported.PartitionKey, nameof(entity));
        ArgumentNullException.ThrowIfNull(supported.RowKey, nameof(entity));
        return supported;
    }

    public static void Write(Utf8JsonWriter writer, TableEntity entity)
    {
        writer.WriteStartObject();
        Dictionary<string, object>.Enumerator columns = entity.Columns();
        while (columns.MoveNext())
        {
            (string name, object? value) = columns.Current;
            if (name is not (TableEntity.ETagKey or nameof(TableEntity.Timestamp)))
                WriteColumn(writer, name, value);
        }

        writer.WriteEndObject();
        writer.Flush();
    }

    private static void WriteColumn(Utf8JsonWriter writer, string name, object? value)
    {
        switch (value)
        {
            case null:
                break; // The service ignores columns that are null.
            case string text:
                writer.WriteString(name, text);
                break;
            case int number:
                writer.WriteNumber(name, number);
                break;
            case bool truth:
                writer.WriteBoolean(name, truth);
                break;
            case long number:
                WriteType(writer, name, "Edm.Int64"u8);
                WriteFormatted(writer, name, number, default);
                break;
            case double number:
                WriteType(writer, name, "Edm.Double"u8);
                writer.WriteNumber(name, number);
                break;
            case DateTimeOffset time:
                WriteType(writer, name, "Edm.DateTime"u8);
                WriteFormatted(writer, name, time.UtcDateTime, "O");
                break;
            case DateTime { Kind: DateTimeKind.Utc } time:
                WriteType(writer, name, "Edm.DateTime"u8);
                WriteFormatted(writer, name, time, "O");
                break;
            case Guid id:
                WriteType(writer, name, "Edm.Guid"u8);
                writer.WriteString(name, id);
                break;
            case byte[] bytes:
                WriteType(writer, name, "Edm.Binary"u8);
                writer.WriteBase64String(name, bytes);
                break;
            case BinaryData bytes:
                WriteType(writer, name, "Edm.Binary"u8);
                writer.WriteBase64String(name, bytes.ToMemory().Span);
                break;
            case DateTime:
                throw new NotSupportedException($"The time in column {name} is not in UTC.");
            default:
                throw new NotSupportedException($"A {value.GetType()} cannot be stored, in column {name}.");
        }
    }

    private static void WriteType(Utf8JsonWriter writer, string name, ReadOnlySpan<byte> type)
    {
        ReadOnlySpan<byte> suffix = "@odata.type"u8;
        Span<byte> annotation = name.Length <= LongestName
            ? stackalloc byte[(LongestName * 3) + suffix.Length]
            : new byte[(name.Length * 3) + suffix.Length];
        int length = Encoding.UTF8.GetBytes(name, annotation);
        suffix.CopyTo(annotation[length..]);
        writer.WriteString(annotation[..(length + suffix.Length)], type);
    }

    private static void WriteFormatted<T>(Utf8JsonWriter writer, string name, T value, string? format)
        where T : IUtf8SpanFormattable
    {
        Span<byte> text = stackalloc byte[40];
        value.TryFormat(text, out int length, format, CultureInfo.InvariantCulture);
        writer.WriteString(name, text[..length]);
    }
}
