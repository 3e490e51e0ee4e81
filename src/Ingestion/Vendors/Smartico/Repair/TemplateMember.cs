using Webhooks.Ingestion.Times;

namespace Webhooks.Ingestion.Vendors.Smartico.Repair;

/// <summary>One member of the template.</summary>
/// <param name="QuotedName">Its name in quotes, UTF-8, as it stands in a body.</param>
/// <param name="InQuotes">The value may be any text between quotes.</param>
/// <param name="Bare">The value may be a word without quotes, or nothing at all.</param>
/// <param name="Constant">
/// The value where it is no tag but always the same: as it stands between the quotes; else null.
/// </param>
internal sealed record TemplateMember(string Name, byte[] QuotedName, bool InQuotes, bool Bare, byte[]? Constant)
{
    /// <summary>Without quotes it must be digits or a time: any other word was not this tag's text.</summary>
    public bool IsTime { get; init; }

    /// <summary>Says whether a text may be its value without quotes.</summary>
    /// <param name="value">UTF-8.</param>
    public bool MayBeBare(ReadOnlySpan<byte> value) =>
        value.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0
        || (BareWord.Is(value) && (!IsTime || BareWord.IsNothing(value) || VendorTime.TryRead(value, out _)));
}
