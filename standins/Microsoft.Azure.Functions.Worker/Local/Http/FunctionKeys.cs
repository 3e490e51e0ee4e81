using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker.Local.Http;

/// <summary>
/// The keys of <c>--enableAuth</c>, read once from the files in which the real host keeps them: <c>host.json</c> with
/// the master and host keys, and <c>{function in lower case}.json</c> with the function's own.
/// </summary>
internal sealed class FunctionKeys
{
    private readonly byte[][] _master;
    private readonly byte[][] _host;
    private readonly Dictionary<string, byte[][]> _functions;

    private FunctionKeys(byte[][] master, byte[][] host, Dictionary<string, byte[][]> functions) =>
        (_master, _host, _functions) = (master, host, functions);

    public static FunctionKeys Read(string folder, IEnumerable<FunctionEntry> functions)
    {
        using JsonDocument? host = Open(Path.Combine(folder, "host.json"));
        Dictionary<string, byte[][]> own = new(StringComparer.OrdinalIgnoreCase);
        foreach (FunctionEntry function in functions)
        {
#pragma warning disable CA1308 // The file's name is in lower case in the real host.
            using JsonDocument? file = Open(Path.Combine(folder, $"{function.Name.ToLowerInvariant()}.json"));
#pragma warning restore CA1308
            own[function.Name] = Values(file, "keys");
        }

        return new FunctionKeys(Values(host, "masterKey"), Values(host, "functionKeys"), own);
    }

    public bool Allow(HttpRequest request, string functionName, AuthorizationLevel level) => level switch
    {
        AuthorizationLevel.Anonymous or AuthorizationLevel.User => true,
        AuthorizationLevel.Function => Matches(request, _functions[functionName], _host, _master),
        _ => AllowAdmin(request),
    };

    public bool AllowAdmin(HttpRequest request) => Matches(request, _master);

    private static bool Matches(HttpRequest request, params ReadOnlySpan<byte[][]> keySets)
    {
        string? shown = request.Headers["x-functions-key"];
        shown = string.IsNullOrEmpty(shown) ? request.Query["code"] : shown;
        if (string.IsNullOrEmpty(shown))
            return false;
        byte[] key = Encoding.UTF8.GetBytes(shown);
        bool found = false;
        foreach (byte[][] keys in keySets)
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
        catch (JsonException e)
        {
            throw new LocalHostException($"The key file {path} is not valid JSON.", e);
        }
    }

    private static byte[][] Values(JsonDocument? file, string property)
    {
        if (file is null || !file.RootElement.TryGetProperty(property, out JsonElement found))
            return [];
        IEnumerable<JsonElement> keys = found.ValueKind == JsonValueKind.Array ? found.EnumerateArray() : [found];
        return [.. keys.Select(Value).Where(value => !string.IsNullOrEmpty(value)).Select(value => Encoding.UTF8.GetBytes(value!))];
    }

    private static string? Value(JsonElement key) => key.TryGetProperty("value", out JsonElement value) ? value.GetString() : null;
}
