using Microsoft.AspNetCore.Http;
using Webhooks.Functions.Settings;
using Webhooks.Functions.Webhooks;

namespace Webhooks.Functions.Tests.Webhooks;

public sealed class BodyReaderTests
{
    private const int Large = 300 * 1024; // large bodies wait for room
    private const int MoreThanAtOnce = 10;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Connections_that_break_inside_large_bodies_take_no_room_from_later_ones(bool saysLength)
    {
        using BodyReader reader = new(new WebhookSettings(), TimeProvider.System);
        for (int i = 0; i < MoreThanAtOnce; i++)
        {
            using BodyReading broken = await reader.ReadAsync(Request(new BrokenStream(Large, new IOException("Reset by the other side.")), saysLength));
            Assert.NotNull(broken.Refusal);
        }

        await ReadWholeAsync(reader, saysLength);
    }

    [Fact]
    public async Task Memory_that_does_not_suffice_takes_no_room_from_later_bodies()
    {
        using BodyReader reader = new(new WebhookSettings(), TimeProvider.System);
        for (int i = 0; i < MoreThanAtOnce; i++)
            await Assert.ThrowsAsync<InsufficientMemoryException>(() => reader.ReadAsync(Request(new BrokenStream(Large, new InsufficientMemoryException()), saysLength: true)));

        await ReadWholeAsync(reader, saysLength: true);
    }

    private static async Task ReadWholeAsync(BodyReader reader, bool saysLength)
    {
        for (int i = 0; i < MoreThanAtOnce; i++)
        {
            byte[] body = new byte[Large];
            using BodyReading whole = await reader.ReadAsync(Request(new MemoryStream(body), saysLength)).WaitAsync(TimeSpan.FromSeconds(10));
            Assert.Null(whole.Refusal);
            Assert.Equal(Large, whole.Body.Length);
        }
    }

    private static HttpRequest Request(Stream body, bool saysLength)
    {
        HttpRequest request = new DefaultHttpContext().Request;
        request.Method = "POST";
        request.ContentLength = saysLength ? Large : null;
        request.Body = body;
        return request;
    }
}
