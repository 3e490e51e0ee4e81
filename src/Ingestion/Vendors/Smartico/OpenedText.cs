namespace Webhooks.Ingestion.Vendors.Smartico;

/// <summary>What was in an envelope.</summary>
/// <param name="Text">The text in it, UTF-8.</param>
/// <param name="Beside">Fields that were beside it.</param>
/// <param name="IsAll">True where the envelope holds nothing else: what is in it is what was sent, JSON or not.</param>
internal sealed record OpenedText(
    Envelope Envelope, byte[] Text, List<KeyValuePair<string, string>> Beside, bool IsAll);
