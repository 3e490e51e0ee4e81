using System.IO.Compression;
using System.Text;
using Webhooks.Ingestion.Text;

namespace Webhooks.Ingestion.Tests.Text;

public sealed class InflationTests
{
    private static readonly byte[] Plain =
        Encoding.UTF8.GetBytes($"{{\"a\":\"{string.Join(',', Enumerable.Range(0, 300))}\"}}");

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("gzip", "x-gzip")]
    [InlineData("gzip", "GZIP")]
    [InlineData("gzip", null)]
    [InlineData("gzip", "identity")]
    [InlineData("gzip", "br")]
    [InlineData("zlib", "deflate")]
    [InlineData("zlib", null)]
    [InlineData("deflate", "deflate")]
    [InlineData("br", "br")]
    [InlineData("gzip,br", "gzip, br")]
    [InlineData("gzip,gzip", "gzip")]
    [InlineData("gzip,gzip", null)]
    [InlineData("", "gzip")]
    [InlineData("", "br")]
    [InlineData("", "deflate")]
    [InlineData("", "identity")]
    [InlineData("", "zstd")]
    [InlineData("", "")]
    [InlineData("", null)]
    public void Body_is_inflated_as_its_header_or_its_first_bytes_say(string layers, string? contentEncoding)
    {
        byte[] body = layers.Split(',', StringSplitOptions.RemoveEmptyEntries).Aggregate(Plain, Compress);

        Assert.Null(Inflation.TryInflate(body, contentEncoding, Inflation.MaxBytes, out ReadOnlyMemory<byte> inflated));

        Assert.Equal(Plain, inflated.ToArray());
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zlib")]
    [InlineData("deflate")]
    [InlineData("br")]
    public void Bomb_is_rejected_before_it_is_inflated(string layer)
    {
        byte[] body = Compress(new byte[64 * 1024 * 1024], layer);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Rejection? rejection =
            Inflation.TryInflate(body, layer == "zlib" ? "deflate" : layer, Inflation.MaxBytes, out _);

        Assert.Equal(RejectionReasons.InflatesTooFar, rejection?.Reason);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 5L * Inflation.MaxBytes);
    }

    [Fact]
    public void Bomb_in_a_bomb_is_rejected() =>
        Assert.Equal(
            RejectionReasons.InflatesTooFar,
            Inflation.TryInflate(Compress(Compress(new byte[2 * Inflation.MaxBytes], "gzip"), "gzip"), "gzip",
                Inflation.MaxBytes, out _)?.Reason);

    [Fact]
    public void What_inflates_to_the_cap_is_taken_and_a_byte_more_is_not()
    {
        byte[] random = new byte[300_000];
        new Random(3).NextBytes(random);
        byte[] body = Compress(random, "gzip");
        Assert.Null(Inflation.TryInflate(body, "gzip", random.Length, out ReadOnlyMemory<byte> inflated));
        Assert.Equal(random.Length, inflated.Length);
        Assert.NotNull(Inflation.TryInflate(body, "gzip", random.Length - 1, out _));
    }

    [Fact]
    public void Like_events_of_a_large_batch_are_no_bomb()
    {
        string item = "{\"login\":\"player-7\",\"time\":1768087800000,\"channel\":\"SMS\",\"campaign_name\":\"Spring\"},";
        StringBuilder batch = new("[");
        for (int i = 0; i < 60_000; i++)
            batch.Append(item.Replace("player-7", $"player-{i}", StringComparison.Ordinal));
        byte[] body = Encoding.UTF8.GetBytes(batch.Append("{}]").ToString());
        Assert.Null(Inflation.TryInflate(
            Compress(body, "gzip"), "gzip", Inflation.MaxBytes, out ReadOnlyMemory<byte> inflated));
        Assert.Equal(body.Length, inflated.Length);
    }

    [Fact]
    public void Any_damage_gives_bytes_or_a_rejection()
    {
        const int seed = 5;
        Random random = new(seed);
        foreach (string layer in (string[])["gzip", "zlib", "deflate", "br"])
        {
            byte[] whole = Compress(Plain, layer);
            for (int i = 0; i < 5_000; i++)
            {
                byte[] damaged = whole[..random.Next(whole.Length + 1)];
                if (damaged.Length > 0)
                    damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
                Inflation.TryInflate(damaged, i % 2 == 0 ? layer : null, Inflation.MaxBytes, out _);
            }
        }
    }

    private static byte[] Compress(byte[] plain, string layer)
    {
        using MemoryStream output = new();
        using (Stream stream = layer switch
        {
            "gzip" => new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true),
            "zlib" => new ZLibStream(output, CompressionLevel.Optimal, leaveOpen: true),
            "deflate" => new DeflateStream(output, CompressionLevel.Optimal, leaveOpen: true),
            _ => new BrotliStream(output, CompressionLevel.Fastest, leaveOpen: true),
        })
            stream.Write(plain);
        return output.ToArray();
    }
}
