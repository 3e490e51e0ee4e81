using System.Globalization;
using System.Text.Json;
using Webhooks.Ingestion.Json;

namespace Webhooks.Ingestion.Times;

/// <summary>
/// Reads an instant that a library wrote as an object or array: PHP's DateTime, Firestore's and protobuf's Timestamp,
/// Java's dates and times as Jackson and Gson have them, MongoDB's extended JSON.
/// </summary>
internal static class JsonInstant
{
    private const int MostMembers = 24;
    private const int Deepest = 3;

    // A member that holds the whole instant.
    private static readonly string[] Wrappers =
        ["$date", "$numberlong", "timestampvalue", "datetime", "date", "time", "millis", "epochmillis", "iso",
            "timeinmillis"];

    /// <summary>Reads the value at the beginning of a text.</summary>
    /// <param name="json">
    /// Well-formed JSON that begins with an object or array; what follows it does not matter.
    /// </param>
    /// <param name="time">The instant in UTC, in whole milliseconds.</param>
    /// <returns>False where it is none of these.</returns>
    public static bool TryRead(ReadOnlySpan<byte> json, out DateTimeOffset time)
    {
        Utf8JsonReader reader = new(json, new JsonReaderOptions { MaxDepth = JsonDepth.Limit + 1 });
        reader.Read();
        JsonElement? value = reader.TokenType == JsonTokenType.StartArray
            || reader.TokenType == JsonTokenType.StartObject
            ? Parse(ref reader)
            : null;
        time = default;
        return value is { } element && TryRead(element, 0, out time);
    }

    // Small values only: a time is one, and anything else is not worth a document.
    private static JsonElement? Parse(ref Utf8JsonReader reader)
    {
        Utf8JsonReader look = reader;
        for (int tokens = 0; look.CurrentDepth > reader.CurrentDepth || tokens == 0; tokens++)
        {
            if (tokens > MostMembers * 4 || look.CurrentDepth > reader.CurrentDepth + Deepest || !look.Read())
                return null;
            if (look.ValueIsEscaped && look.ValueSpan.IndexOf("\\u"u8) >= 0)
                return null; // may be half a surrogate pair, at which an element throws
        }

        return JsonElement.ParseValue(ref reader);
    }

    private static bool TryRead(JsonElement value, int depth, out DateTimeOffset time)
    {
        time = default;
        return value.ValueKind switch
        {
            _ when depth > Deepest => false,
            JsonValueKind.String or JsonValueKind.Number => VendorTime.TryRead(value.ToString(), out time),
            JsonValueKind.Array => TryReadArray(value, depth, out time),
            JsonValueKind.Object => TryReadObject(value, depth, out time),
            _ => false,
        };
    }

    // [2026,11,20,23,30,0,123000000]: year to nanosecond, as Jackson writes a LocalDateTime.
    private static bool TryReadArray(JsonElement array, int depth, out DateTimeOffset time)
    {
        time = default;
        int count = array.GetArrayLength();
        if (count == 1)
            return TryRead(array[0], depth + 1, out time);
        if (count is < 5 or > 7)
            return false;
        Span<long> parts = [0, 0, 0, 0, 0, 0, 0];
        for (int i = 0; i < count; i++)
        {
            if (array[i].ValueKind != JsonValueKind.Number || !array[i].TryGetInt64(out parts[i]))
                return false;
        }

        return TryMake(parts, default, out time);
    }

    private static bool TryReadObject(JsonElement value, int depth, out DateTimeOffset time)
    {
        time = default;
        Dictionary<string, JsonElement> members = new(StringComparer.OrdinalIgnoreCase);
        foreach (JsonProperty member in value.EnumerateObject())
            members[member.Name.TrimStart('_')] = member.Value;

        if (members.TryGetValue("timezone", out JsonElement zone) && members.TryGetValue("date", out JsonElement php))
            return TryReadPhp(php, zone, out time);
        if (First(members, "seconds", "epochSeconds", "epochSecond") is { } seconds && !members.ContainsKey("year"))
            return TryReadTimestamp(
                seconds, First(members, "nanos", "nanoseconds", "nano", "nanosecondsOfSecond"), out time);
        if (TryReadParts(members, out time))
            return true;
        // An offset that was not read would be lost.
        if (members.ContainsKey("offset") || members.ContainsKey("zone"))
            return false;
        foreach (string wrapper in Wrappers)
        {
            if (members.TryGetValue(wrapper, out JsonElement inner) && TryRead(inner, depth + 1, out time))
                return true;
        }

        return false;
    }

