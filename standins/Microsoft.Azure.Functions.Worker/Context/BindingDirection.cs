namespace Microsoft.Azure.Functions.Worker;

/// <summary>Whether a binding gives or takes.</summary>
public enum BindingDirection
{
    /// <summary>Into the function.</summary>
    In,

    /// <summary>Out of the function.</summary>
    Out,
}
