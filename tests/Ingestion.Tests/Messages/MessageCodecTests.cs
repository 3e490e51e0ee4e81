using System.IO.Compression;
using System.Text;
using Webhooks.Ingestion.Messages;

namespace Webhooks.Ingestion.Tests.Messages;

/// <summary>What a queue message holds comes out as it went in, and what is no message is said to be none.</summary>
public sealed class MessageCodecTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly string?[] Texts =
        [null, "", "a", "application/json; charset=utf-8", "?a=1&b=%C3%A9", "é€😀", new string('x', 300)];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Entries_come_out_as_they_went_in(int seed)
    {
        Random random = new(seed);
        MessageWriter writer = new();
        for (int i = 0; i < 300; i++)
        {
            QueuedDelivery[] entries = [.. Enumerable.Range(0, random.Next(1, 120)).Select(_ => Entry(random))];

            byte[]? message = writer.TryPack(entries);

            if (message is null)
                continue;
            Assert.InRange(message.Length, 1, MessageWriter.MaxBytes);
            IReadOnlyList<QueuedDelivery> read = MessageReader.Unpack(message);
            Assert.Equal(entries.Select(Text), read.Select(Text));
        }
    }

    [Fact]
    public void Message_of_the_version_before_content_encodings_is_read_and_written()
    {
        string id = DeliveryId.New(Noon);
        byte[] message =
        [
            1, 0, 1, .. Convert.FromHexString(id), 9, .. "smartico"u8, 5, .. "POST"u8, 0, 3, .. "?a"u8, 0, 2, .. "{}"u8,
        ];

        QueuedDelivery read = Assert.Single(MessageReader.Unpack(message));

        Assert.Equal("?a", read.Delivery!.Query);
        Assert.Null(read.Delivery.ContentEncoding);
        Assert.Equal(message, new MessageWriter().TryPack([read]));
    }

    [Fact]
    public void Body_of_every_length_around_the_limits_comes_out()
    {
        MessageWriter writer = new();
        foreach (int length in (int[])[0, 1, 127, 128, 4000, 4095, 4096, 4097, 65_535, 65_536, 1_000_000])
        {
            QueuedDelivery entry = QueuedDelivery.Whole(Delivery() with { Body = new byte[length] });

            QueuedDelivery read = Assert.Single(MessageReader.Unpack(writer.TryPack([entry])!));

            Assert.Equal(length, read.Delivery!.Body.Length);
        }
    }

    [Fact]
    public void What_does_not_fit_is_not_packed()
    {
        byte[] random = new byte[MessageWriter.MaxBytes];
        new Random(1).NextBytes(random);

        Assert.Null(new MessageWriter().TryPack([QueuedDelivery.Whole(Delivery() with { Body = random })]));
        Assert.Null(new MessageWriter()
            .TryPack([QueuedDelivery.Whole(Delivery() with { Body = new byte[MessageWriter.MaxPlainBytes + 1] })]));
    }

    [Fact]
    public void Writer_can_be_used_again_after_what_did_not_fit()
    {
        MessageWriter writer = new();
        QueuedDelivery small = QueuedDelivery.Whole(Delivery());
        Assert.Null(writer.TryPack(
            [small, QueuedDelivery.Whole(Delivery() with { Body = new byte[MessageWriter.MaxPlainBytes + 1] })]));

        Assert.Equal(small.Id, Assert.Single(MessageReader.Unpack(writer.TryPack([small])!)).Id);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(100)]
    public void Damaged_message_is_said_to_be_damaged(int deliveries)
    {
        Random random = new(7);
        byte[] message = new MessageWriter().TryPack(
            [.. Enumerable.Range(0, deliveries).Select(_ => QueuedDelivery.Whole(
                Delivery() with { Body = Encoding.UTF8.GetBytes(new string('a', random.Next(200))) }))])!;

        for (int length = 0; length < message.Length; length += 1 + (length / 50))
            AssertReadOrRefused(message[..length]);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] changed = [.. message];
            changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
            AssertReadOrRefused(changed);
        }
    }

    [Fact]
    public void Message_that_would_unfold_without_end_is_refused()
    {
        byte[] packed = new byte[64 * 1024];
        Assert.True(BrotliEncoder.TryCompress(new byte[64 * 1024 * 1024], packed, out int length));

        Assert.Throws<InvalidDataException>(() => MessageReader.Unpack((byte[])[1, 1, .. packed[..length]]));
    }

    private static void AssertReadOrRefused(byte[] message)
    {
        try
        {
            MessageReader.Unpack(message);
        }
        catch (InvalidDataException)
        {
            // Said, and by no other exception.
        }
    }

    private static QueuedDelivery Entry(Random random) => random.Next(10) switch
    {
        0 => QueuedDelivery.Stored("smartreach", DeliveryId.New(Noon)),
        1 => QueuedDelivery.JobStep("replay", DeliveryId.New(Noon)),
        _ => QueuedDelivery.Whole(Delivery() with
        {
            Vendor = random.Next(2) == 0 ? "smartreach" : "smartico",
            Method = random.Next(2) == 0 ? "POST" : "GET",
            ContentType = Pick(random),
            Query = Pick(random),
            TraceParent = Pick(random),
            ContentEncoding = Pick(random),
            Body = Body(random),
        }),
    };

    private static byte[] Body(Random random)
    {
        byte[] body = new byte[random.Next(3) switch { 0 => 0, 1 => random.Next(300), _ => random.Next(3_000) }];
        if (random.Next(4) == 0)
            random.NextBytes(body);
        return body;
    }

    private static string? Pick(Random random) => Texts[random.Next(Texts.Length)];

    private static Delivery Delivery() =>
        new() { Id = DeliveryId.New(Noon), Vendor = "smartico", ReceivedAt = Noon, Method = "POST" };

    private static string Text(QueuedDelivery entry) => entry.Delivery is { } whole
        ? $"{entry.Vendor} {entry.Id} {whole.Vendor} {whole.ReceivedAt:O} {whole.Method} {whole.ContentType ?? "-"} "
        + $"{whole.Query ?? "-"} {whole.TraceParent ?? "-"} {whole.ContentEncoding ?? "-"} "
        + $"{Convert.ToHexString(whole.Body.Span)}"
        : $"{entry.Vendor} {entry.Id} {entry.IsJobStep}";
}
