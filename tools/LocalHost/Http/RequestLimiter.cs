using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Webhooks.Tools.LocalHost.Http;

/// <summary>
/// host.json's <c>extensions.http</c>: no more than <c>maxConcurrentRequests</c> at once, others wait, and beyond
/// <c>maxOutstandingRequests</c> of both they are answered 429 at once.
/// </summary>
internal static class RequestLimiter
{
    /// <summary>Puts the limits before the functions, if there are any.</summary>
    public static void UseRequestLimits(this IApplicationBuilder app, IConfiguration configuration)
    {
        if (Create(configuration) is not { } limiter)
            return;
        app.Use(async (context, next) =>
        {
            if (context.Request.Path.StartsWithSegments("/admin", StringComparison.OrdinalIgnoreCase))
            {
                await next(context);
                return;
            }

            using RateLimitLease lease = await limiter.AcquireAsync(1, context.RequestAborted);
            if (lease.IsAcquired)
                await next(context);
            else
                context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        });
    }

    /// <summary>The limits that host.json sets; null where it sets none.</summary>
    public static RateLimiter? Create(IConfiguration configuration)
    {
        int? outstanding = configuration.HttpLimit("maxOutstandingRequests");
        int? concurrent = configuration.HttpLimit("maxConcurrentRequests") ?? outstanding;
        return concurrent is not { } permits ? null : new ConcurrencyLimiter(new()
        {
            PermitLimit = permits,
            QueueLimit = outstanding is { } all ? Math.Max(0, all - permits) : int.MaxValue,
        });
    }
}
