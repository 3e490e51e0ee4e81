namespace Webhooks.Simulation.Tests.Conformance;

/// <summary>Something that Azure documents of its storage, tried with the real clients.</summary>
/// <param name="Name">What it is, in words.</param>
/// <param name="Run">Tries it, on an account of its own or on one that others use too.</param>
public sealed record StorageCase(string Name, Func<Account, Task> Run)
{
    /// <summary>
    /// Where Azurite does something else than the documentation says: what, with the page's address. The case is then
    /// expected to fail there, so that an Azurite that learns it does not go unnoticed.
    /// </summary>
    public string? AzuriteDiffers { get; init; }
}
