using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Webhooks.Tools.LocalHost.Worker;

namespace Webhooks.Tools.LocalHost.Http;

/// <summary>
/// The keys that callers need, from the files in which the real host keeps them: <c>host.json</c> with the master key
/// and those for all functions, and <c>{function in lower case}.json</c> with a function's own. They are read once.
/// </summary>
internal sealed class FunctionKeys
{
    private readonly byte[][] _master;
    private readonly byte[][] _host;
    private readonly Dictionary<string, byte[][]> _functions;

    private FunctionKeys(byte[][] master, byte[][] host, Dictionary<string, byte[][]> functions) =>
        (_master, _host, _functions) = (master, host, functions);

    /// <summary>Reads the files; those that are missing hold no keys.</summary>
    /// <exception cref="LocalHostException">A file is not JSON.</exception>
    public static FunctionKeys Read(string folder, IEnumerable<string> functions)
    {
        using JsonDocument? host = Open(Path.Combine(folder, "host.json"));
        Dictionary<string, byte[][]> own = new(StringComparer.OrdinalIgnoreCase);
        foreach (string function in functions)
        {
#pragma warning disable CA1308 // So the real host names the file.
            using JsonDocument? file = Open(Path.Combine(folder, $"{function.ToLowerInvariant()}.json"));
#pragma warning restore CA1308
            own[function] = Values(file, "keys");
        }

        return new FunctionKeys(Values(host, "masterKey"), Values(host, "functionKeys"), own);
    }

    /// <summary>Whether a request may call a function.</summary>
    public bool Allow(HttpRequest request, FunctionInfo function) =>
        function.Setting("authLevel")?.ToUpperInvariant() switch
        {
            "ANONYMOUS" => true,
            "ADMIN" or "SYSTEM" => AllowAdmin(request),
            _ => Matches(request, _functions[function.Name], _host, _master),
        };

    /// <summary>Whether a request may call what is below <c>/admin</c>.</summary>
    public bool AllowAdmin(HttpRequest request) => Matches(request, _master);

    /// <summary>Whether a request's key is one for all functions: known below <c>/admin</c>, and not enough.</summary>
    public bool IsKnown(HttpRequest request) => Matches(request, _host);

    // The header wins, of several values the first counts, and case does not, as in the real host.
    private static bool Matches(HttpRequest request, params ReadOnlySpan<byte[][]> sets)
    {
        if (!request.Headers.TryGetValue("x-functions-key", out StringValues shown))
            shown = request.Query["code"];
        if (shown is not [{ Length: > 0 } text, ..])
            return false;
        byte[] key = Bytes(text);
        bool found = false;
        foreach (byte[][] keys in sets)
        {
            foreach (byte[] candidate in keys)
                found |= CryptographicOperations.FixedTimeEquals(candidate, key);
        }

        return found;
    }

    private static JsonDocument? Open(string path)
    {
        try
        {
            return File.Exists(path) ? JsonDocument.Parse(File.ReadAllBytes(path)) : null;
        }
        catch (JsonException)
        {
            throw new LocalHostException($"The key file {path} is not valid JSON.");
        }
    }

    private static byte[][] Values(JsonDocument? file, string property)
    {
        if (file is null || !file.RootElement.TryGetProperty(property, out JsonElement found))
            return [];
        IEnumerable<JsonElement> keys = found.ValueKind == JsonValueKind.Array ? found.EnumerateArray() : [found];
        return
        [
            .. keys.Select(key => key.TryGetProperty("value", out JsonElement value) ? value.GetString() : null)
                .Where(value => !string.IsNullOrEmpty(value))
                .Select(value => Bytes(value!)),
        ];
    }

    private static byte[] Bytes(string key) => Encoding.UTF8.GetBytes(key.ToUpperInvariant());
}
