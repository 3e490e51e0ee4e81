using System.Diagnostics;
using System.Reflection;
using Webhooks.Benchmarks.Load.Operations;
using Webhooks.Benchmarks.Pages;
using Webhooks.Tools.Azurite;

namespace Webhooks.Benchmarks.Load;

/// <summary>Measures the whole service, on an Azurite of its own, and prints one table.</summary>
internal static class LoadBench
{
    /// <summary>Runs what the command line asks for.</summary>
    /// <returns>The exit code: 0 unless the command line is wrong.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        if (LoadOptions.Parse(arguments) is not { } options)
        {
            await Console.Error.WriteLineAsync(LoadOptions.Usage);
            return 1;
        }

        Report report = new();
        foreach (string part in options.Parts)
        {
            long start = Stopwatch.GetTimestamp();
            Report.Progress($"# {part}");
            await (part switch
            {
                "start" => StartPart.RunAsync(options, report),
                "put" => PutPart.RunAsync(options, report),
                "acks" => AckPart.RunAsync(options, report),
                "ops" => OperationsPart.RunAsync(options, report),
                "drain" => DrainPart.RunAsync(options, report),
                "pages" => PagesPart.RunAsync(options, report),
                _ => RollUpPart.RunAsync(options, report),
            });
            Report.Progress($"# {part}: {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s");
        }

        report.Print(options.Host);
        return 0;
    }

    /// <summary>What the build says of itself: a path in the repository, made absolute.</summary>
    public static string Built(string key) => Path.Combine(
        Repository.Root,
        typeof(LoadBench).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == key).Value!);
}
