using System.Globalization;
using System.Text;

namespace Azure.Data.Tables.Protocol;

/// <summary>Values as literals of a filter: https://learn.microsoft.com/rest/api/storageservices/querying-tables-and-entities.</summary>
internal static class ODataFilter
{
    public static string Create(FormattableString filter)
    {
        object?[] values = filter.GetArguments();
        object[] literals = new object[values.Length];
        for (int i = 0; i < values.Length; i++)
            literals[i] = Literal(values[i], i);
        return string.Format(CultureInfo.InvariantCulture, filter.Format, literals);
    }

    private static string Literal(object? value, int index) => value switch
    {
        null => "null",
        bool truth => truth ? "true" : "false",
        long or ulong => $"{Text(value)}L",
        sbyte or byte or short or ushort or int or uint or decimal or float or double => Text(value),
        Guid id => $"guid'{id}'",
        byte[] bytes => Binary(bytes),
        BinaryData bytes => Binary(bytes.ToArray()),
        DateTimeOffset time => Time(time.UtcDateTime),
        DateTime time => Time(time.ToUniversalTime()),
        string or char or StringBuilder => $"'{Text(value).Replace("'", "''", StringComparison.Ordinal)}'",
        _ => throw new ArgumentException($"Argument {index} of the filter is a {value.GetType()}, which no filter can hold."),
    };

    private static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static string Binary(byte[] bytes) => $"X'{Convert.ToHexStringLower(bytes)}'";

    private static string Time(DateTime time) =>
        $"datetime'{time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture)}'";
}
