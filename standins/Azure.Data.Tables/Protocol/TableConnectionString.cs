using Azure.Core.Pipeline;

namespace Azure.Data.Tables.Protocol;

/// <summary>What a connection string says about tables.</summary>
internal sealed record TableConnectionString(Uri Endpoint, string AccountName, HttpPipelinePolicy Policy)
{
    // https://learn.microsoft.com/azure/storage/common/storage-use-azurite#well-known-storage-account-and-key
    private const string EmulatorAccount = "devstoreaccount1";
    private const string EmulatorKey =
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    public static TableConnectionString Parse(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        Dictionary<string, string> parts = Split(text);
        if (parts.TryGetValue("UseDevelopmentStorage", out string? emulator)
            && emulator.Equals("true", StringComparison.OrdinalIgnoreCase))
        {
            return WithKey(new Uri($"http://127.0.0.1:10002/{EmulatorAccount}"), EmulatorAccount, EmulatorKey);
        }

        string? account = parts.GetValueOrDefault("AccountName");
        string? endpoint = parts.GetValueOrDefault("TableEndpoint");
        if (endpoint is null && account is not null)
        {
            string scheme = parts.GetValueOrDefault("DefaultEndpointsProtocol", "https");
            endpoint = $"{scheme}://{account}.table.{parts.GetValueOrDefault("EndpointSuffix", "core.windows.net")}";
        }

        if (Uri.TryCreate(endpoint, UriKind.Absolute, out Uri? uri))
        {
            if (account is not null && parts.TryGetValue("AccountKey", out string? key))
                return WithKey(uri, account, key);
            if (parts.TryGetValue("SharedAccessSignature", out string? signature))
                return new(uri, account ?? TableAddress.AccountOf(uri), new SharedAccessSignaturePolicy(signature));
        }

        throw new FormatException(
            "The connection string names no table account: it needs AccountName and AccountKey, or TableEndpoint and SharedAccessSignature.");
    }

    private static TableConnectionString WithKey(Uri endpoint, string account, string key) =>
        new(endpoint, account, new SharedKeyPolicy(new TableSharedKeyCredential(account, key)));

    private static Dictionary<string, string> Split(string text)
    {
        Dictionary<string, string> parts = new(StringComparer.OrdinalIgnoreCase);
        foreach (string part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || !parts.TryAdd(part[..equals].Trim(), part[(equals + 1)..].Trim()))
                throw new InvalidOperationException("The connection string is not a list of distinct name=value parts.");
        }

        return parts;
    }
}
