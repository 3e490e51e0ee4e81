using Webhooks.Functions.Api.Export;

namespace Webhooks.Functions.Dashboard.Pages.Events;

/// <summary>The page that a file of events is had from.</summary>
public sealed class ExportModel
{
    internal ExportModel(EventFilter filter, EventsFormat format, EventsPart part, string? continuation)
    {
        (Filter, Count, IsFirst) = (filter, part.Count, part.IsFirst);
        bool isCsv = format == EventsFormat.Csv;
        (Kind, Extension) = isCsv ? ("CSV", "csv") : ("CloudEvents", "ndjson");
        string written = isCsv ? "csv" : "cloudevents";
        Whole = filter.ExportAddress("export/part", written);
        Part = filter.ExportAddress("export/part", written, continuation, part.Next);
        Next = part.Next is { } next ? filter.ExportAddress("export", written, next) : null;
    }

    public EventFilter Filter { get; }

    /// <summary>What the file is, in words.</summary>
    public string Kind { get; }

    public string Extension { get; }

    /// <summary>The events of this part.</summary>
    public int Count { get; }

    public bool IsFirst { get; }

    /// <summary>The address of the first part, from which the whole goes on.</summary>
    public string Whole { get; }

    /// <summary>The address of this part, which ends where the next begins, though another read took longer.</summary>
    public string Part { get; }

    /// <summary>The page of the next part; null where there is none.</summary>
    public string? Next { get; }

    public string FileName =>
        $"events-{Filter.Range.From:yyyyMMdd}-{Filter.Range.To:yyyyMMdd}.{Extension}";
}
