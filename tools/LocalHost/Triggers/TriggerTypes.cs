using System.Reflection;
using System.Reflection.Emit;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.WebJobs;
using Webhooks.Tools.LocalHost.Worker;

namespace Webhooks.Tools.LocalHost.Triggers;

/// <summary>
/// What the WebJobs SDK takes functions from: a class, made while the host runs, with a method for each queue or timer
/// function of the worker: <c>[FunctionName("F")] Task F([QueueTrigger("q")] QueueMessage m, CancellationToken t)</c>.
/// </summary>
/// <param name="functions">The worker's functions.</param>
internal sealed class TriggerTypes(IEnumerable<FunctionInfo> functions) : ITypeLocator
{
    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.NonPublic;

    private static readonly ConstructorInfo Bridge =
        typeof(TriggerBridge).GetConstructors(Hidden | BindingFlags.Public).Single();

    private readonly Type _type = Build(functions);

    /// <inheritdoc />
    public IReadOnlyList<Type> GetTypes() => [_type];

    private static Type Build(IEnumerable<FunctionInfo> functions)
    {
        TypeBuilder type = AssemblyBuilder
            .DefineDynamicAssembly(new AssemblyName("Triggers"), AssemblyBuilderAccess.Run)
            .DefineDynamicModule("Triggers").DefineType("Triggers", TypeAttributes.Public, typeof(TriggerBridge));
        ILGenerator constructor = type
            .DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, [typeof(WorkerSupervisor)])
            .GetILGenerator();
        constructor.Emit(OpCodes.Ldarg_0);
        constructor.Emit(OpCodes.Ldarg_1);
        constructor.Emit(OpCodes.Call, Bridge);
        constructor.Emit(OpCodes.Ret);
        foreach (FunctionInfo function in functions.Where(function => !function.IsDisabled))
        {
            if (function.IsQueue)
                Add(type, function, typeof(QueueMessage), "OnMessageAsync", Queue(function));
            else if (function.IsTimer)
                Add(type, function, typeof(TimerInfo), "OnTimerAsync", Timer(function));
        }

        return type.CreateType();
    }

    private static void Add(
        TypeBuilder type, FunctionInfo function, Type parameter, string target, CustomAttributeBuilder trigger)
    {
        MethodBuilder method = type.DefineMethod(
            function.Name, MethodAttributes.Public, typeof(Task), [parameter, typeof(CancellationToken)]);
        method.SetCustomAttribute(new CustomAttributeBuilder(
            typeof(FunctionNameAttribute).GetConstructor([typeof(string)])!, [function.Name]));
        method.DefineParameter(1, ParameterAttributes.None, function.TriggerName).SetCustomAttribute(trigger);
        method.DefineParameter(2, ParameterAttributes.None, "cancellationToken");
        ILGenerator body = method.GetILGenerator();
        body.Emit(OpCodes.Ldarg_0);
        body.Emit(OpCodes.Ldstr, function.Name);
        body.Emit(OpCodes.Ldarg_1);
        body.Emit(OpCodes.Ldarg_2);
        body.Emit(OpCodes.Call, typeof(TriggerBridge).GetMethod(target, Hidden)!);
        body.Emit(OpCodes.Ret);
    }

    private static CustomAttributeBuilder Queue(FunctionInfo function) => new(
        typeof(QueueTriggerAttribute).GetConstructor([typeof(string)])!,
        [function.Setting("queueName")],
        [typeof(QueueTriggerAttribute).GetProperty(nameof(QueueTriggerAttribute.Connection))!],
        [function.Setting("connection")]);

    private static CustomAttributeBuilder Timer(FunctionInfo function) => new(
        typeof(TimerTriggerAttribute).GetConstructor([typeof(string)])!,
        [function.Setting("schedule")],
        [
            typeof(TimerTriggerAttribute).GetProperty(nameof(TimerTriggerAttribute.RunOnStartup))!,
            typeof(TimerTriggerAttribute).GetProperty(nameof(TimerTriggerAttribute.UseMonitor))!,
        ],
        [
            bool.Parse(function.Setting("runOnStartup") ?? "false"),
            bool.Parse(function.Setting("useMonitor") ?? "true"),
        ]);
}
