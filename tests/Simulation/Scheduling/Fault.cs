namespace Webhooks.Simulation.Scheduling;

/// <summary>What can go wrong with a storage call.</summary>
internal enum Fault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Answered 503 or 500, and not done.</summary>
    Refused,

    /// <summary>Done, and answered 500.</summary>
    DoneButRefused,

    /// <summary>The connection broke on the way there.</summary>
    CutBefore,

    /// <summary>The connection broke on the way back.</summary>
    CutAfter,

    /// <summary>It arrives when the client has given up.</summary>
    Late,

    /// <summary>Done, and once more a while later.</summary>
    Doubled,

    /// <summary>Done, and its instance stands still for minutes before it learns of it.</summary>
    Held,

    /// <summary>The instance is lost before the call leaves it.</summary>
    LostBefore,

    /// <summary>The instance is lost when the call is done.</summary>
    LostAfter,
}

/// <summary>How often things go wrong.</summary>
internal sealed record FaultRates
{
    private static readonly Fault[] Kinds =
        [Fault.Refused, Fault.DoneButRefused, Fault.CutBefore, Fault.CutAfter, Fault.Late, Fault.Doubled, Fault.Held];

    /// <summary>How many calls have a fault, of 1.</summary>
    public double Calls { get; init; }

    /// <summary>How many calls lose their instance, of 1.</summary>
    public double Losses { get; init; }

    /// <summary>How many timers run on two instances at once, of 1, as they do where a lock is lost.</summary>
    public double DoubledTimers { get; init; }

    /// <summary>How many calls take up to a second, of 1.</summary>
    public double Slow { get; init; } = 0.01;

    public static FaultRates None { get; } = new();

    public Fault Draw(Dice dice)
    {
        if (dice.Happens(Losses))
            return dice.Next(2) == 0 ? Fault.LostBefore : Fault.LostAfter;
        return dice.Happens(Calls) ? dice.Pick(Kinds) : Fault.None;
    }
}
