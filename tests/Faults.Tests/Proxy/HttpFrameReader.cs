using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;

namespace Webhooks.Faults.Tests.Proxy;

/// <summary>Takes HTTP/1.1 requests or answers off a connection, whole.</summary>
/// <param name="stream">The connection.</param>
internal sealed class HttpFrameReader(Stream stream)
{
    private static readonly byte[] Continue = "HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray();

    private readonly PipeReader _reader = PipeReader.Create(stream);

    /// <summary>The next one, or null where the other side has ended.</summary>
    public async Task<HttpFrame?> ReadAsync(CancellationToken cancellationToken)
    {
        if (await ReadToAsync("\r\n\r\n", cancellationToken) is not { } head)
            return null;

        HttpFrame bare = new(head, []);
        // Azure's clients ask so for a minute after a 500 or 503, and wait a second with the body where nobody answers.
        if (bare.Header("Expect")?.Equals("100-continue", StringComparison.OrdinalIgnoreCase) == true)
            await stream.WriteAsync(Continue, cancellationToken);
        if (bare.Header("Transfer-Encoding")?.Contains("chunked", StringComparison.OrdinalIgnoreCase) == true)
            return new HttpFrame(head, await ReadChunksAsync(cancellationToken));
        if (bare.Header("Content-Length") is { } length)
            return new HttpFrame(
                head, await ReadExactlyAsync(int.Parse(length, CultureInfo.InvariantCulture), cancellationToken));
        return bare;
    }

    /// <summary>Waits until the other side has ended.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadResult result = await _reader.ReadAsync(cancellationToken);
            _reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            if (result.IsCompleted)
                return;
        }
    }

    private async Task<byte[]> ReadChunksAsync(CancellationToken cancellationToken)
    {
        using MemoryStream body = new();
        while (true)
        {
            byte[] line = await ReadToAsync("\r\n", cancellationToken) ?? throw new EndOfStreamException();
            body.Write(line);
            int size = int.Parse(
                Encoding.ASCII.GetString(line).Split(';')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            body.Write(await ReadExactlyAsync(
                size + 2, cancellationToken)); // after the last, empty one no trailers are expected
            if (size == 0)
                return body.ToArray();
        }
    }

    private async Task<byte[]> ReadExactlyAsync(int length, CancellationToken cancellationToken)
    {
        if (length == 0)
            return [];
        ReadResult result = await _reader.ReadAtLeastAsync(length, cancellationToken);
        if (result.Buffer.Length < length)
            throw new EndOfStreamException();
        ReadOnlySequence<byte> taken = result.Buffer.Slice(0, length);
        byte[] bytes = taken.ToArray();
        _reader.AdvanceTo(taken.End);
        return bytes;
    }

    private async Task<byte[]?> ReadToAsync(string delimiter, CancellationToken cancellationToken)
    {
        byte[] wanted = Encoding.ASCII.GetBytes(delimiter);
        while (true)
        {
            ReadResult result = await _reader.ReadAsync(cancellationToken);
            if (Find(result.Buffer, wanted) is { } end)
            {
                byte[] bytes = result.Buffer.Slice(0, end).ToArray();
                _reader.AdvanceTo(end);
                return bytes;
            }

            _reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            if (result.IsCompleted)
                return null;
        }
    }

    private static SequencePosition? Find(ReadOnlySequence<byte> buffer, byte[] delimiter)
    {
        SequenceReader<byte> reader = new(buffer);
        return reader.TryReadTo(out ReadOnlySequence<byte> _, delimiter, advancePastDelimiter: true)
            ? reader.Position
            : null;
    }
}
