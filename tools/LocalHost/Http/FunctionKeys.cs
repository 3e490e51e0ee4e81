using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Webhooks.Tools.LocalHost.Worker;

namespace Webhooks.Tools.LocalHost.Http;

/// <summary>
/// The keys that callers need, from the files in which the real host keeps them: <c>host.json</c> with the master key
/// and those for all functions, and <c>{function in lower case}.json</c> with a function's own. They are read again
/// where a file has changed: a key that was rotated is good a second later, and the old one is not.
/// </summary>
internal sealed class FunctionKeys
{
    private static readonly TimeSpan ReadAgainAfter = TimeSpan.FromSeconds(1);

    private readonly string _folder;
    private readonly string[] _functions;
    private KeySet _known;
    private DateTime _changedAt;
    private long _lookedAt;

    private FunctionKeys(string folder, string[] functions) =>
        (_folder, _functions, _known, _changedAt, _lookedAt) =
            (folder, functions, ReadAll(folder, functions), ChangedAt(folder), Environment.TickCount64);

    /// <summary>Reads the files; those that are missing hold no keys.</summary>
    /// <exception cref="LocalHostException">A file is not JSON.</exception>
    public static FunctionKeys Read(string folder, IEnumerable<string> functions) => new(folder, [.. functions]);

    /// <summary>Whether a request may call a function.</summary>
    public bool Allow(HttpRequest request, FunctionInfo function) =>
        function.Setting("authLevel")?.ToUpperInvariant() switch
        {
            "ANONYMOUS" => true,
            "ADMIN" or "SYSTEM" => AllowAdmin(request),
            _ => AllowKeyed(request, Latest(), function.Name),
        };

    private static bool AllowKeyed(HttpRequest request, KeySet keys, string function) =>
        Matches(request, keys.Functions[function], keys.Host, keys.Master);

    /// <summary>Whether a request may call what is below <c>/admin</c>.</summary>
    public bool AllowAdmin(HttpRequest request) => Matches(request, Latest().Master);

    /// <summary>Whether a request's key is one for all functions: known below <c>/admin</c>, and not enough.</summary>
    public bool IsKnown(HttpRequest request) => Matches(request, Latest().Host);

    private KeySet Latest()
    {
        if (Environment.TickCount64 - Volatile.Read(ref _lookedAt) < ReadAgainAfter.TotalMilliseconds)
            return Volatile.Read(ref _known);
        lock (_functions)
        {
            Volatile.Write(ref _lookedAt, Environment.TickCount64);
            DateTime changedAt = ChangedAt(_folder);
            if (changedAt == _changedAt)
                return _known;
            try
            {
                Volatile.Write(ref _known, ReadAll(_folder, _functions));
                _changedAt = changedAt;
            }
            catch (LocalHostException)
            {
                // It is being written: the next request reads it.
            }

            return _known;
        }
    }

    private static DateTime ChangedAt(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder).Select(File.GetLastWriteTimeUtc).DefaultIfEmpty().Max()
        : default;

    private static KeySet ReadAll(string folder, IEnumerable<string> functions)
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

        return new KeySet(Values(host, "masterKey"), Values(host, "functionKeys"), own);
    }

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

    private sealed record KeySet(byte[][] Master, byte[][] Host, Dictionary<string, byte[][]> Functions);
}
