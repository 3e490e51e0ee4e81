namespace Webhooks.Faults.Tests;

/// <summary>The groups run at once, the tests of each one after the other.</summary>
internal static class TestGroups
{
    /// <summary>Those that measure this process's memory, or fill it.</summary>
    public const string InProcess = "In process";

    /// <summary>Those that start the app, and mostly wait for it.</summary>
    public const string Processes = "Processes";

    /// <summary>As <see cref="Processes"/>, without their storage.</summary>
    public const string Outages = "Outages";
}
