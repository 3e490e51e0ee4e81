using System.Text.Json;
using Azure.Storage.Queues.Models;
using Google.Protobuf;
using Microsoft.Azure.WebJobs;
using Webhooks.Tools.LocalHost.Rpc;
using Webhooks.Tools.LocalHost.Worker;

namespace Webhooks.Tools.LocalHost.Triggers;

/// <summary>Passes on to the worker what the SDK's listeners bring. The generated triggers derive from it.</summary>
/// <param name="supervisor">Has the worker and its functions.</param>
public abstract class TriggerBridge(object supervisor)
{
    private readonly WorkerSupervisor _supervisor = (WorkerSupervisor)supervisor;

    /// <summary>Calls a queue function.</summary>
    /// <param name="name">The function.</param>
    /// <param name="message">The message, its text decoded.</param>
    /// <returns>When the worker has answered; a failure is thrown, so that the listener counts it.</returns>
    protected Task OnMessageAsync(string name, QueueMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        FunctionInfo function = Function(name);
        InvocationRequest request = new();
        request.InputData.Add(new ParameterBinding { Name = function.TriggerName, Data = Data(function, message) });
        Text("Id", message.MessageId);
        Text("PopReceipt", message.PopReceipt);
        Text("QueueTrigger", IsText(function) ? message.Body.ToString() : "");
        Json("DequeueCount", message.DequeueCount);
        Json("InsertionTime", message.InsertedOn);
        Json("ExpirationTime", message.ExpiresOn);
        Json("NextVisibleTime", message.NextVisibleOn);
        return InvokeAsync(function, request, cancellationToken);

        // A call by hand brings text alone.
        void Text(string key, string? value) => request.TriggerMetadata[key] = new TypedData { String = value ?? "" };

        void Json<T>(string key, T value) =>
            request.TriggerMetadata[key] = new() { Json = JsonSerializer.Serialize(value) };
    }

    /// <summary>Calls a timer function.</summary>
    /// <param name="name">The function.</param>
    /// <param name="timer">When it was due.</param>
    /// <returns>When the worker has answered.</returns>
    protected Task OnTimerAsync(string name, TimerInfo timer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(timer);
        FunctionInfo function = Function(name);
        string json = JsonSerializer.Serialize(new
        {
            Schedule = new { AdjustForDST = true },
            timer.ScheduleStatus,
            timer.IsPastDue,
        });
        InvocationRequest request = new();
        request.InputData.Add(new ParameterBinding { Name = function.TriggerName, Data = new() { Json = json } });
        return InvokeAsync(function, request, cancellationToken);
    }

    private static bool IsText(FunctionInfo function) =>
        !string.Equals(function.Setting("dataType"), "Binary", StringComparison.OrdinalIgnoreCase);

    // As the function's parameter wants it: the whole message, its bytes, or text.
    private static TypedData Data(FunctionInfo function, QueueMessage message)
    {
        if (!function.WantsModel)
        {
            return IsText(function)
                ? new TypedData { String = message.Body.ToString() }
                : new TypedData { Bytes = ByteString.CopyFrom(message.Body) };
        }

        byte[] json = JsonSerializer.SerializeToUtf8Bytes(new
        {
            message.MessageId,
            message.PopReceipt,
            MessageText = message.Body.ToString(),
            message.DequeueCount,
            NextVisibleOn = message.NextVisibleOn?.UtcDateTime,
            InsertedOn = message.InsertedOn?.UtcDateTime,
            ExpiresOn = message.ExpiresOn?.UtcDateTime,
        });
        return new TypedData
        {
            ModelBindingData = new()
            {
                Version = "1.0",
                Source = "AzureStorageQueues",
                ContentType = "application/json",
                Content = ByteString.CopyFrom(json),
            },
        };
    }

    private FunctionInfo Function(string name) => _supervisor.Functions.First(function => function.Name == name);

    private async Task InvokeAsync(
        FunctionInfo function, InvocationRequest request, CancellationToken cancellationToken)
    {
        request.TraceContext = new RpcTraceContext { TraceParent = System.Diagnostics.Activity.Current?.Id ?? "" };
        WorkerChannel channel = await _supervisor.ReadyAsync(cancellationToken);
        await channel.InvokeAsync(function, request, cancellationToken);
    }
}
