using Microsoft.Extensions.Logging.Abstractions;
using Webhooks.Tools.LocalHost.Rpc;
using Webhooks.Tools.LocalHost.Worker;

namespace Webhooks.LocalHost.Tests;

/// <summary>Functions as a worker announces them.</summary>
internal static class TestFunction
{
    public static FunctionInfo Create(string name, string trigger)
    {
        RpcFunctionMetadata metadata = new() { Name = name, FunctionId = name };
        metadata.RawBindings.Add(trigger);
        metadata.RawBindings.Add("""{"name":"$return","type":"http","direction":"Out"}""");
        return new FunctionInfo(metadata, isDisabled: false, NullLoggerFactory.Instance);
    }
}
