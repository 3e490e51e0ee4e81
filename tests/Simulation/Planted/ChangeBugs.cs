using System.Text;
using System.Text.RegularExpressions;
using Webhooks.Ingestion.Vendors;
using Webhooks.Simulation.Wire;
using static Webhooks.Simulation.Planted.Tampering;

namespace Webhooks.Simulation.Planted;

/// <summary>
/// Mistakes that show only in what does not happen every day: large bodies, names that are new, a new version, the old
/// one beside it, another number of instances, rows that somebody edited.
/// </summary>
internal static partial class ChangeBugs
{
    private const string Row = "{\"odata.etag\"";

    public static IReadOnlyList<PlantedBug> All { get; } =
    [
        new("the second part of a large body is stored under another name")
        {
            Without = plan => plan with { Large = 0 },
            Rewrite = (_, request) => !request.IsQueue && Holds(request, "BodyChunk01")
                ? request with { Body = SecondChunk().Edit(request, "BodyChunk31") }
                : request,
        },
        new("an event with a name that is new is not stored")
        {
            Without = plan => plan with { Unknown = 0 },
            Rewrite = (_, request) => (Is(request, "POST", "Events") || IsBatch(request, "/Events"))
                && Holds(request, "unknown.received") ? Elsewhere(request, "Events") : request,
        },
        new("what is new is not written down")
        {
            Without = plan => plan with { Unknown = 0 },
            Rewrite = (_, request) => Is(request, "POST", "SchemaDrift") ? Elsewhere(request, "SchemaDrift") : request,
        },
        new("a new version maps as the old one does")
        {
            Without = plan => plan with { NewVersionOn = 0 },
            Options = options => options with { Vendors = _ => new VendorOptions() },
        },
        new("the old version cannot read the messages of the new one")
        {
            FirstSeed = 6,
            Without = plan => plan with { NewVersionOn = 0 },
            Rewrite = (_, request) => request.Version > 1 && Is(request, "POST", "deliveries/messages")
                ? request with { Body = Replace(request, "<MessageText>", "<MessageText>2222") }
                : request,
            Reply = (_, request, response) => request.Version > 1 && Is(request, "GET", "deliveries/messages")
                ? With(response, Text(response).Replace("<MessageText>2222", "<MessageText>", StringComparison.Ordinal))
                : response,
        },
        new("an instance that is to end drops what it has")
        {
            Without = plan => plan with { ScalesADay = 0, NewVersionOn = 0 },
            Options = options => options with
            {
                Process = async (instance, process) =>
                {
                    try
                    {
                        await process(instance.Stopping);
                    }
                    catch (OperationCanceledException) when (instance.IsStopping)
                    {
                        // Taken for done.
                    }
                },
            },
        },
        new("reading ends at a row that somebody made")
        {
            Without = plan => plan with { EditsADay = 0 },
            Reply = (_, request, response) => Is(request, "GET", "Events") && Says(response, "by-hand")
                ? With(response, UpToHandMade(Text(response)))
                : response,
        },
    ];

    private static bool Holds(WireRequest request, string text) =>
        request.Body.Span.IndexOf(Encoding.ASCII.GetBytes(text)) >= 0;

    private static byte[] Replace(WireRequest request, string what, string with) =>
        Encoding.UTF8.GetBytes(Text(request).Replace(what, with, StringComparison.Ordinal));

    private static string UpToHandMade(string page)
    {
        int row = page.LastIndexOf(Row, page.IndexOf("by-hand", StringComparison.Ordinal), StringComparison.Ordinal);
        return $"{page[..row].TrimEnd(',')}]}}";
    }

    [GeneratedRegex("BodyChunk01")]
    private static partial Regex SecondChunk();
}
