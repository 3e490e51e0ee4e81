using System.Linq.Expressions;
using System.Reflection;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>Whatever a function returns, as one awaitable object.</summary>
internal static class FunctionResults
{
    public static Expression AsValueTask(Expression call)
    {
        Type type = call.Type;
        if (type == typeof(void))
            return Expression.Block(call, Expression.Default(typeof(ValueTask<object?>)));
        if (type == typeof(Task))
            return Expression.Call(Adapter(nameof(FromTaskAsync)), call);
        if (type == typeof(ValueTask))
            return Expression.Call(Adapter(nameof(FromValueTaskAsync)), call);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>))
            return Expression.Call(Adapter(nameof(FromTaskOfAsync)).MakeGenericMethod(type.GenericTypeArguments), call);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>))
            return Expression.Call(Adapter(nameof(FromValueTaskOfAsync)).MakeGenericMethod(type.GenericTypeArguments), call);
        return Expression.Call(Adapter(nameof(FromValue)), Expression.Convert(call, typeof(object)));
    }

    private static MethodInfo Adapter(string name) => typeof(FunctionResults).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!;

    private static ValueTask<object?> FromValue(object? value) => new(value);

    private static async ValueTask<object?> FromTaskAsync(Task task)
    {
        await task;
        return null;
    }

    private static async ValueTask<object?> FromValueTaskAsync(ValueTask task)
    {
        await task;
        return null;
    }

    private static async ValueTask<object?> FromTaskOfAsync<T>(Task<T> task) => await task;

    private static async ValueTask<object?> FromValueTaskOfAsync<T>(ValueTask<T> task) => await task;
}
