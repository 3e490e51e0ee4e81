using System.Globalization;

namespace Webhooks.Functions.Dashboard.Markup;

/// <summary>Times, numbers and names as people read them.</summary>
internal static class Display
{
    /// <summary>A type without its dots: <c>message.auto_replied</c> is <c>message auto replied</c>.</summary>
    public static string Type(string type) => type.Replace('.', ' ').Replace('_', ' ');

    /// <summary>A number with thousands parted.</summary>
    public static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

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
    public static Html Time(DateTimeOffset time) => Html.Of(
        $"""<time datetime="{Exact(time)}">{time.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC</time>""");

    /// <summary>A time in UTC, without its year and seconds.</summary>
    public static Html ShortTime(DateTimeOffset time) => Html.Of(
        $"""<time class="short" datetime="{Exact(time)}">{time.UtcDateTime:d MMM HH:mm} UTC</time>""");

    /// <summary>A day as a short label: <c>3 Nov</c>.</summary>
    public static string Day(DateOnly day) => day.ToString("d MMM", CultureInfo.InvariantCulture);

    private static string Exact(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
