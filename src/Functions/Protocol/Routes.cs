using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Webhooks.Functions.Protocol;

/// <summary>The methods of this app's paths, by the functions' own triggers.</summary>
internal static class Routes
{
    private static readonly Lazy<(string[] Segments, string[] Methods)[]> All = new(() =>
    [
        .. typeof(Routes).Assembly.GetExportedTypes()
            .SelectMany(type =>
                type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(method => method.IsDefined(typeof(FunctionAttribute)))
            .SelectMany(method => method.GetParameters())
            .Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>())
            .Where(trigger => trigger?.Methods is not null)
            .Select(trigger => (
                trigger!.Route!.Split('/'),
                trigger.Methods!.Select(method => method.ToUpperInvariant()).ToArray())),
    ]);

    /// <summary>What may be asked of a path.</summary>
    /// <param name="path">Below the route prefix, decoded, such as <c>deliveries/019c</c>.</param>
    /// <returns>The methods in order, such as GET, HEAD; none where nothing is there.</returns>
    public static IReadOnlyList<string> MethodsOf(string path)
    {
        string[] segments = path.TrimEnd('/').Split('/');
        return
        [
            .. All.Value.Where(route => Matches(route.Segments, segments)).SelectMany(route => route.Methods)
                .Distinct().Order(StringComparer.Ordinal),
        ];
    }

    private static bool Matches(string[] route, string[] path) =>
        route.Length == path.Length && route.Zip(path).All(pair =>
            pair.First.StartsWith('{')
                ? pair.Second.Length > 0
                : string.Equals(pair.First, pair.Second, StringComparison.OrdinalIgnoreCase));
}
