using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.WebJobs.Host;

namespace Webhooks.HostExtension;

/// <summary>
/// Reads a body that came without Content-Length, as chunks, and says its length. The host hands only a body with a
/// length over to the worker (https://github.com/Azure/azure-functions-host/issues/7930), so the webhook would be lost.
/// </summary>
#pragma warning disable CS0618 // Marked so since it never left preview.
internal sealed class UnsizedBodyFilter : IFunctionInvocationFilter
{
    // One more than the largest cap there may be (setting MaxBodyBytes): enough for the worker to see that it is too
    // large.
    private const int MostBytes = (64 * 1024 * 1024) + 1;

    public async Task OnExecutingAsync(FunctionExecutingContext executingContext, CancellationToken cancellationToken)
    {
        foreach (object? argument in executingContext.Arguments.Values)
        {
            if (argument is HttpRequest { ContentLength: null } request
                && request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true })
            {
                request.Body = await ReadAsync(request.Body, cancellationToken).ConfigureAwait(false);
                request.ContentLength = request.Body.Length;
            }
        }
    }

    public Task OnExecutedAsync(FunctionExecutedContext executedContext, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    private static async Task<MemoryStream> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        MemoryStream read = new();
        byte[] buffer = ArrayPool<byte>.Shared.Rent(81920);
        try
        {
            int count;
            while (read.Length < MostBytes
                && (count = await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
                read.Write(buffer, 0, (int)Math.Min(count, MostBytes - read.Length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        read.Position = 0;
        return read;
    }
}
#pragma warning restore CS0618
