namespace Webhooks.Functions.Api;

/// <summary>How an answer can be written.</summary>
internal static class Formats
{
    public const string Json = "json";
    public const string Csv = "csv";
    public const string CloudEvents = "cloudevents";
}
