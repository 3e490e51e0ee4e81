using System.Linq.Expressions;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Local.Queues;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>Turns a function's method into one delegate, once, so that nothing is reflected on while it runs.</summary>
internal static class FunctionCompiler
{
    public static Func<LocalFunctionContext, object, ValueTask<object?>> Compile(
        string functionName, MethodInfo method, ParameterInfo triggerParameter, TriggerBindingAttribute trigger)
    {
        ParameterExpression context = Expression.Parameter(typeof(LocalFunctionContext));
        ParameterExpression value = Expression.Parameter(typeof(object));
        IEnumerable<Expression> arguments = method.GetParameters().Select(parameter => parameter == triggerParameter
            ? TriggerArgument(functionName, parameter, trigger, value)
            : OtherArgument(functionName, parameter, context));
        Expression? instance = method.IsStatic ? null : Instance(method.DeclaringType!, context);
        Expression body = FunctionResults.AsValueTask(Expression.Call(instance, method, arguments));
        return Expression.Lambda<Func<LocalFunctionContext, object, ValueTask<object?>>>(body, context, value).Compile();
    }

    private static UnaryExpression Instance(Type type, ParameterExpression context)
    {
        ObjectFactory factory = ActivatorUtilities.CreateFactory(type, Type.EmptyTypes);
        Expression services = Expression.Property(context, nameof(LocalFunctionContext.InstanceServices));
        return Expression.Convert(Expression.Invoke(Expression.Constant(factory), services, Expression.Constant(null, typeof(object[]))), type);
    }

    private static UnaryExpression TriggerArgument(string functionName, ParameterInfo parameter, TriggerBindingAttribute trigger, Expression value)
    {
        Type type = parameter.ParameterType;
        bool known = trigger switch
        {
            HttpTriggerAttribute => type == typeof(HttpRequest),
            TimerTriggerAttribute => type == typeof(TimerInfo),
            QueueTriggerAttribute => QueuedMessage.CanBecome(type),
            _ => throw new LocalHostException($"Function {functionName} has a {trigger.GetType().Name}, which the stand-in does not know."),
        };
        if (!known)
            throw CannotBind(functionName, parameter);
        return trigger is QueueTriggerAttribute
            ? Expression.Convert(Expression.Call(Expression.Convert(value, typeof(QueuedMessage)), nameof(QueuedMessage.Become), null, Expression.Constant(type)), type)
            : Expression.Convert(value, type);
    }

    private static Expression OtherArgument(string functionName, ParameterInfo parameter, ParameterExpression context)
    {
        Type type = parameter.ParameterType;
        if (type == typeof(FunctionContext))
            return context;
        if (type == typeof(CancellationToken))
            return Expression.Property(context, nameof(LocalFunctionContext.CancellationToken));
        if (!BindingDataValue.CanBecome(type))
            throw CannotBind(functionName, parameter);
        object? fallback = parameter.HasDefaultValue ? parameter.DefaultValue : null;
        bool optional = parameter.HasDefaultValue || !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;
        MethodInfo read = typeof(BindingDataValue).GetMethod(nameof(BindingDataValue.Read))!;
        Expression found = Expression.Call(
            read, context, Expression.Constant(parameter.Name), Expression.Constant(type), Expression.Constant(fallback, typeof(object)), Expression.Constant(optional));
        return Expression.Convert(found, type);
    }

    private static LocalHostException CannotBind(string functionName, ParameterInfo parameter) =>
        new($"Function {functionName}: the stand-in cannot bind its parameter {parameter.Name} of type {parameter.ParameterType.Name}.");
}
