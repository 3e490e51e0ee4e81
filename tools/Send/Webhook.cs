namespace Webhooks.Tools.Send;

/// <summary>One request of a vendor.</summary>
/// <param name="Vendor"><c>smartreach</c> or <c>smartico</c>.</param>
/// <param name="Kind">What it is a sample of, e.g. <c>repeat</c> or <c>truncated</c>.</param>
/// <param name="Query">Without its <c>?</c>; null for none.</param>
/// <param name="ContentType">Null where there is no body.</param>
/// <param name="Body">Null for GET.</param>
public sealed record Webhook(string Vendor, string Kind, string? Query, string? ContentType, string? Body)
{
    private const string Json = "application/json";

    public static Webhook OfJson(string vendor, string kind, string body) => new(vendor, kind, null, Json, body);
}
