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
        foreach (FunctionInfo function in functions.OrderBy(function => !function.IsHttp).ThenBy(function => function.Name, StringComparer.Ordinal))
            Console.WriteLine($"  {function.Name}: {Trigger(function)}{(function.IsDisabled ? " (disabled)" : "")}");

        string Trigger(FunctionInfo function) => function.IsHttp
            ? $"[{string.Join(',', function.Methods.Select(method => method.ToUpperInvariant()))}] http://localhost:{options.Port}{FunctionEndpoints.Route(function, prefix)}"
            : function.Setting("type") ?? "no trigger";
    }
}
