using System.Text.RegularExpressions;
using Webhooks.Infra.Tests.Reading;
using Webhooks.Ingestion.Vendors;

namespace Webhooks.Infra.Tests.Deploying;

/// <summary>Every vendor gets a key and a URL from the step after a deployment, from sh as from PowerShell.</summary>
public sealed class KeysTests
{
    [Theory]
    [InlineData("infra/keys.sh", @"^ensure_key (\w+) (\w+) (\S+)$")]
    [InlineData("infra/keys.ps1", @"^Set-VendorKey (\w+) (\w+) (\S+)$")]
    public void Each_vendor_gets_a_key_of_its_own(string file, string pattern)
    {
        Match[] keys = [.. Regex.Matches(RepositoryFile.Text(file), pattern, RegexOptions.Multiline).Cast<Match>()];

        AssertNames.Equal(new VendorRegistry(new VendorOptions()).All.Select(vendor => vendor.Name), keys.Select(
            key => key.Groups[2].Value), file);
        Assert.All(keys, key => AssertRoute(key.Groups[1].Value, key.Groups[3].Value));
    }

    private static void AssertRoute(string function, string route)
    {
        string source = RepositoryFile.Text($"src/Functions/Webhooks/{function}.cs");

        Assert.Contains($"[Function(nameof({function}))]", source, StringComparison.Ordinal);
        Assert.StartsWith("api/", route, StringComparison.Ordinal);
        Assert.Contains($"Route = \"{route["api/".Length..]}\"", source, StringComparison.Ordinal);
    }
}
