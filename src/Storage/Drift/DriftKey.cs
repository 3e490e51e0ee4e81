using System.Text;
using Webhooks.Ingestion;
using DriftThing = Webhooks.Ingestion.Drift;

namespace Webhooks.Storage.Drift;

/// <summary>
/// Row keys of <c>SchemaDrift</c>: <c>{kind}_{name}_{detail}</c>, percent-encoded where a key may not hold a character.
/// </summary>
internal static class DriftKey
{
    // Of 512: https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model
    private const int MaxUnits = 200;

    public static string Of(DriftThing thing)
    {
        StringBuilder key = new($"{thing.Kind}_");
        foreach (Rune rune in $"{thing.Name}_{thing.Detail}".EnumerateRunes())
        {
            if (rune.Value is '/' or '\\' or '#' or '?' or '%' || Rune.IsControl(rune))
                key.Append('%').Append(rune.Value.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            else
                key.Append(rune);
        }

        return key.Length <= MaxUnits
            ? key.ToString()
            : $"{key.ToString(0, MaxUnits - 33)}_{EventIdentity.From(thing.Name, thing.Detail)}";
    }
}
