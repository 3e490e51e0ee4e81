using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Faults.Tests.Scenario;

namespace Webhooks.Faults.Tests.Accounts;

/// <summary>The end of a run, at which the accounts must be right.</summary>
internal static class Settlement
{
    /// <summary>Waits until nothing is left to do, and audits.</summary>
    /// <param name="storage">What the service stored in.</param>
    /// <param name="acknowledged">What was answered 200.</param>
    /// <param name="within">The deadline: what a killed instance had taken stays hidden for its lease.</param>
    /// <param name="context">More for a failure's message.</param>
    public static async Task ReachAsync(
        DirectStorage storage, IReadOnlyCollection<Acknowledged> acknowledged, TimeSpan within, Func<string> context)
    {
        await Eventually.TrueAsync(
            "nothing is left to do",
            async () => !await storage.HasMessagesAsync() && !await storage.HasMarksAsync(),
            within,
            context);
        IReadOnlyList<string> problems = await new Books(storage).ProblemsAsync(acknowledged, [], recovered: false);
        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems.Take(20)));
    }
}
