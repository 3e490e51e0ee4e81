using System.Globalization;
using Webhooks.Tools.Azurite;

namespace Webhooks.Tools.LocalRun;

/// <summary>What to start and where; the build passes the first two, a person the rest.</summary>
public sealed record RunOptions
{
    /// <summary>The built app: <c>--app path/to/Functions.dll</c>.</summary>
    public string App { get; init; } = "";

    /// <summary>The host for a machine without Core Tools: <c>--local-host path/to/LocalHost.dll</c>.</summary>
    public string LocalHost { get; init; } = "";

    /// <summary>Whether the app runs under Azure Functions Core Tools: where <c>func</c> is on PATH.</summary>
    public bool UseCoreTools { get; init; } = CoreTools.AreOnPath();

    /// <summary>
    /// The port that the service listens on: <c>--port</c> or <c>-p</c>, as <c>func start</c> has it.
    /// </summary>
    public int Port { get; init; } = 7071;

    /// <summary>Azurite's ports, if not the usual ones: <c>--azurite-ports blob,queue,table</c>.</summary>
    public IReadOnlyList<int> AzuritePorts { get; init; } = AzuriteOptions.WellKnownPorts;

    /// <summary>Where Azurite keeps its data: <c>--azurite-data</c>.</summary>
    public string AzuriteData { get; init; } = Path.Combine(Repository.LocalFolder, "data");

    /// <summary>Everything else, for the host.</summary>
    public IReadOnlyList<string> ForHost { get; init; } = [];

    /// <summary>Reads the command line.</summary>
    /// <exception cref="LocalRunException">An argument has no value, or not one it can have.</exception>
    public static RunOptions Parse(IReadOnlyList<string> arguments)
    {
        RunOptions options = new();
        List<string> forHost = [];
        Queue<string> rest = new(arguments.SelectMany(Split));
        while (rest.TryDequeue(out string? name))
        {
            options = name switch
            {
                "--app" => options with { App = Path.GetFullPath(Value(name, rest)) },
                "--local-host" => options with { LocalHost = Path.GetFullPath(Value(name, rest)) },
                "--port" or "-p" => options with { Port = ParsePort(name, Value(name, rest)) },
                "--azurite-ports" => options with { AzuritePorts = ParsePorts(name, Value(name, rest)) },
                "--azurite-data" => options with { AzuriteData = Path.GetFullPath(Value(name, rest)) },
                _ => options,
            };
            if (name is not ("--app" or "--local-host" or "--port" or "-p" or "--azurite-ports" or "--azurite-data"))
                forHost.Add(name);
        }

        return options.App.Length > 0
            ? options with { ForHost = forHost }
            : throw new LocalRunException("Start the service with: dotnet run --project src/Functions [-- --port N]");
    }

    private static string[] Split(string argument) =>
        argument.StartsWith("--", StringComparison.Ordinal) ? argument.Split('=', 2) : [argument];

    private static string Value(string name, Queue<string> rest) =>
        rest.TryDequeue(out string? value) ? value : throw new LocalRunException($"{name} needs a value.");

    private static int ParsePort(string name, string value) =>
        int.TryParse(value, CultureInfo.InvariantCulture, out int port) && port is > 0 and < 65536
            ? port
            : throw new LocalRunException($"{name} needs a port between 1 and 65535, not '{value}'.");

    private static int[] ParsePorts(string name, string value)
    {
        int[] ports = [.. value.Split(',').Select(port => ParsePort(name, port))];
        return ports.Length == 3
            ? ports
            : throw new LocalRunException($"{name} needs three ports, as in 10000,10001,10002, not '{value}'.");
    }
}
