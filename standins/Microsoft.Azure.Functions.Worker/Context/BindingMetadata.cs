namespace Microsoft.Azure.Functions.Worker;

/// <summary>A binding of a function.</summary>
public abstract class BindingMetadata
{
    /// <summary>The parameter's name.</summary>
    public abstract string Name { get; }

    /// <summary>The kind of binding, for example <c>httpTrigger</c>.</summary>
    public abstract string Type { get; }

    /// <summary>Its direction.</summary>
    public abstract BindingDirection Direction { get; }
}