    private static bool TryReadPhp(JsonElement date, JsonElement zone, out DateTimeOffset time)
    {
        time = default;
        return date.ValueKind == JsonValueKind.String && zone.ValueKind == JsonValueKind.String
            && ZoneOffset.TryRead(zone.GetString()!.Trim(), out ZoneOffset offset)
            && IsoInstant.TryRead(date.GetString()!.Trim(), offset, out time)
            && VendorTime.IsBelieved(time);
    }

    private static bool TryReadTimestamp(JsonElement seconds, JsonElement? nanos, out DateTimeOffset time)
    {
        time = default;
        decimal fraction = 0;
        return TryParse(seconds, out decimal whole)
            && (nanos is null || TryParse(nanos.Value, out fraction))
            && fraction is >= 0 and < 1_000_000_000
            && whole is >= 946_684_800 and < 4_102_444_800
            && UnixTime.TryRead((whole * 1000) + (fraction / 1_000_000), out time);
    }

    // Gson's {"date":{"year":…},"time":{"hour":…}}, and a LocalDateTime's or Calendar's fields side by side.
    private static bool TryReadParts(Dictionary<string, JsonElement> members, out DateTimeOffset time)
    {
        foreach (string part in (string[])["dateTime", "date", "time"])
        {
            if (!members.TryGetValue(part, out JsonElement inner) || inner.ValueKind != JsonValueKind.Object)
                continue;
            foreach (JsonProperty member in inner.EnumerateObject())
                members.TryAdd(member.Name, member.Value);
        }

        // A Calendar counts months from 0, and is known by its hourOfDay.
        int monthsFrom = members.ContainsKey("hourOfDay") ? 1 : 0;
        Span<long> parts =
        [
            Number(members, "year"), Number(members, "monthValue", "month") + monthsFrom, Number(
                members, "dayOfMonth", "day"),
            Number(members, "hour", "hourOfDay"), Number(members, "minute"),
            Math.Max(0, Number(members, "second")), Math.Max(0, Number(members, "nano")),
        ];
        time = default;
        return TryReadOffset(members, out ZoneOffset offset) && TryMake(parts, offset, out time);
    }

    // An OffsetDateTime's or ZonedDateTime's; a local one has none.
    private static bool TryReadOffset(Dictionary<string, JsonElement> members, out ZoneOffset offset)
    {
        offset = default;
        if (!members.TryGetValue("offset", out JsonElement value))
            return !members.ContainsKey("zone");
        if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty("totalSeconds", out JsonElement seconds)
            || seconds.ValueKind != JsonValueKind.Number || !seconds.TryGetInt32(out int east)
            || east is < -86_400 or > 86_400)
            return false;
        offset = new ZoneOffset(east / 60);
        return true;
    }

    private static bool TryMake(ReadOnlySpan<long> parts, ZoneOffset zone, out DateTimeOffset time)
    {
        time = default;
        if (parts[0] is < 1 or > 9998 || parts[1] is < 1 or > 12 || parts[2] < 1
            || parts[2] > DateTime.DaysInMonth((int)parts[0], (int)parts[1])
            || parts[3] is < 0 or > 23 || parts[4] is < 0 or > 59 || parts[5] is < 0 or > 59
            || parts[6] is < 0 or > 999_999_999)
            return false;
        long ticks = new DateTime((int)parts[0], (int)parts[1], (int)parts[2]).Ticks
            + (((((parts[3] * 60) + parts[4]) * 60) + parts[5]) * TimeSpan.TicksPerSecond);
        return zone.TryToUtc(ticks + (parts[6] / TimeSpan.NanosecondsPerTick), out time) && VendorTime.IsBelieved(time);
    }

    private static bool TryParse(JsonElement value, out decimal number) =>
        decimal.TryParse(value.ToString(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);

    private static JsonElement? First(Dictionary<string, JsonElement> members, params string[] names)
    {
        foreach (string name in names)
        {
            if (members.TryGetValue(name, out JsonElement value)
                && value.ValueKind is JsonValueKind.Number or JsonValueKind.String)
                return value;
        }

        return null;
    }

    private static long Number(Dictionary<string, JsonElement> members, params string[] names) =>
        First(members, names) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out long number)
            ? number
            : -1;
}
