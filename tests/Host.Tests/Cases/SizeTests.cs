using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Host.Tests.Hosting;

namespace Webhooks.Host.Tests.Cases;

/// <summary>Bodies of any size have an answer that says what to do, whatever the cap.</summary>
public sealed class SizeTests
{
    private const int MiB = 1024 * 1024;
    private const int DefaultCap = 4 * MiB;

    [Theory, OnEachHost]
    public async Task Default_cap_is_held(HostKind host)
    {
        string account = await TestAccount.NewAsync();
        await using HostedApp app = await HostedApp.StartAsync(host, account);

        int[] answers = await AnswersAsync(app, DefaultCap, DefaultCap + 1, 17 * MiB, 30 * MiB, 64 * MiB, 70 * MiB);

        Assert.Equal([200, 413, 413, 413, 413, 413], answers);
    }

    [Theory, OnEachHost]
    public async Task Raised_cap_is_held(HostKind host)
    {
        string account = await TestAccount.NewAsync();
        await using HostedApp app = await HostedApp.StartAsync(
            host, account, new Dictionary<string, string> { ["MaxBodyBytes"] = $"{64 * MiB}" });

        int[] answers = await AnswersAsync(app, 17 * MiB, 30 * MiB, 64 * MiB, (64 * MiB) + 1, 70 * MiB);

        Assert.Equal([200, 200, 200, 413, 413], answers);
    }

    // Each size with a length and without one: the answers are the same, so one is given for both.
    private static async Task<int[]> AnswersAsync(HostedApp app, params int[] sizes)
    {
        Visitor visitor = new(app, "");
        List<int> answers = [];
        foreach (int size in sizes)
        {
            int withLength = await AskAsync(visitor, size, chunked: false);
            Assert.Equal((size, withLength), (size, await AskAsync(visitor, size, chunked: true)));
            answers.Add(withLength);
        }

        return [.. answers];
    }

    private static async Task<int> AskAsync(Visitor visitor, int size, bool chunked)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, $"api/webhooks/smartico?code={Keys.Smartico}")
        {
            Content = new ByteArrayContent(new byte[size]),
        };
        request.Headers.TransferEncodingChunked = chunked;
        Reply reply = await visitor.AskAsync(request);
        if (reply.Code == 413)
            Assert.Equal("application/problem+json", reply.MediaType);
        return reply.Code;
    }
}
