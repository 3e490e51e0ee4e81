using System.Text.Json;
using Microsoft.Extensions.Logging;
using Webhooks.Tools.LocalHost.Rpc;

namespace Webhooks.Tools.LocalHost.Worker;

/// <summary>One function, as the worker announces it.</summary>
internal sealed class FunctionInfo
{
    /// <summary>Reads the announcement.</summary>
    /// <param name="metadata">What the worker sent.</param>
    /// <param name="isDisabled">Whether a setting switches the function off.</param>
    public FunctionInfo(RpcFunctionMetadata metadata, bool isDisabled, ILoggerFactory loggers)
    {
        Metadata = metadata;
        IsDisabled = isDisabled;
        Bindings = [.. metadata.RawBindings.Select(binding => JsonElement.Parse(binding))];
        Trigger = Bindings.FirstOrDefault(binding =>
            Text(binding, "type")?.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase) == true);
        TriggerName = Text(Trigger, "name") ?? "";
        Log = loggers.CreateLogger($"Function.{metadata.Name}");
        UserLog = loggers.CreateLogger($"Function.{metadata.Name}.User");
    }

    /// <summary>What the worker sent, for sending it back.</summary>
    public RpcFunctionMetadata Metadata { get; }

    /// <summary>Its bindings, the trigger among them.</summary>
    public IReadOnlyList<JsonElement> Bindings { get; }

    /// <summary>The trigger's binding; undefined where a function has none.</summary>
    public JsonElement Trigger { get; }

    /// <summary>The name of the trigger's parameter.</summary>
    public string TriggerName { get; }

    public bool IsDisabled { get; }

    /// <summary>For what the host says of the function.</summary>
    public ILogger Log { get; }

    /// <summary>For what the function says.</summary>
    public ILogger UserLog { get; }

    public string Name => Metadata.Name;

    public bool IsHttp => Is("httpTrigger");

    public bool IsQueue => Is("queueTrigger");

    public bool IsTimer => Is("timerTrigger");

    /// <summary>The verbs that an HTTP function answers; empty for all.</summary>
    public IReadOnlyList<string> Methods =>
        Trigger.TryGetProperty("methods", out JsonElement methods) && methods.ValueKind == JsonValueKind.Array
            ? [.. methods.EnumerateArray().Select(method => method.GetString()!)]
            : [];

    /// <summary>A property of the trigger, such as its queue; null where it isn't given.</summary>
    public string? Setting(string name) => Text(Trigger, name);

    /// <summary>Whether the parameter's type is one that the worker makes of the whole message.</summary>
    public bool WantsModel =>
        Trigger.TryGetProperty("properties", out JsonElement properties)
        && string.Equals(Text(properties, "supportsDeferredBinding"), "true", StringComparison.OrdinalIgnoreCase);

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value)
            ? value.ToString()
            : null;

    private bool Is(string type) => type.Equals(Setting("type"), StringComparison.OrdinalIgnoreCase);
}
