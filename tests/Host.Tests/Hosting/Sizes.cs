namespace Webhooks.Host.Tests.Hosting;

/// <summary>What is answered to bodies of nothing but their size.</summary>
internal static class Sizes
{
    public const int MiB = 1024 * 1024;

    /// <summary>Sends a body of each size, in chunks without a length or with one, and looks at the status.</summary>
    public static async Task AreAnsweredAsync(Visitor visitor, bool chunked, params (int Size, int Status)[] expected)
    {
        foreach ((int size, int status) in expected)
            Assert.Equal((size, status), (size, await AskAsync(visitor, size, chunked)));
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
