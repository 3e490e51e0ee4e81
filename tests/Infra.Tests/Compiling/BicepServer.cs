using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Xunit.Sdk;

namespace Webhooks.Infra.Tests.Compiling;

/// <summary>
/// The compiler as one process that is asked again and again, in JSON-RPC: its start takes longer than all that it is
/// asked for. It ends with the test run, which closes its input.
/// </summary>
internal sealed class BicepServer
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly SemaphoreSlim Turn = new(1);

    private readonly Process _process;
    private int _asked;

    public BicepServer(string program)
    {
        ProcessStartInfo start = new(program, ["jsonrpc", "--stdio"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        // main.bicepparam reads them.
        foreach (string name in start.Environment.Keys.Where(IsOfParameters).ToArray())
            start.Environment.Remove(name);
        _process = Process.Start(start)!;
    }

    /// <summary>The result of a call.</summary>
    public async Task<JsonElement> AskAsync(string method, object request)
    {
        await Turn.WaitAsync();
        try
        {
            using CancellationTokenSource patience = new(Patience);
            await SendAsync(
                JsonSerializer.SerializeToUtf8Bytes(
                    new { jsonrpc = "2.0", id = ++_asked, method, @params = (object[])[request] }),
                patience.Token);
            JsonElement answer = JsonSerializer.Deserialize<JsonElement>(await ReadAsync(patience.Token));
            return answer.TryGetProperty("result", out JsonElement result)
                ? result
                : throw new XunitException($"{method} failed: {answer}");
        }
        finally
        {
            Turn.Release();
        }
    }

    private static bool IsOfParameters(string name) =>
        name.StartsWith("WEBHOOKS_", StringComparison.Ordinal) || name.StartsWith("AZURE_", StringComparison.Ordinal);

    private async Task SendAsync(byte[] message, CancellationToken cancellationToken)
    {
        Stream stream = _process.StandardInput.BaseStream;
        byte[] head = Encoding.ASCII.GetBytes($"Content-Length: {message.Length}\r\n\r\n");
        await stream.WriteAsync(head, cancellationToken);
        await stream.WriteAsync(message, cancellationToken);
        await stream.FlushAsync(cancellationToken);
    }

    private async Task<byte[]> ReadAsync(CancellationToken cancellationToken)
    {
        Stream stream = _process.StandardOutput.BaseStream;
        StringBuilder head = new();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one, cancellationToken);
            head.Append((char)one[0]);
        }

        string length = head.ToString().Split("\r\n").Single(
            line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        byte[] message = new byte[int.Parse(length["Content-Length:".Length..], null)];
        await stream.ReadExactlyAsync(message, cancellationToken);
        return message;
    }
}
