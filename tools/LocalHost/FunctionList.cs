using Webhooks.Tools.LocalHost.Http;
using Webhooks.Tools.LocalHost.Worker;

namespace Webhooks.Tools.LocalHost;

/// <summary>What the host prints once it is ready.</summary>
internal static class FunctionList
{
    /// <summary>Prints each function with its URL, or what calls it.</summary>
    public static void Print(IEnumerable<FunctionInfo> functions, RunOptions options, string prefix)
    {
        Console.WriteLine("Functions:");
        IEnumerable<FunctionInfo> sorted = functions
            .OrderBy(function => !function.IsHttp).ThenBy(function => function.Name, StringComparer.Ordinal);
        foreach (FunctionInfo function in sorted)
            Console.WriteLine($"  {function.Name}: {Trigger(function)}{(function.IsDisabled ? " (disabled)" : "")}");

        string Trigger(FunctionInfo function)
        {
            if (!function.IsHttp)
                return function.Setting("type") ?? "no trigger";
            string methods = string.Join(',', function.Methods.Select(method => method.ToUpperInvariant()));
            return $"[{methods}] http://localhost:{options.Port}{FunctionEndpoints.Route(function, prefix)}";
        }
    }
}
