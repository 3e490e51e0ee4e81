using System.Diagnostics;
using System.Net;
using Webhooks.EndToEnd.Tests.Running;

namespace Webhooks.EndToEnd.Tests.Destinations;

/// <summary>A program that listens, until it is disposed.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;
    private readonly HttpClient _http = new();

    /// <summary>Starts it.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="variables">Its environment, besides this process's.</param>
    public ServerProcess(IReadOnlyList<string> command, IReadOnlyDictionary<string, string> variables)
    {
        ProcessStartInfo start = new(command[0], command.Skip(1))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in variables)
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        Output = OutputRing.Of(_process);
    }

    public OutputRing Output { get; }

    /// <summary>Sends one request.</summary>
    public async Task<HttpStatusCode> SendAsync(HttpRequestMessage request)
    {
        using HttpResponseMessage answer = await _http.SendAsync(request);
        return answer.StatusCode;
    }

    /// <summary>Sends a request that is not signed until it is answered.</summary>
    public Task ListensAsync(Uri url) => Eventually.TrueAsync(
        $"something listens at {url}",
        async () =>
        {
            Assert.False(_process.HasExited, Output.ToString());
            using HttpResponseMessage answer = await _http.GetAsync(url);
            return true;
        },
        within: TimeSpan.FromMinutes(2),
        Output.ToString);

    /// <summary>Waits for a line that it writes.</summary>
    public Task SaysAsync(string line) => Eventually.TrueAsync(
        line, () => Output.Lines.Contains(line), context: Output.ToString);

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        _http.Dispose();
    }
}
