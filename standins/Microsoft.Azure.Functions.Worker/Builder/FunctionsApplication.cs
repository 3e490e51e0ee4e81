using System.Diagnostics.CodeAnalysis;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Where an app begins.</summary>
public class FunctionsApplication
{
    /// <summary>Creates the builder.</summary>
    /// <param name="args">The program's arguments.</param>
    /// <returns>The builder.</returns>
    [SuppressMessage("Performance", "CA1822", Justification = "Static in the real type too.")]
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args);
}
