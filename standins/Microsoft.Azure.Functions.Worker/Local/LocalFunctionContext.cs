using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Local.Http;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>One invocation; what a function does not ask for is never made.</summary>
internal sealed class LocalFunctionContext(
    FunctionEntry function, IServiceProvider services, TimeProvider time, CancellationToken cancellationToken) : FunctionContext
{
    public const string HttpContextKey = "HttpRequestContext";

    private string? _invocationId;
    private IDictionary<object, object>? _items;
    private BindingContext? _bindingContext;
    private InvocationFeatures? _features;

    public HttpContext? Http { get; init; }

    public Func<IReadOnlyDictionary<string, object?>>? TriggerMetadata { get; init; }

    public override string InvocationId => _invocationId ??= Guid.CreateVersion7(time.GetUtcNow()).ToString();

    public override string FunctionId => FunctionDefinition.Id;

    public override TraceContext TraceContext { get; } = LocalTraceContext.Instance;

    public override BindingContext BindingContext => _bindingContext ??= new LocalBindingContext(
        Http is null ? TriggerMetadata?.Invoke() ?? new Dictionary<string, object?>() : HttpBindingData.From(Http));

    public override RetryContext RetryContext { get; } = LocalRetryContext.Instance;

    public override IServiceProvider InstanceServices { get; set; } = services;

    public override FunctionDefinition FunctionDefinition => function.Definition;

    public override IDictionary<object, object> Items
    {
        get => _items ??= Http is null ? new Dictionary<object, object>() : new() { [HttpContextKey] = Http };
        set => _items = value;
    }

    public override IInvocationFeatures Features => _features ??= new InvocationFeatures();

    public override CancellationToken CancellationToken => cancellationToken;

    private sealed class LocalBindingContext(IReadOnlyDictionary<string, object?> data) : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData { get; } = data;
    }

    private sealed class LocalRetryContext : RetryContext
    {
        public static LocalRetryContext Instance { get; } = new();

        public override int RetryCount => 0;

        public override int MaxRetryCount => 0;
    }
}
