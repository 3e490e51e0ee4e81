using System.Diagnostics;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Webhooks.Tools.LocalHost.Rpc;
using Webhooks.Tools.LocalHost.Worker;

namespace Webhooks.Tools.LocalHost.Http;

/// <summary>An HTTP request as the worker is told of it.</summary>
internal static class RequestMessage
{
    /// <summary>Reads a request, its body included.</summary>
    /// <param name="channel">The worker, which says in which form it wants it.</param>
    /// <exception cref="BadHttpRequestException">The body was too large or came too slowly.</exception>
    public static async ValueTask<InvocationRequest> ReadAsync(
        HttpContext context, FunctionInfo function, WorkerChannel channel)
    {
        HttpRequest request = context.Request;
        bool nullable = channel.Capabilities.Contains("UseNullableValueDictionaryForHttp");
        RpcHttp http = new()
        {
            Method = request.Method,
            Url = $"{request.Scheme}://{request.Host}{request.Path}{request.QueryString}",
        };
        foreach ((string name, StringValues value) in request.Query)
            Add(http.Query, http.NullableQuery, name, value.ToString(), nullable);
        foreach ((string name, StringValues value) in request.Headers)
            Add(http.Headers, http.NullableHeaders, Lower(name), value.ToString(), nullable);

        InvocationRequest message = new() { TraceContext = Trace(request) };
        foreach ((string name, object? value) in request.RouteValues)
        {
            if (value?.ToString() is not { } text)
                continue;
            Add(http.Params, http.NullableParams, name, text, nullable);
            message.TriggerMetadata[name] = new TypedData { String = text };
        }

        // The real host passes on no body without a Content-Length
        // (https://github.com/Azure/azure-functions-host/issues/7930); an app that wants such bodies has an extension
        // of the host give them their length before: see HostExtensions.
        if (request.ContentLength is > 0 and long length)
        {
            byte[] body = GC.AllocateUninitializedArray<byte>(checked((int)length));
            await request.Body.ReadExactlyAsync(body, context.RequestAborted);
            http.Body = channel.Capabilities.Contains("RawHttpBodyBytes")
                ? new TypedData { Bytes = UnsafeByteOperations.UnsafeWrap(body) }
                : new TypedData { String = System.Text.Encoding.UTF8.GetString(body) };
        }

        message.InputData.Add(new ParameterBinding { Name = function.TriggerName, Data = new() { Http = http } });
        return message;
    }

    private static void Add(
        MapField<string, string> plain, MapField<string, NullableString> nullables, string name, string value,
        bool nullable)
    {
        if (nullable)
            nullables[name] = new NullableString { Value = value };
        else if (value.Length > 0)
            plain[name] = value;
    }

    // Kestrel gives the usual names as one and the same string each, so that these are found without lowering them.
    private static string Lower(string name) => name switch
    {
        nameof(HeaderNames.Host) => "host",
        "Content-Type" => "content-type",
        "Content-Length" => "content-length",
        "User-Agent" => "user-agent",
        nameof(HeaderNames.Accept) => "accept",
#pragma warning disable CA1308 // Header names are in lower case in the protocol.
        _ => name.ToLowerInvariant(),
#pragma warning restore CA1308
    };

    private static RpcTraceContext Trace(HttpRequest request)
    {
        if (request.Headers.TraceParent is [{ Length: > 0 } parent, ..])
            return new RpcTraceContext { TraceParent = parent, TraceState = request.Headers.TraceState.ToString() };

        // A caller without a trace starts one here, as the real host's own request span does.
        using Activity activity = new("Request") { ActivityTraceFlags = ActivityTraceFlags.Recorded };
        return new RpcTraceContext { TraceParent = activity.SetIdFormat(ActivityIdFormat.W3C).Start().Id! };
    }
}
