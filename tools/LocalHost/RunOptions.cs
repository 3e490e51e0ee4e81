using System.Globalization;

namespace Webhooks.Tools.LocalHost;

/// <summary>The command line.</summary>
internal sealed record RunOptions
{
    /// <summary>What <c>--help</c> prints.</summary>
    public const string Help = """
        Runs a built Azure Functions app (isolated worker) on this machine.

            dotnet LocalHost.dll --app PATH [--port N] [...]

          --app PATH          The built app, such as bin/Debug/net10.0/Functions.dll; host.json lies beside it.
          --port N, -p N      The port to listen on, on localhost; 7071 unless told.
          --enforce-keys      Ask for function keys, as in Azure (func: --enableAuth, which is taken too). They are read
                              from FUNCTIONS_SECRETS_PATH, or from .secrets beside the app: host.json (masterKey,
                              functionKeys) and <function in lower case>.json (keys).
          --message-lease T   How long a message that an instance took stays hidden should the instance die: hh:mm:ss,
                              5 s to 10 min; 30 s unless told. It is renewed while the function runs.
          --state PATH        Where the timers' schedules are kept; .local-host beside the app unless told.
          --end-with-stdin    End at once when standard input ends, so as not to outlive the program that started this.
          --debug             The worker waits for a debugger; its process id is printed.

        Settings are environment variables: the app's own, AzureWebJobs.<function>.Disabled, and
        AzureFunctionsJobHost__<path> for what host.json says. Ctrl-C or SIGTERM ends it: what is under way is finished
        first, within 10 s.
        """;

    /// <summary>The built app.</summary>
    public string App { get; init; } = "";

    public int Port { get; init; } = 7071;

    public bool EnforceKeys { get; init; }

    /// <summary>How long a message stays hidden after its instance has died.</summary>
    public TimeSpan MessageLease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The folder of the timers' schedules; null for the one beside the app.</summary>
    public string? State { get; init; }

    public bool EndWithStandardInput { get; init; }

    public bool Debug { get; init; }

    public bool IsHelp { get; init; }

    /// <summary>Reads the command line.</summary>
    /// <exception cref="LocalHostException">An argument is not known or has not the value it needs.</exception>
    public static RunOptions Parse(IReadOnlyList<string> arguments)
    {
        RunOptions options = new();
        Queue<string> rest = new(arguments);
        while (rest.TryDequeue(out string? name))
        {
            options = name switch
            {
                "--app" => options with { App = Path.GetFullPath(Value()) },
                "--port" or "-p" => options with { Port = PortNumber() },
                "--enforce-keys" or "--enableAuth" => options with { EnforceKeys = true },
                "--message-lease" => options with { MessageLease = Lease() },
                "--state" => options with { State = Path.GetFullPath(Value()) },
                "--end-with-stdin" => options with { EndWithStandardInput = true },
                "--debug" => options with { Debug = true },
                "--help" or "-h" => options with { IsHelp = true },
                _ => throw new LocalHostException($"{name} is not known here; see --help."),
            };

            string Value() => rest.TryDequeue(out string? value)
                ? value
                : throw new LocalHostException($"{name} needs a value.");

            int PortNumber() =>
                int.TryParse(Value(), CultureInfo.InvariantCulture, out int port) && port is > 0 and < 65536
                ? port
                : throw new LocalHostException($"{name} needs a port between 1 and 65535.");

            TimeSpan Lease() => TimeSpan.TryParse(Value(), CultureInfo.InvariantCulture, out TimeSpan lease)
                && lease >= TimeSpan.FromSeconds(5) && lease <= TimeSpan.FromMinutes(10)
                ? lease
                : throw new LocalHostException($"{name} needs a time between 00:00:05 and 00:10:00.");
        }

        if (options.IsHelp)
            return options;
        return File.Exists(options.App)
            ? options
            : throw new LocalHostException(
            "Say which built app to run: --app bin/Debug/net10.0/Functions.dll; see --help.");
    }
}
