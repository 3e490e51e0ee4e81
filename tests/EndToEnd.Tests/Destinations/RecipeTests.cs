using System.Diagnostics;
using System.Net;
using Webhooks.EndToEnd.Tests.Documented;
using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Ingestion.Tests;

namespace Webhooks.EndToEnd.Tests.Destinations;

/// <summary>
/// The endpoints of docs/destinations.md, run as they stand there, take what is signed and nothing else.
/// </summary>
public sealed class RecipeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly int _port = FreePort.Next();

    [LongFact]
    public Task CSharp_endpoint_takes_each_signed_event_once() =>
        TakesAsync("csharp", [BuiltApp.Dotnet, "run", _folder.Write("receive.cs", Recipe("csharp"))]);

    [ProgramFact("node")]
    public Task Node_endpoint_takes_each_signed_event_once() =>
        TakesAsync("js", ["node", _folder.Write("receive.mjs", Recipe("js"))]);

    [ProgramFact("python3")]
    public Task Python_endpoint_takes_each_signed_event_once() =>
        TakesAsync("python", ["python3", _folder.Write("receive.py", Recipe("python"))]);

    public void Dispose() => _folder.Dispose();

    private static string Recipe(string language) => Assert.Single(Document.Blocks("docs/destinations.md", language));

    private async Task TakesAsync(string language, IReadOnlyList<string> command)
    {
        Uri url = new($"http://localhost:{_port}/events");
        using ServerProcess endpoint = new(command, new Dictionary<string, string>
        {
            ["PORT"] = $"{_port}",
            ["WEBHOOK_SECRET"] = SignedRequests.Secret,
        });
        await endpoint.ListensAsync(url);

        async Task AnswersAsync(bool isTaken, HttpRequestMessage request)
        {
            using (request)
            {
                HttpStatusCode status = await endpoint.SendAsync(request);
                Assert.True(isTaken ? (int)status is 200 or 204 : (int)status == 401, $"{language}: {status}");
            }
        }

        await AnswersAsync(isTaken: false, new HttpRequestMessage(HttpMethod.Post, url));
        await AnswersAsync(isTaken: false, SignedRequests.Make(url, signed: SignedRequests.Body + " "));
        await AnswersAsync(isTaken: false, SignedRequests.Make(url, secondsAgo: 600));
        await AnswersAsync(isTaken: false, SignedRequests.Make(url, secondsAgo: -600));
        await AnswersAsync(isTaken: false, SignedRequests.Make(url, secret: "whsec_b3RoZXI="));
        Assert.DoesNotContain(endpoint.Output.Lines, line => line.StartsWith("new:", StringComparison.Ordinal));

        await AnswersAsync(isTaken: true, SignedRequests.Make(url));
        await AnswersAsync(isTaken: true, SignedRequests.Make(url, secondsAgo: 30));
        await AnswersAsync(isTaken: true, SignedRequests.Make(
            url, "evt_2", SignedRequests.Body.Replace("message.clicked", "message.opened", StringComparison.Ordinal)));
        await endpoint.SaysAsync("new: engagement.message.opened");
        Assert.Single(endpoint.Output.Lines, line => line == "new: engagement.message.clicked");
    }

    /// <summary>A test that needs a program, and skips where there is none.</summary>
    private sealed class ProgramFactAttribute : FactAttribute
    {
        public ProgramFactAttribute(string program)
        {
            try
            {
                using Process version = Process.Start(new ProcessStartInfo(program, "--version")
                {
                    RedirectStandardOutput = true,
                })!;
                version.WaitForExit();
            }
            catch (System.ComponentModel.Win32Exception)
            {
                Skip = $"{program} is not on PATH.";
            }
        }
    }
}
