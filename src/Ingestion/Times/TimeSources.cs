namespace Webhooks.Ingestion.Times;

/// <summary>Where an event's time is from.</summary>
public static class TimeSources
{
    /// <summary>The vendor sent it.</summary>
    public const string Vendor = "vendor";

    /// <summary>The vendor sent none that can be read, so it is the time of receipt.</summary>
    public const string Receipt = "receipt";
}
