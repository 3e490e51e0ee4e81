using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>Replaces <c>%setting%</c> in what an attribute says by the setting's value.</summary>
internal static partial class SettingNames
{
    public static string Resolve(IConfiguration configuration, string functionName, string text) =>
        Name().Replace(text, match => configuration[match.Groups[1].Value.Replace("__", ":", StringComparison.Ordinal)]
            ?? throw new LocalHostException(
                $"Function {functionName} needs the setting {match.Groups[1].Value}: set it in local.settings.json or in the environment."));

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Name();
}
