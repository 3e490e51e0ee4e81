namespace Webhooks.Tools.Send;

/// <summary>
/// An endless stream of webhooks, in the mix that the two vendors send. The same seed gives the same stream but for its
/// times.
/// </summary>
/// <param name="seed">Decides kinds, people and campaigns.</param>
/// <param name="brokenPercent">How many in a hundred are of the broken kinds.</param>
/// <param name="time">Now is when things happened.</param>
public sealed class Traffic(int seed, int brokenPercent, TimeProvider time)
{
    private readonly Random _random = new(seed);
    private Webhook? _last;

    /// <summary>The next one.</summary>
    public Webhook Next()
    {
        // Both vendors send some webhooks twice; a repeat is one event all the same.
        if (_last is { } last && _random.Next(100) < 2)
            return last with { Kind = "repeat" };

        bool smartReach = _random.Next(2) == 0;
        bool broken = _random.Next(100) < brokenPercent;
        long now = time.GetUtcNow().ToUnixTimeMilliseconds();
        Webhook next = (smartReach, broken) switch
        {
            (true, false) => SmartReachSample.Good(_random, now),
            (true, true) => SmartReachSample.Broken(_random, now),
            (false, false) => SmarticoSample.Good(_random, now),
            (false, true) => SmarticoSample.Broken(_random, now),
        };
        if (!broken)
            _last = next;
        return next;
    }
}
