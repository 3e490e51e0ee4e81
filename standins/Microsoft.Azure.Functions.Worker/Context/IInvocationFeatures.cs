using System.Diagnostics.CodeAnalysis;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Features of an invocation by type.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "The real type's name.")]
public interface IInvocationFeatures : IEnumerable<KeyValuePair<Type, object>>
{
    /// <summary>Sets a feature.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="instance">The feature.</param>
    [SuppressMessage("Naming", "CA1716", Justification = "The real member's name.")]
    void Set<T>(T instance);

    /// <summary>Gets a feature.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <returns>The feature, or null.</returns>
    [SuppressMessage("Naming", "CA1716", Justification = "The real member's name.")]
    T? Get<T>();
}
