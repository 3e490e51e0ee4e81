using System.Globalization;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>The arguments of <c>func start</c> that the local host knows; the others are left to the app.</summary>
internal sealed record HostArguments(int Port, bool EnableAuth, string[] Others)
{
    private const int DefaultPort = 7071;

    public static HostArguments Parse(IReadOnlyList<string> args)
    {
        int port = DefaultPort;
        bool enableAuth = false;
        List<string> others = [];
        for (int i = 0; i < args.Count; i++)
        {
            string[] parts = args[i].Split('=', 2);
            if (parts[0].Equals("--enableAuth", StringComparison.OrdinalIgnoreCase))
                enableAuth = parts.Length == 1 || bool.Parse(parts[1]);
            else if (parts[0] is "--port" or "-p")
                port = ParsePort(parts.Length == 2 ? parts[1] : args.ElementAtOrDefault(++i));
            else
                others.Add(args[i]);
        }

        return new HostArguments(port, enableAuth, [.. others]);
    }

    private static int ParsePort(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port <= 65535
            ? port
            : throw new LocalHostException("--port needs a number from 0 to 65535; 0 picks a free port.");
}
