using Microsoft.Azure.Functions.Worker.Http;
using Webhooks.Functions.Http;
using Webhooks.Ingestion;
using Webhooks.Storage.Reading;
using Webhooks.Storage.Tables;

namespace Webhooks.Functions.Api.Export;

/// <summary>
/// All events of a range of days, oldest day first, in parts: an answer is held in memory as a whole, so each part ends
/// at some size. It ends at some time too, so that a rare type of a busy day is found in several parts, and the first
/// comes at once.
/// </summary>
/// <param name="Vendors">In the order of their events of a day.</param>
/// <param name="IsAskedFor">Which events to keep.</param>
internal sealed record EventExport(
    IReadOnlyList<string> Vendors,
    DateOnly From,
    DateOnly To,
    EventsFormat Format,
    Func<EngagementEvent, bool> IsAskedFor)
{
    public const int MaxBytes = 4 * 1024 * 1024; // and the event that goes over it
    public const int MaxDays = 3_660;
    private const int MaxEvents = 10_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PatienceOfFirst = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Where a part is to end, however long that takes: the <see cref="EventsPart.Next"/> that it had when it was read
    /// before; null where its size or time ends it.
    /// </summary>
    public string? Until { get; init; }

    /// <summary>Reads a part.</summary>
    /// <param name="continuation">The part before's <see cref="EventsPart.Next"/>; null for the first.</param>
    public async Task<EventsPart> ReadAsync(
        EventReader events, string? continuation, TimeProvider time, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        bool isFirst = continuation is null;
        TimeSpan patience = isFirst ? PatienceOfFirst : Patience;
        using EventFile file = new(Format, isFirst);
        ExportPlace place = continuation is null ? First : ExportPlace.Parse(continuation);
        if (!Vendors.Contains(place.Day.Vendor) || place.Day.Day < From || place.Day.Day > To)
            throw ExportPlace.Wrong();

        ExportPlace? end = Until is null ? null : ExportPlace.Parse(Until, "until");
        bool IsFull() => end is null
            ? file.Length >= MaxBytes || file.Count == MaxEvents || time.GetElapsedTime(start) > patience
            : file.Length >= 2 * MaxBytes ? throw ExportPlace.Wrong("until") : false; // few come in meanwhile
        EventsPart Part(ExportPlace? next) => new(file.ToArray(), file.Count, isFirst, next?.ToString());

        while (true)
        {
            if (end is { After: null } && end.Value.Day == place.Day)
                return Part(null);

            // All rows are read and what is not asked for is left out here: a storage query that finds nothing for
            // long says nothing of how far it came, and there would be no place to go on from.
            EventQuery all = new() { Vendor = place.Day.Vendor, Day = place.Day.Day, After = place.After };
            await foreach (EngagementEvent e in events.AllAsync(all, cancellationToken))
            {
                if (end is { } last && last.Day == place.Day && ExportPlace.Behind(e).IsBeyond(last))
                    return Part(null);
                if (IsAskedFor(e))
                    file.Add(e);
                if (IsFull())
                    return Part(ExportPlace.Behind(e));
            }

            if (Behind(place.Day) is not { } next || end?.Day == place.Day)
                return Part(null);
            place = new ExportPlace(next, null);
            if (IsFull())
                return Part(place);
        }
    }

    /// <summary>Answers with a part.</summary>
    public HttpResponseData Answer(HttpRequestData request, EventsPart part)
    {
        (string type, string extension) = Format switch
        {
            EventsFormat.Csv => (part.IsFirst ? Csv.MediaType : Csv.MediaTypeOfRest, "csv"),
            EventsFormat.CloudEvents => ("application/x-ndjson", "ndjson"),
            _ => ("application/cloudevents-batch+json; charset=utf-8", "json"),
        };
        return Reply.File(request, type, FileName(extension), part.Content).Continue(request, part.Next);
    }

    private ExportPlace First => new(new VendorDay(Vendors[0], From), null);

    private VendorDay? Behind(VendorDay day)
    {
        int vendor = Vendors.ToList().IndexOf(day.Vendor) + 1;
        if (vendor < Vendors.Count)
            return new VendorDay(Vendors[vendor], day.Day);
        return day.Day < To ? new VendorDay(Vendors[0], day.Day.AddDays(1)) : null;
    }

    private string FileName(string extension)
    {
        string vendor = Vendors.Count == 1 ? $"-{Vendors[0]}" : "";
        string days = From == To ? $"{From:yyyyMMdd}" : $"{From:yyyyMMdd}-{To:yyyyMMdd}";
        return $"events{vendor}-{days}.{extension}";
    }
}

/// <summary>A part of an export.</summary>
/// <param name="Count">The events in it.</param>
/// <param name="Next">Continues after it; null where there is no more. A part may be empty, and still go on.</param>
internal sealed record EventsPart(byte[] Content, int Count, bool IsFirst, string? Next);
