using System.Collections.Immutable;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>A parameter of a function.</summary>
/// <param name="name">Its name.</param>
/// <param name="type">Its type.</param>
/// <param name="hasDefaultValue">Whether it has a default.</param>
/// <param name="defaultValue">The default.</param>
public class FunctionParameter(string name, Type type, bool hasDefaultValue, object? defaultValue)
{
    /// <summary>A parameter without a default.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">Its type.</param>
    public FunctionParameter(string name, Type type)
        : this(name, type, hasDefaultValue: false, defaultValue: null)
    {
    }

    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>Its type.</summary>
    public Type Type { get; } = type;

    /// <summary>Whether it has a default.</summary>
    public bool HasDefaultValue { get; } = hasDefaultValue;

    /// <summary>Whether null can be given.</summary>
    public bool IsReferenceOrNullableType { get; } = !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;

    /// <summary>The default.</summary>
    public object? DefaultValue { get; } = defaultValue;

    /// <summary>More about it; empty here.</summary>
    public IReadOnlyDictionary<string, object> Properties { get; } = ImmutableDictionary<string, object>.Empty;
}
