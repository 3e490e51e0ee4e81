using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Webhooks.Ingestion;
using Webhooks.Storage.Destinations;

namespace Webhooks.Functions.Settings;

/// <summary>
/// Reads one destination, <c>Destinations__{name}__*</c>. What is wrong is named, its value is not: addresses and
/// headers may hold keys.
/// </summary>
/// <param name="section">The settings of the destination.</param>
/// <param name="vendors">The names of the vendors.</param>
internal sealed partial class DestinationReader(IConfigurationSection section, IReadOnlyList<string> vendors)
{
    private const string SecretPrefix = "whsec_";
    private const string Batch = "cloudevents-batch";
    private const string Single = "cloudevent";
    private const string Json = "json";

    private static readonly string[] OwnHeaders =
        ["host", "connection", "transfer-encoding", "content-", "webhook-", "upgrade", "te", "trailer", "expect"];

    /// <summary>Reads it.</summary>
    /// <returns>Null where it has no <c>Url</c>, and so is switched off.</returns>
    /// <exception cref="SettingsException">Something is wrong.</exception>
    public Destination? Read()
    {
        if (!NamePattern().IsMatch(section.Key))
            throw Wrong("", "must have a name of 1 to 32 lower-case letters, digits and hyphens");
        foreach (IConfigurationSection setting in section.GetChildren())
        {
            if (!DestinationOptions.Names.Contains(setting.Key, StringComparer.OrdinalIgnoreCase))
                throw Wrong($"__{setting.Key}", $"is none; there are {string.Join(", ", DestinationOptions.Names)}");
        }

        DestinationOptions options = section.Get<DestinationOptions>() ?? new DestinationOptions();
        if (string.IsNullOrWhiteSpace(options.Url))
            return null;
        return new Destination(section.Key, Url(options.Url))
        {
            Secret = Secret(options.Secret),
            Types = List("Types", options.Types, "types of events, such as message.sent or message.*", IsType),
            Vendors = List("Vendors", options.Vendors, "names of vendors", vendors.Contains),
            Format = Format(options.Format),
            MaxPerSecond = MaxPerSecond(options.MaxPerSecond),
            Headers = Headers(),
        };
    }

    /// <summary>The format of a destination, as it is set.</summary>
    public static string FormatOf(Destination destination) => destination.Format switch
    {
        DestinationFormat.CloudEventsBatch => Batch,
        DestinationFormat.Json => Json,
        _ => Single,
    };

    private Uri Url(string text) =>
        Uri.TryCreate(text.Trim(), UriKind.Absolute, out Uri? url)
            && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
            && url.UserInfo.Length == 0 && url.Fragment.Length == 0
            ? url
            : throw Wrong("__Url", "must be an https address without a user or fragment; http only of this machine");

    private string? Secret(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        Span<byte> key = stackalloc byte[256];
        return text.StartsWith(SecretPrefix, StringComparison.Ordinal)
            && Convert.TryFromBase64String(text[SecretPrefix.Length..], key, out int length)
            && length is >= 24 and <= 64
            ? text
            : throw Wrong("__Secret", $"must be {SecretPrefix} and 24 to 64 bytes in base64");
    }

    private string[] List(string name, string? text, string what, Func<string, bool> isOne)
    {
        string[] list = (text ?? "").Split(
            ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return list.All(isOne) ? list : throw Wrong($"__{name}", $"must be {what}, with commas between them");
    }

    private static bool IsType(string pattern) => EventTypes.All.Any(type => Destination.Is(pattern, type));

    private DestinationFormat Format(string? format) => format switch
    {
        null or "" or Single => DestinationFormat.CloudEvent,
        Batch => DestinationFormat.CloudEventsBatch,
        Json => DestinationFormat.Json,
        _ => throw Wrong("__Format", $"must be {Single}, {Batch} or {Json}"),
    };

    private double? MaxPerSecond(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double most)
            && most is >= 0.1 and <= 1000
            ? most
            : throw Wrong("__MaxPerSecond", "must be a number from 0.1 to 1000");
    }

    private Dictionary<string, string> Headers()
    {
        Dictionary<string, string> headers = [];
        foreach (IConfigurationSection header in section.GetSection("Headers").GetChildren())
        {
            // Azure takes no hyphen in the name of an app setting on Linux, where most headers have one.
            (string name, string value) = (header.Key.Replace('_', '-'), header.Value ?? "");
            if (!HeaderPattern().IsMatch(name)
                || OwnHeaders.Any(own => own.EndsWith('-')
                    ? name.StartsWith(own, StringComparison.OrdinalIgnoreCase)
                    : name.Equals(own, StringComparison.OrdinalIgnoreCase)))
                throw Wrong($"__Headers__{header.Key}", "is no header that may be set");
            if (value.Length == 0 || value.Any(c => c is < ' ' or > '~'))
                throw Wrong($"__Headers__{header.Key}", "must be a text of printable ASCII characters");
            headers[name] = value;
        }

        return headers;
    }

    private SettingsException Wrong(string setting, string what) =>
        new($"The setting {section.Path.Replace(":", "__", StringComparison.Ordinal)}{setting} {what}.");

    [GeneratedRegex("^[a-z0-9-]{1,32}$")]
    private static partial Regex NamePattern();

    [GeneratedRegex("^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}$")]
    private static partial Regex HeaderPattern();
}
