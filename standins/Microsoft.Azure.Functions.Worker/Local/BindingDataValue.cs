using System.ComponentModel;
using System.Globalization;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>A parameter that is bound by its name to the trigger's metadata, for example a route value.</summary>
internal static class BindingDataValue
{
    public static bool CanBecome(Type type)
    {
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain == typeof(string) || plain == typeof(DateTimeOffset) || (plain.IsValueType && TypeDescriptor.GetConverter(plain).CanConvertFrom(typeof(string)));
    }

    public static object? Read(LocalFunctionContext context, string name, Type type, object? fallback, bool optional)
    {
        if (context.BindingContext.BindingData.TryGetValue(name, out object? value) && value is not null)
        {
            Type plain = Nullable.GetUnderlyingType(type) ?? type;
            return plain.IsInstanceOfType(value)
                ? value
                : TypeDescriptor.GetConverter(plain).ConvertFromString(null, CultureInfo.InvariantCulture, value.ToString()!.Trim('"'));
        }

        return optional
            ? fallback
            : throw new InvalidOperationException($"Function {context.FunctionDefinition.Name}: there is no value for its parameter {name}.");
    }
}
