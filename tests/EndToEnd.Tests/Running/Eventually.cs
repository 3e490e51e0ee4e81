using System.Diagnostics;
using Xunit.Sdk;

namespace Webhooks.EndToEnd.Tests.Running;

/// <summary>Asks again and again until the answer is the wanted one, or a deadline has passed.</summary>
public static class Eventually
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(400);

    /// <summary>Waits for a value that satisfies a condition.</summary>
    /// <param name="what">What should become true: the start of the message if it does not.</param>
    /// <param name="ask">Gets the value.</param>
    /// <param name="isWanted">The condition.</param>
    /// <param name="within">The deadline; 30 seconds unless told.</param>
    /// <param name="context">More for the failure message, such as the app's output.</param>
    /// <returns>The wanted value.</returns>
    public static async Task<T> GetAsync<T>(
        string what, Func<Task<T>> ask, Func<T, bool> isWanted, TimeSpan? within = null, Func<string>? context = null)
    {
        TimeSpan patience = within ?? Patience;
        long start = Stopwatch.GetTimestamp();
        TimeSpan pause = FirstPause;
        while (true)
        {
            string seen;
            try
            {
                T value = await ask();
                if (isWanted(value))
                    return value;
                seen = value?.ToString() ?? "null";
            }
            catch (Exception e) when (e is not XunitException)
            {
                seen = $"{e.GetType().Name}: {e.Message}";
            }

            if (Stopwatch.GetElapsedTime(start) > patience)
                throw new XunitException(
                    $"Not within {patience.TotalSeconds} s: {what}. Last seen: "
                    + $"{seen}{Environment.NewLine}{context?.Invoke()}");
            await Task.Delay(pause);
            // Whoever waits for long asks less often: to answer takes the app and the emulator time that others want.
            pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 5 / 4, LongestPause.Ticks));
        }
    }

    /// <summary>Waits for a condition.</summary>
    public static Task TrueAsync(
        string what, Func<Task<bool>> ask, TimeSpan? within = null, Func<string>? context = null) =>
        GetAsync(what, ask, isTrue => isTrue, within, context);

    /// <inheritdoc cref="TrueAsync(string, Func{Task{bool}}, TimeSpan?, Func{string}?)"/>
    public static Task TrueAsync(string what, Func<bool> ask, TimeSpan? within = null, Func<string>? context = null) =>
        TrueAsync(what, () => Task.FromResult(ask()), within, context);
}
