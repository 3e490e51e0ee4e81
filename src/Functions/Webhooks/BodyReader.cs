using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Webhooks.Functions.Settings;

namespace Webhooks.Functions.Webhooks;

/// <summary>
/// Reads bodies up to the cap, in bounded time and memory: a small one at once, a large one when there is room for it.
/// A body that waits for room is not read, which slows its sender down and nothing else.
/// </summary>
/// <param name="settings">The cap.</param>
/// <param name="time">The clock.</param>
public sealed class BodyReader(WebhookSettings settings, TimeProvider time) : IDisposable
{
    private const int SmallBytes = 256 * 1024;
    private const int LargeAtOnce = 4;
    private const string NeedsBody = "A POST webhook needs a body.";

    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _roomForLarge = new(LargeAtOnce);

    /// <summary>Reads a request's body.</summary>
    /// <param name="request">The request.</param>
    /// <returns>
    /// The body, or a refusal: 400 where it is empty, 408 where it came too slowly, 413 where it is over the cap, 503 where
    /// too many large ones came before it.
    /// </returns>
    public async Task<BodyReading> ReadAsync(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method))
            return new BodyReading(default, null);
        if (request.ContentLength > settings.MaxBodyBytes)
            return new BodyReading(default, Refusals.TooLarge(settings.MaxBodyBytes));

        return TryReadWhole(request, out byte[] body)
            ? body.Length == 0 ? new BodyReading(default, Refusals.Empty(NeedsBody)) : new BodyReading(body, null)
            : await ReadPatientlyAsync(request);
    }

    /// <inheritdoc />
    public void Dispose() => _roomForLarge.Dispose();

    // A small body mostly came with its headers: it costs no timer and no wait.
    private static bool TryReadWhole(HttpRequest request, out byte[] body)
    {
        body = [];
        if (!(request.ContentLength <= SmallBytes))
            return false;
        try
        {
            if (!request.BodyReader.TryRead(out ReadResult result))
                return false;
            if (result.IsCompleted)
                body = result.Buffer.ToArray();
            request.BodyReader.AdvanceTo(result.IsCompleted ? result.Buffer.End : result.Buffer.Start);
            return result.IsCompleted;
        }
        catch (BadHttpRequestException)
        {
            // Said again to who reads on.
            return false;
        }
    }

    private async Task<BodyReading> ReadPatientlyAsync(HttpRequest request)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(request.HttpContext.RequestAborted);
        using ITimer timer = time.CreateTimer(_ => patience.Cancel(), null, MaxTime, Timeout.InfiniteTimeSpan);
        bool hasRoom = false;
        bool waitsForRoom = false;
        try
        {
            if (request.ContentLength > SmallBytes)
            {
                waitsForRoom = true;
                await _roomForLarge.WaitAsync(patience.Token);
                (hasRoom, waitsForRoom) = (true, false);
            }

            while (true)
            {
                ReadResult result = await request.BodyReader.ReadAsync(patience.Token);
                if (result.Buffer.Length > settings.MaxBodyBytes)
                {
                    request.BodyReader.AdvanceTo(result.Buffer.End);
                    return Release(hasRoom, new BodyReading(default, Refusals.TooLarge(settings.MaxBodyBytes)));
                }

                if (result.IsCompleted)
                {
                    byte[] body = result.Buffer.ToArray();
                    request.BodyReader.AdvanceTo(result.Buffer.End);
                    return body.Length == 0
                        ? Release(hasRoom, new BodyReading(default, Refusals.Empty(NeedsBody)))
                        : new BodyReading(body, null, hasRoom ? () => _roomForLarge.Release() : null);
                }

                // Nothing is consumed, so the pipe keeps what came until the body is whole.
                request.BodyReader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
                if (!hasRoom && result.Buffer.Length > SmallBytes)
                {
                    waitsForRoom = true;
                    await _roomForLarge.WaitAsync(patience.Token);
                    (hasRoom, waitsForRoom) = (true, false);
                }
            }
        }
        catch (OperationCanceledException)
        {
            return Release(hasRoom, new BodyReading(default, waitsForRoom ? Refusals.NotDurable(request) : Refusals.TooSlow()));
        }
        catch (BadHttpRequestException e)
        {
            return Release(hasRoom, new BodyReading(default, e.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? Refusals.TooLarge(settings.MaxBodyBytes)
                : Refusals.TooSlow()));
        }
    }

    private BodyReading Release(bool hasRoom, BodyReading reading)
    {
        if (hasRoom)
            _roomForLarge.Release();
        return reading;
    }
}
