using System.Text;
using System.Text.RegularExpressions;
using Webhooks.Simulation.Wire;
using static Webhooks.Simulation.Planted.Tampering;

namespace Webhooks.Simulation.Planted;

/// <summary>Mistakes in what is left of a person.</summary>
internal static partial class ErasureBugs
{
    private const int Kept = 3; // days that no retention removes yet

    public static IReadOnlyList<PlantedBug> All { get; } =
    [
        new("an erased person's events stay")
        {
            Rewrite = (world, request) => (Is(request, "DELETE", "Events(") || IsBatch(request, "/Events("))
                && DayIn().Match(Uri.UnescapeDataString(request.Path + Text(request))) is { Success: true } day
                && string.CompareOrdinal(
                    day.Groups[1].Value, world.Time.GetUtcNow().AddDays(-Kept).ToString("yyyyMMdd", null)) > 0
                ? Elsewhere(request, "Events")
                : request,
        },
        new("an erased delivery is only said to be")
        {
            Rewrite = (_, request) => Erases(request) ? request with { Body = Keeping(request) } : request,
        },
        new("an erasure is done when it is asked for")
        {
            Rewrite = (_, request) => Is(request, "PUT", "Jobs(")
                && request.Path.Contains("erasure", StringComparison.Ordinal)
                ? request with
                {
                    Body = Encoding.UTF8.GetBytes(
                        Text(request).Replace("\"running\"", "\"done\"", StringComparison.Ordinal)),
                }
                : request,
        },
    ];

    private static bool Erases(WireRequest request) =>
        (Is(request, "PUT", "Deliveries(") || IsBatch(request, "/Deliveries("))
        && Text(request).Contains("\"Status\":\"erased\"", StringComparison.Ordinal);

    // Merged into what is there, instead of taking its place.
    private static byte[] Keeping(WireRequest request) => Encoding.UTF8.GetBytes(
        Text(request).Replace("PUT ", "MERGE ", StringComparison.Ordinal));

    [GeneratedRegex("PartitionKey='[a-z]+_([0-9]{8})'")]
    private static partial Regex DayIn();
}
