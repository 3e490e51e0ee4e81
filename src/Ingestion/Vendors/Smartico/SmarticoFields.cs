using Webhooks.Ingestion.Vendors.Smartico.Repair;

namespace Webhooks.Ingestion.Vendors.Smartico;

/// <summary>
/// Names of the template's fields; the defaults are those of the vendor's example and of our own template.
/// </summary>
public sealed class SmarticoFields
{
    /// <summary>The longest name, in characters.</summary>
    public const int LongestName = 64;

    private const string CutMark = "_truncated";

    /// <summary>The user's id in the customer's own system.</summary>
    public string User { get; init; } = "login";

    /// <summary>When the message was sent, in epoch milliseconds.</summary>
    public string Time { get; init; } = "time";

    /// <summary>The kind of asset.</summary>
    public string Channel { get; init; } = "channel";

    /// <summary>The campaign's name.</summary>
    public string Campaign { get; init; } = "campaign_name";

    /// <summary>Where the message can be seen.</summary>
    public string ViewUrl { get; init; } = "view_url";

    /// <summary>Says what is wrong with the names.</summary>
    /// <returns>One sentence for each problem; none where all is well.</returns>
    public IEnumerable<string> Validate()
    {
        (string Setting, string? Name)[] fields =
        [
            (nameof(User), User), (nameof(Time), Time), (nameof(Channel), Channel), (nameof(Campaign), Campaign),
            (nameof(ViewUrl), ViewUrl),
        ];
        for (int i = 0; i < fields.Length; i++)
        {
            string setting = $"Vendors__Smartico__Fields__{fields[i].Setting}";
            if (Problem(fields[i].Name) is { } problem)
                yield return $"{setting} {problem}.";
            else if (Array.FindIndex(fields, field => field.Name == fields[i].Name) is var first && first < i)
                yield return $"{setting} is the same name as Vendors__Smartico__Fields__{fields[first].Setting}; "
                    + $"each field needs its own.";
        }
    }

    private static string? Problem(string? name) => name switch
    {
        null or "" => "is empty; it must name a field of the template",
        { Length: > LongestName } => $"is longer than {LongestName} characters",
        ItemJson.RepairedName or CutMark => "is a name that this service adds itself",
        _ when name.Equals(FieldNames.SecretName, StringComparison.OrdinalIgnoreCase) =>
            "is a name whose value is never stored",
        FormText.KeyName => "is the name of the query parameter that holds this service's own key",
        _ when !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.') =>
            "may hold letters, digits, _, - and . only",
        _ => null,
    };
}
