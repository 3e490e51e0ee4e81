using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Threading.Channels;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using Webhooks.Tools.LocalHost.Rpc;

namespace Webhooks.Tools.LocalHost.Worker;

/// <summary>The conversation with one worker process.</summary>
/// <param name="loggers">Where the worker's logs go.</param>
internal sealed class WorkerChannel(TimeProvider time, ILoggerFactory loggers)
{
    // So many messages go out before they are pushed through the connection, if as many wait.
    private const int MaxUnflushed = 16;

    private static readonly WriteOptions Buffered = new(WriteFlags.BufferHint);

    private readonly Channel<StreamingMessage> _outbound =
        Channel.CreateUnbounded<StreamingMessage>(new() { SingleReader = true });
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> _questions = new();
    private readonly ConcurrentDictionary<string, Invocation> _invocations = new();
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _number;

    /// <summary>Completes when the worker has connected.</summary>
    public Task Connected => _connected.Task;

    /// <summary>What the worker says that it understands.</summary>
    public FrozenSet<string> Capabilities { get; set; } = [];

    /// <summary>The calls under way.</summary>
    public IEnumerable<Invocation> Invocations => _invocations.Values;

    /// <summary>Speaks with the worker until the stream ends.</summary>
    public async Task RunAsync(
        IAsyncStreamReader<StreamingMessage> requests, IServerStreamWriter<StreamingMessage> responses,
        CancellationToken cancellationToken)
    {
        _connected.TrySetResult();
        Task writing = WriteAsync(responses, cancellationToken);
        try
        {
            while (await requests.MoveNext(cancellationToken))
                Take(requests.Current);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The worker is gone; its supervisor says so.
        }
        finally
        {
            _outbound.Writer.TryComplete();
        }

        await writing;
    }

    /// <summary>Sends a message that has an answer.</summary>
    public async Task<StreamingMessage> AskAsync(StreamingMessage question, CancellationToken cancellationToken)
    {
        question.RequestId = Interlocked.Increment(ref _number).ToString(CultureInfo.InvariantCulture);
        TaskCompletionSource<StreamingMessage> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _questions[question.RequestId] = answer;
        Send(question);
        return await answer.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Sends a message.</summary>
    public void Send(StreamingMessage message) => _outbound.Writer.TryWrite(message);

    /// <summary>Calls a function.</summary>
    /// <param name="request">What it is given; its ids are set here.</param>
    /// <param name="cancellationToken">The caller has left: the function is told, and its answer still awaited.</param>
    /// <returns>The answer of a call that succeeded.</returns>
    /// <exception cref="InvocationException">It failed, or the worker ended.</exception>
    public async Task<InvocationResponse> InvokeAsync(
        FunctionInfo function, InvocationRequest request, CancellationToken cancellationToken)
    {
        Invocation invocation = new(function, Guid.CreateVersion7(time.GetUtcNow()).ToString());
        request.InvocationId = invocation.Id;
        request.FunctionId = function.Metadata.FunctionId;
        _invocations[invocation.Id] = invocation;
        if (!_outbound.Writer.TryWrite(new StreamingMessage { InvocationRequest = request }))
            Fail(invocation, WorkerGone());

        using CancellationTokenRegistration cancel = Capabilities.Contains("HandlesInvocationCancelMessage")
            ? cancellationToken.UnsafeRegister(id => Cancel((string)id!), invocation.Id)
            : default;
        return await invocation.Task;
    }

    /// <summary>Fails what is under way, since the worker has ended.</summary>
    public void Close()
    {
        _outbound.Writer.TryComplete();
        _connected.TrySetCanceled();
        foreach (Invocation invocation in _invocations.Values)
            Fail(invocation, WorkerGone());
        foreach (TaskCompletionSource<StreamingMessage> question in _questions.Values)
            question.TrySetCanceled();
    }

    /// <summary>Fails one call.</summary>
    public void Fail(Invocation invocation, InvocationException cause)
    {
        if (_invocations.TryRemove(invocation.Id, out _))
            invocation.TrySetException(cause);
    }

    private void Cancel(string invocation) => Send(new() { InvocationCancel = new() { InvocationId = invocation } });

    private static InvocationException WorkerGone() => new("The worker ended before it answered.", isWorkerGone: true);

    private async Task WriteAsync(IServerStreamWriter<StreamingMessage> responses, CancellationToken cancellationToken)
    {
        try
        {
            int unflushed = 0;
            await foreach (StreamingMessage message in _outbound.Reader.ReadAllAsync(cancellationToken))
            {
                bool more = ++unflushed < MaxUnflushed && _outbound.Reader.TryPeek(out _);
                if (!more)
                    unflushed = 0;
                responses.WriteOptions = more ? Buffered : WriteOptions.Default;
                await responses.WriteAsync(message, cancellationToken);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or InvalidOperationException)
        {
            // The stream is gone, and the worker with it; its supervisor says so.
        }
    }

    private void Take(StreamingMessage message)
    {
        switch (message.ContentCase)
        {
            case StreamingMessage.ContentOneofCase.InvocationResponse:
                Complete(message.InvocationResponse);
                break;
            case StreamingMessage.ContentOneofCase.RpcLog:
                Write(message.RpcLog);
                break;
            default:
                if (_questions.TryRemove(message.RequestId, out TaskCompletionSource<StreamingMessage>? question))
                    question.TrySetResult(message);
                break;
        }
    }

    private void Complete(InvocationResponse response)
    {
        if (!_invocations.TryRemove(response.InvocationId, out Invocation? invocation))
            return;
        if (response.Result?.Status == StatusResult.Types.Status.Success)
        {
            invocation.TrySetResult(response);
            return;
        }

        string reason = response.Result?.Exception?.Message ?? "The function failed and did not say why.";
        invocation.TrySetException(new InvocationException(reason));
    }

    private void Write(RpcLog line)
    {
        bool isUser = line.LogCategory == RpcLog.Types.RpcLogCategory.User;
        ILogger target = isUser && _invocations.TryGetValue(line.InvocationId, out Invocation? invocation)
            ? invocation.Function.UserLog
            : loggers.CreateLogger(line.Category.Length > 0 ? line.Category : "Worker");
        LogLevel level = (LogLevel)line.Level;
        if (target.IsEnabled(level))
            Log.WorkerSays(
                target, level, line.Exception is null ? line.Message : $"{line.Message} {line.Exception.Message}");
    }
}
