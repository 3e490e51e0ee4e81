using System.Text;
using Webhooks.Simulation.Wire;

namespace Webhooks.Simulation.Tables;

/// <summary>Where the next page starts, in a form that means nothing to clients.</summary>
internal static class Continuation
{
    public static string Encode(string key) => $"1!{key.Length}!{Convert.ToHexString(Encoding.UTF8.GetBytes(key))}";

    public static string? Decode(string? token)
    {
        if (token is null)
            return null;
        string[] parts = token.Split('!');
        try
        {
            return parts.Length == 3 ? Encoding.UTF8.GetString(Convert.FromHexString(parts[2]))
                : throw StorageFailure.InvalidInput();
        }
        catch (FormatException)
        {
            throw StorageFailure.InvalidInput();
        }
    }
}
