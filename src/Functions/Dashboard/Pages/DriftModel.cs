using Webhooks.Ingestion;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Drift;

namespace Webhooks.Functions.Dashboard.Pages;

/// <summary>What vendors started to send.</summary>
public sealed record DriftModel(IReadOnlyCollection<SeenDrift> Seen, VendorRegistry Vendors, DateTimeOffset Now)
{
    /// <summary>What a kind is called.</summary>
    public static string Name(string kind) => kind switch
    {
        DriftKinds.Event => "new event",
        DriftKinds.Field => "new field",
        DriftKinds.FieldType => "field of another type",
        DriftKinds.Channel => "new channel",
        DriftKinds.Time => "time not understood",
        DriftKinds.Charset => "wrong character set",
        DriftKinds.BrokenText => "broken text",
        DriftKinds.Envelope => "other wrapping",
        DriftKinds.OtherVendor => "another vendor's webhook",
        DriftKinds.UnfilledTag => "unfilled template tag",
        _ => kind,
    };

    /// <summary>What a person does about it.</summary>
    public static string Advice(string kind) => kind switch
    {
        DriftKinds.Event => "Stored as unknown received. Give it a type in the vendor's mapper, then replay the days.",
        DriftKinds.Field => "Kept in Data. Map it if a report needs it, then replay the days.",
        DriftKinds.FieldType => "Look at the example: the mapper expects another type and may leave the field empty.",
        DriftKinds.Channel => "Counted as other. Give it a channel in the vendor's mapper, then replay the days.",
        DriftKinds.Time => "The time of receipt was taken instead. Correct the time's format at the vendor.",
        DriftKinds.Charset => "Read as the detail says. Correct the charset in the vendor's Content-Type.",
        DriftKinds.BrokenText => "Kept as escapes. Correct the encoding at the vendor.",
        DriftKinds.Envelope => "Read all the same. Send the body as documented to be safe.",
        DriftKinds.OtherVendor => "Correct the webhook's URL at that vendor.",
        DriftKinds.UnfilledTag => "Correct the tag's spelling in the vendor's template.",
        _ => "Look at the example.",
    };
}
