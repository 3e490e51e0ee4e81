using Webhooks.Functions.Dashboard.Pages.Deliveries;
using Webhooks.Ingestion;
using Webhooks.Storage.Received;

namespace Webhooks.Functions.Dashboard.Pages.Rejected;

/// <summary>The beginning of a rejected delivery's body.</summary>
/// <param name="Text">As text, whatever it holds.</param>
/// <param name="IsCut">Whether there is more.</param>
public sealed record RejectedSample(RejectedDelivery Rejected, string Text, bool IsCut)
{
    private const int MaxBytes = 600;

    public static RejectedSample Of(RejectedDelivery rejected, Delivery delivery)
    {
        ReadOnlySpan<byte> body = delivery.Body.Span;
        return new RejectedSample(
            rejected, ShownBody.Raw(body[..Math.Min(body.Length, MaxBytes)]), body.Length > MaxBytes);
    }
}
