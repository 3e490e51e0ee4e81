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
        catch (IOException)
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
                    return new BodyReading(default, Refusals.TooLarge(settings.MaxBodyBytes));
                }

                if (result.IsCompleted)
                {
                    byte[] body = result.Buffer.ToArray();
                    request.BodyReader.AdvanceTo(result.Buffer.End);
                    if (body.Length == 0)
                        return new BodyReading(default, Refusals.Empty(NeedsBody));
                    Action? release = hasRoom ? () => _roomForLarge.Release() : null;
                    hasRoom = false; // its room is the reading's to give back
                    return new BodyReading(body, null, release);
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
            return new BodyReading(default, waitsForRoom ? Refusals.NotDurable(request) : Refusals.TooSlow());
        }
        catch (IOException e)
        {
            // What the server refuses, and a connection that is gone, which nobody reads the answer of.
            return new BodyReading(default, e is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }
                ? Refusals.TooLarge(settings.MaxBodyBytes)
                : Refusals.TooSlow());
        }
        finally
        {
            if (hasRoom)
                _roomForLarge.Release();
        }
    }
}
