using System.Globalization;
using Microsoft.AspNetCore.Html;
using Webhooks.Ingestion.Json;

namespace Webhooks.Functions.Dashboard;

/// <summary>Times, numbers and names as people read them.</summary>
internal static class Display
{
    /// <summary>A type without its dots: <c>message.auto_replied</c> is <c>message auto replied</c>.</summary>
    public static string Type(string type) => type.Replace('.', ' ').Replace('_', ' ');

    /// <summary>A number with thousands parted.</summary>
    public static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A number and what is counted: <c>1 event</c>, <c>2 events</c>.</summary>
    public static string Number(long number, string one, string? many = null) =>
        $"{Number(number)} {(number == 1 ? one : many ?? $"{one}s")}";

    /// <summary>A share as a percentage, or a dash where there is none.</summary>
    public static string Rate(double? rate) =>
        rate is { } share ? share.ToString("0.0%", CultureInfo.InvariantCulture) : "–";

    /// <summary>How much more or less than before: <c>+12%</c>; empty where there was nothing before.</summary>
    public static string Change(long now, long before) => before == 0
        ? now == 0 ? "" : "new"
        : ((double)(now - before) / before).ToString("+0%;-0%;±0%", CultureInfo.InvariantCulture);

    /// <summary>How long ago: <c>2 min ago</c>.</summary>
    public static string Ago(DateTimeOffset now, DateTimeOffset then)
    {
        TimeSpan ago = now - then;
        return ago < TimeSpan.FromSeconds(5) ? "just now" : $"{Span(ago)} ago";
    }

    /// <summary>How long: <c>2 min</c>.</summary>
    public static string Span(TimeSpan span)
    {
        (double number, string unit) = span switch
        {
            { TotalSeconds: < 60 } => (Math.Max(0, span.TotalSeconds), "s"),
            { TotalMinutes: < 60 } => (span.TotalMinutes, "min"),
            { TotalHours: < 48 } => (span.TotalHours, "h"),
            _ => (span.TotalDays, "days"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(number):0} {unit}");
    }

    /// <summary>A time in UTC; the page's script puts the viewer's own beside it.</summary>
    public static IHtmlContent Time(DateTimeOffset time) => new HtmlFormattableString(
        "<time datetime=\"{0}\">{1}</time>",
        EventJson.Time(time),
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture));

    /// <summary>A time in UTC, without its year and seconds.</summary>
    public static IHtmlContent ShortTime(DateTimeOffset time) => new HtmlFormattableString(
        "<time class=\"short\" datetime=\"{0}\">{1}</time>",
        EventJson.Time(time),
        time.UtcDateTime.ToString("d MMM HH:mm 'UTC'", CultureInfo.InvariantCulture));

    /// <summary>A day as a short label: <c>3 Nov</c>.</summary>
    public static string Day(DateOnly day) => day.ToString("d MMM", CultureInfo.InvariantCulture);

    /// <summary>A day as addresses and fields have it.</summary>
    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
