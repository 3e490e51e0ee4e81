using System.Net;
using Webhooks.Tools.Send;

namespace Webhooks.Infra.Tests.Sending;

/// <summary>tools/Send sends as many as were asked for, to this machine unless told, and counts the answers.</summary>
public sealed class SenderTests
{
    [Fact]
    public async Task Every_webhook_is_sent_and_its_answer_counted()
    {
        using Answers answers = new();
        using HttpClient app = new(answers) { BaseAddress = new Uri("http://localhost:1") };
        StringWriter said = new();

        Tally tally = await new Sender(app, TimeProvider.System, said)
            .SendAsync(new Traffic(1, 20, TimeProvider.System), new SendOptions { Rate = 200, Seconds = 1 }, default);

        Assert.Equal((100, 100), (tally.Acknowledged, tally.Refused));
        Assert.Contains("503", said.ToString(), StringComparison.Ordinal);
        Assert.Contains("POST /api/webhooks/smartreach", answers.Paths);
        Assert.Contains("GET /api/webhooks/smartico", answers.Paths);
    }

    [Theory]
    [InlineData("--url http://127.0.0.1:7072 --rate 5 --seconds 2 --broken 0 --seed 3", true)]
    [InlineData("", true)]
    [InlineData("--url https://app.example", false)]
    [InlineData("--url https://app.example --elsewhere yes", true)]
    [InlineData("--rate 0", false)]
    [InlineData("--broken 101", false)]
    [InlineData("--url", false)]
    [InlineData("--speed 3", false)]
    public void Options_are_taken_or_refused(string line, bool taken) =>
        Assert.Equal(taken, SendOptions.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)) is not null);

    /// <summary>Acknowledges every other one.</summary>
    private sealed class Answers : HttpMessageHandler
    {
        private int _count;

        public System.Collections.Concurrent.ConcurrentBag<string> Paths { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Paths.Add($"{request.Method} {request.RequestUri!.AbsolutePath}");
            return Task.FromResult(new HttpResponseMessage(
                Interlocked.Increment(ref _count) % 2 == 0 ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable));
        }
    }
}
