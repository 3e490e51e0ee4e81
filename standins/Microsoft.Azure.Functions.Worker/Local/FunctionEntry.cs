using System.Reflection;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>A function of the app, ready to be run.</summary>
internal sealed class FunctionEntry
{
    private readonly Func<LocalFunctionContext, object, ValueTask<object?>> _invoke;

    public FunctionEntry(string name, MethodInfo method, ParameterInfo triggerParameter, TriggerBindingAttribute trigger)
    {
        Name = name;
        Trigger = trigger;
        Definition = new LocalFunctionDefinition(name, method, triggerParameter.Name!, TriggerType);
        _invoke = FunctionCompiler.Compile(name, method, triggerParameter, trigger);
    }

    public string Name { get; }

    public TriggerBindingAttribute Trigger { get; }

    public string TriggerType => Trigger switch
    {
        HttpTriggerAttribute => "httpTrigger",
        QueueTriggerAttribute => "queueTrigger",
        TimerTriggerAttribute => "timerTrigger",
        _ => throw new LocalHostException($"Function {Name} has a {Trigger.GetType().Name}, which the stand-in does not know."),
    };

    public FunctionDefinition Definition { get; }

    public ValueTask<object?> InvokeAsync(LocalFunctionContext context, object triggerValue) => _invoke(context, triggerValue);
}
