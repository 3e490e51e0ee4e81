using System.Diagnostics;
using Microsoft.Azure.Functions.Worker.Http;
using Webhooks.Functions.Http;

namespace Webhooks.Functions.Telemetry;

/// <summary>The trace that a webhook belongs to (https://www.w3.org/TR/trace-context/).</summary>
internal static class RequestTrace
{
    /// <summary>
    /// The <c>traceparent</c> of the span that is open; where telemetry goes nowhere and none is, what the host or the
    /// vendor said. Null where it is no trace's.
    /// </summary>
    public static string? ParentOf(HttpRequestData request)
    {
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id })
            return id;
        string? told = request.FunctionContext.TraceContext.TraceParent;
        if (string.IsNullOrEmpty(told))
            told = request.Header("traceparent");
        return ActivityContext.TryParse(told, null, out _) ? told : null;
    }
}
