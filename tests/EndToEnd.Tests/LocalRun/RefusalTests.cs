using System.Net;
using System.Net.Sockets;
using Webhooks.EndToEnd.Tests.Running;

namespace Webhooks.EndToEnd.Tests.LocalRun;

/// <summary>What stands in the way of a start is said in one sentence.</summary>
public sealed class RefusalTests
{
    private static readonly Dictionary<string, string?> Local = new()
    {
        ["WebhookStorage"] = "UseDevelopmentStorage=true",
        ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true",
    };

    [UnixFact]
    public async Task Taken_port_is_named()
    {
        using TcpListener other = new(IPAddress.Loopback, 0);
        other.Start();
        int port = ((IPEndPoint)other.LocalEndpoint).Port;

        using LocalRunProcess run = LocalRunProcess.Start(["--port", $"{port}"], Local);

        await run.RefusesAsync($"Port {port} is taken by another program");
    }

    [UnixFact]
    public async Task Emulator_port_taken_by_something_else_is_named()
    {
        using TcpListener other = new(IPAddress.Loopback, 0);
        other.Start();
        int port = ((IPEndPoint)other.LocalEndpoint).Port;

        using LocalRunProcess run = LocalRunProcess.Start(
            ["--port", $"{FreePort.Next()}", "--azurite-ports", $"{FreePort.Next()},{port},{FreePort.Next()}"], Local);

        await run.RefusesAsync($"Port {port}, which the storage emulator needs, is taken");
    }

    [UnixFact]
    public async Task Missing_node_is_said_with_where_to_get_it()
    {
        using TemporaryFolder empty = new();

        using LocalRunProcess run =
            LocalRunProcess.Start(OwnPorts(), new Dictionary<string, string?>(Local) { ["PATH"] = empty.Path });

        await run.RefusesAsync(
            "needs Node.js 20 or later with npm: install it from https://nodejs.org and try again (node was not "
            + "found).");
    }

    [UnixFact]
    public async Task Old_node_is_said_with_its_version()
    {
        using TemporaryFolder folder = new();
        string node = folder.Write("node", "#!/bin/sh\necho v18.19.1\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(node, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        using LocalRunProcess run =
            LocalRunProcess.Start(OwnPorts(), new Dictionary<string, string?>(Local) { ["PATH"] = folder.Path });

        await run.RefusesAsync("(found v18.19.1).");
    }

    private static string[] OwnPorts() =>
        ["--port", $"{FreePort.Next()}", "--azurite-ports", $"{FreePort.Next()},{FreePort.Next()},{FreePort.Next()}"];
}
