using Microsoft.Playwright;
using Webhooks.Ingestion.Tests;

namespace Webhooks.Dashboard.Tests.Browsing;

/// <summary>How somebody looks at a page: on a phone or not, by day or by night.</summary>
public sealed record Look(ColorScheme Scheme, int Width)
{
    public const int Height = 900;

    private static readonly Look[] All =
    [
        new(ColorScheme.Light, 1280), new(ColorScheme.Dark, 360), new(ColorScheme.Light, 360),
        new(ColorScheme.Dark, 1280),
    ];

    public static int[] Widths { get; } = [360, 1280];

    /// <summary>Those in which a walk through several steps is done: one usually, at length two that differ.</summary>
    public static Look[] OfSteps { get; } = LongTests.AreOn ? All[..2] : All[1..2];

    /// <summary>Each page in one look, in turn; at length in all.</summary>
    public static IEnumerable<(string Page, Look Look)> AtEach(IReadOnlyList<string> pages) => LongTests.AreOn
        ? All.SelectMany(look => pages.Select(page => (page, look)))
        : pages.Select((page, number) => (page, All[number % All.Length]));

    public override string ToString() => $"{Scheme}, {Width} px";
}
