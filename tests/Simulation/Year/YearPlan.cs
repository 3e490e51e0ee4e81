namespace Webhooks.Simulation.Year;

/// <summary>How much happens in a year, and how much of it goes wrong.</summary>
internal sealed record YearPlan
{
    /// <summary>The first day; the default year has a leap day.</summary>
    public DateTimeOffset Start { get; init; } = new(2027, 7, 1, 0, 0, 0, TimeSpan.Zero);

    public int Days { get; init; } = 366;

    /// <summary>Webhooks of a weekday that belong to no campaign of that day.</summary>
    public int ADay { get; init; } = 20;

    public double CampaignsADay { get; init; } = 0.05;

    /// <summary>Webhooks of a campaign.</summary>
    public int CampaignSize { get; init; } = 1_000;

    /// <summary>Besides the hundred that any campaign has.</summary>
    public int MostASecond { get; init; } = 900;

    public double Broken { get; init; } = 0.005;

    public double Late { get; init; } = 0.03;

    public double Repeated { get; init; } = 0.02;

    /// <summary>How late, and how much later again; within what retention keeps.</summary>
    public TimeSpan Latest { get; init; } = TimeSpan.FromDays(4);

    /// <summary>Of the webhooks that were not answered 200.</summary>
    public double SentAgain { get; init; } = 0.95;

    public double OutagesADay { get; init; } = 0.03;

    public TimeSpan LongestOutage { get; init; } = TimeSpan.FromHours(1.5);

    public double LossesADay { get; init; } = 0.2;
}
