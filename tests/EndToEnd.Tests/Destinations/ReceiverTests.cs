using System.Net;
using Webhooks.EndToEnd.Tests.Running;

namespace Webhooks.EndToEnd.Tests.Destinations;

/// <summary>tools/Receiver verifies, prints a line an event, and answers as it is told.</summary>
public sealed class ReceiverTests
{
    private const string Line =
        SignedRequests.Id + " engagement.message.clicked /webhooks/smartreach 2026-01-15T10:00:30.123Z";

    private readonly int _port = FreePort.Next();

    private Uri Url => new($"http://127.0.0.1:{_port}/");

    [Fact]
    public async Task Prints_signed_events_marks_repeats_and_refuses_the_rest()
    {
        using ServerProcess receiver = Start(SignedRequests.Secret);
        await receiver.SaysAsync($"Listening on http://127.0.0.1:{_port}, signatures are verified");

        Assert.Equal(HttpStatusCode.NoContent, await receiver.SendAsync(SignedRequests.Make(Url)));
        await receiver.SaysAsync(Line);
        Assert.Equal(HttpStatusCode.NoContent, await receiver.SendAsync(SignedRequests.Make(Url)));
        await receiver.SaysAsync(Line + " repeat");
        Assert.Equal(
            HttpStatusCode.Unauthorized, await receiver.SendAsync(SignedRequests.Make(Url, secret: "whsec_b3RoZXI=")));
        await receiver.SaysAsync("refused: No matching signature found");
    }

    [Fact]
    public async Task Prints_each_event_of_a_batch_and_what_is_none()
    {
        using ServerProcess receiver = Start(secret: "");
        await receiver.SaysAsync($"Listening on http://127.0.0.1:{_port}, signatures are not verified");

        Assert.Equal(HttpStatusCode.NoContent, await receiver.SendAsync(SignedRequests.Make(
            Url, "evt_batch", """[{"id":"1","type":"a"},{"id":"2","type":"b\u001b[2J"}]""")));
        await receiver.SaysAsync("1 a - -");
        await receiver.SaysAsync("2 b[2J - -");
        Assert.Equal(HttpStatusCode.NoContent, await receiver.SendAsync(SignedRequests.Make(Url, "evt_3", "hello")));
        await receiver.SaysAsync("evt_3 is no CloudEvent");
    }

    [Fact]
    public async Task Refuses_as_often_as_it_is_told_and_what_comes_again_is_no_repeat()
    {
        using ServerProcess receiver = Start(secret: "", "--status", "503", "--times", "2", "--delay", "1");
        await receiver.SaysAsync($"Listening on http://127.0.0.1:{_port}, signatures are not verified");

        long start = TimeProvider.System.GetTimestamp();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await receiver.SendAsync(SignedRequests.Make(Url)));
        Assert.InRange(TimeProvider.System.GetElapsedTime(start).TotalSeconds, 0.9, 30);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await receiver.SendAsync(SignedRequests.Make(Url)));
        Assert.Equal(HttpStatusCode.NoContent, await receiver.SendAsync(SignedRequests.Make(Url)));
        await receiver.SaysAsync(Line);
        Assert.Equal(2, receiver.Output.Lines.Count(line => line == Line + " answered 503"));
    }

    [Theory]
    [InlineData("", "--port", "70000")]
    [InlineData("", "--status", "99")]
    [InlineData("", "--what", "1")]
    [InlineData("", "--delay")]
    [InlineData("whsec_!")]
    public async Task Says_what_it_cannot_do(string secret, params string[] options)
    {
        using ServerProcess receiver = new(
            [BuiltApp.Dotnet, Path.Combine(AppContext.BaseDirectory, "Receiver.dll"), .. options], Variables(secret));

        await Eventually.TrueAsync(
            "it says so",
            () => receiver.Output.Contains(secret.Length > 0 ? "RECEIVER_SECRET is not" : "Usage: Receiver"),
            context: receiver.Output.ToString);
    }

    private static Dictionary<string, string> Variables(string secret) => new() { ["RECEIVER_SECRET"] = secret };

    private ServerProcess Start(string secret, params string[] options) => new(
        [
            BuiltApp.Dotnet, Path.Combine(AppContext.BaseDirectory, "Receiver.dll"), "--port", $"{_port}", .. options,
        ],
        Variables(secret));
}
