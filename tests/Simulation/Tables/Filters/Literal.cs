using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Webhooks.Simulation.Tables.Entities;

namespace Webhooks.Simulation.Tables.Filters;

/// <summary>A value that a filter compares with, or one of a row, as something to compare.</summary>
/// <param name="Type">Its type; all whole numbers are Int64 here.</param>
/// <param name="Value">A string, long, double, bool, DateTime, Guid or byte array.</param>
internal readonly record struct Literal(EdmType Type, object Value)
{
    public static Literal Of(string text) => new(EdmType.Text, text);

    public static Literal Of(long number) => new(EdmType.Int64, number);

    public static Literal Of(DateTime time) => new(EdmType.DateTime, time);

    /// <summary>Reads a row's value.</summary>
    public static Literal Of(EdmType type, ReadOnlySpan<byte> json) => type switch
    {
        EdmType.Text => Of(PropertyValue.Text(json)),
        EdmType.Int32 => Of(Number(json)),
        EdmType.Int64 => Of(Number(json[1..^1])),
        EdmType.Boolean => new Literal(type, json[0] == 't'),
        EdmType.Double =>
            new Literal(type, double.Parse(Encoding.UTF8.GetString(json).Trim('"'), CultureInfo.InvariantCulture)),
        EdmType.DateTime => Of(Time(Encoding.UTF8.GetString(json[1..^1]))),
        EdmType.Guid => new Literal(type, Guid.Parse(Encoding.UTF8.GetString(json[1..^1]))),
        _ => new Literal(type, Convert.FromBase64String(PropertyValue.Text(json))),
    };

    public static DateTime Time(string text) =>
        DateTime.Parse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    /// <summary>Less than 0, 0, or more; null where the two are of types that cannot be compared.</summary>
    public int? CompareTo(Literal other) => (Value, other.Value) switch
    {
        (string a, string b) => string.CompareOrdinal(a, b),
        (long a, long b) => a.CompareTo(b),
        (double a, double b) => double.IsNaN(a) || double.IsNaN(b) ? null : a.CompareTo(b),
        (long a, double b) => double.IsNaN(b) ? null : ((double)a).CompareTo(b),
        (double a, long b) => double.IsNaN(a) ? null : a.CompareTo(b),
        (bool a, bool b) => a.CompareTo(b),
        (DateTime a, DateTime b) => a.CompareTo(b),
        (Guid a, Guid b) => a.CompareTo(b),
        (byte[] a, byte[] b) => a.AsSpan().SequenceCompareTo(b),
        _ => null,
    };

    private static long Number(ReadOnlySpan<byte> digits) =>
        Utf8Parser.TryParse(digits, out long number, out _) ? number
            : throw new FormatException("A stored number is none.");
}
