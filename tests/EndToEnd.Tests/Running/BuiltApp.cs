using System.Reflection;
using Webhooks.Tools.Azurite;

namespace Webhooks.EndToEnd.Tests.Running;

/// <summary>The app as this build left it.</summary>
public static class BuiltApp
{
    public static string Path { get; } = System.IO.Path.Combine(Repository.Root, Metadata("AppPath"));

    /// <summary>Debug or Release.</summary>
    public static string Configuration => Metadata("Configuration");

    /// <summary>What runs it on a machine without Core Tools.</summary>
    public static string LocalHost { get; } = System.IO.Path.Combine(Repository.Root, Metadata("LocalHostPath"));

    /// <summary>The dotnet that runs these tests.</summary>
    public static string Dotnet { get; } =
        System.IO.Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? Environment.ProcessPath!
            : "dotnet";

    private static string Metadata(string key) =>
        typeof(BuiltApp).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == key).Value!;
}
