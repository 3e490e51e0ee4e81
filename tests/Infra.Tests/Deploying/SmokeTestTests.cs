using System.Net;
using Webhooks.Tools.Deployment;

namespace Webhooks.Infra.Tests.Deploying;

/// <summary>The smoke test sends each function its own key, and fails where the app does not do its job.</summary>
public sealed class SmokeTestTests
{
    [Fact]
    public async Task Every_function_gets_its_own_key_and_none_is_printed()
    {
        using App app = new();
        StringWriter said = new();

        await RunAsync(app, said);

        Assert.Equal(
            [
                "contacts/erase key-of-EraseContact",
                "counts key-of-GetCounts",
                "events key-of-GetEvents",
                "health ",
                "webhooks/smartreach key-of-SmartReachWebhook",
            ],
            app.Requests.Distinct().Order(StringComparer.Ordinal));
        Assert.DoesNotContain("key-of", said.ToString(), StringComparison.Ordinal);
        Assert.Equal(6, said.ToString().Split('\n').Count(line => line.StartsWith("ok ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("webhooks/smartreach", "acknowledged: 401")]
    [InlineData("events", "GetEvents answered: 401")]
    public async Task Refusal_fails_it_with_the_step_and_the_answer(string refused, string says)
    {
        using App app = new() { Refused = refused };

        DeploymentException e = await Assert.ThrowsAsync<DeploymentException>(() => RunAsync(app, TextWriter.Null));

        Assert.Contains(says, e.Message, StringComparison.Ordinal);
    }

    private static async Task RunAsync(App app, TextWriter said)
    {
        using HttpClient client = new(app, disposeHandler: false) { BaseAddress = new Uri("https://app.example/") };
        FunctionKeys keys = new((arguments, _) => Task.FromResult($"key-of-{arguments[9]}"), "rg", "func");
        await new SmokeTest(client, keys, said).RunAsync(default);
    }

    /// <summary>An app that has what it was sent, until it is told to erase.</summary>
    private sealed class App : HttpMessageHandler
    {
        private string _stored = "";

        public string? Refused { get; init; }

        public List<string> Requests { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            string path = request.RequestUri!.AbsolutePath["/api/".Length..];
            request.Headers.TryGetValues("x-functions-key", out IEnumerable<string>? key);
            Requests.Add($"{path} {key?.Single()}");
            if (path == Refused)
                return new HttpResponseMessage(HttpStatusCode.Unauthorized);
            if (path.StartsWith("webhooks", StringComparison.Ordinal))
                _stored = await request.Content!.ReadAsStringAsync(cancellationToken);
            if (path == "contacts/erase")
                _stored = "";
            return new HttpResponseMessage { Content = new StringContent(_stored) };
        }
    }
}
