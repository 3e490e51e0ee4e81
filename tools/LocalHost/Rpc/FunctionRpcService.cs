using Grpc.Core;
using Webhooks.Tools.LocalHost.Worker;

namespace Webhooks.Tools.LocalHost.Rpc;

/// <summary>Where a worker connects to: one stream each way for as long as it lives.</summary>
/// <param name="supervisor">Knows the worker that was started.</param>
internal sealed class FunctionRpcService(WorkerSupervisor supervisor) : FunctionRpc.FunctionRpcBase
{
    /// <inheritdoc />
    public override async Task EventStream(
        IAsyncStreamReader<StreamingMessage> requestStream, IServerStreamWriter<StreamingMessage> responseStream,
        ServerCallContext context)
    {
        if (!await requestStream.MoveNext(context.CancellationToken)
            || requestStream.Current.StartStream is not { } start
            || supervisor.Connecting(start.WorkerId) is not { } channel)
        {
            Status refused = new(StatusCode.PermissionDenied, "Only the worker that this host started may connect.");
            throw new Grpc.Core.RpcException(refused);
        }

        await channel.RunAsync(requestStream, responseStream, context.CancellationToken);
    }
}
