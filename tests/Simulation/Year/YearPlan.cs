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

    /// <summary>
    /// Hours with three events: one that is counted, one that is to be, and one that comes while it is.
    /// </summary>
    public int EdgesADay { get; init; }

    public double Broken { get; init; } = 0.005;

    public double Late { get; init; } = 0.03;

    public double Repeated { get; init; } = 0.02;

    /// <summary>How many of a campaign's come late, and as many of them twice.</summary>
    public double CampaignLate { get; init; } = 0.02;

    /// <summary>How late, and how much later again; within what retention keeps.</summary>
    public TimeSpan Latest { get; init; } = TimeSpan.FromDays(4);

    /// <summary>Of the webhooks that were not answered 200.</summary>
    public double SentAgain { get; init; } = 0.95;

    public double OutagesADay { get; init; } = 0.03;

    public TimeSpan LongestOutage { get; init; } = TimeSpan.FromHours(1.5);

    public double LossesADay { get; init; } = 0.2;

    /// <summary>Of a receiver that events are sent on to.</summary>
    public double ReceiverOutagesADay { get; init; } = 0.1;

    /// <summary>Shorter than events are tried for.</summary>
    public TimeSpan LongestReceiverOutage { get; init; } = TimeSpan.FromHours(8);

    /// <summary>Of the requests to it.</summary>
    public double ReceiverTroubles { get; init; } = 0.05;

    /// <summary>How many are larger than a message of the queue.</summary>
    public double Large { get; init; } = 0.0005;

    /// <summary>How many have a name that the mapper does not know; none in campaigns.</summary>
    public double Unknown { get; init; } = 0.01;

    /// <summary>
    /// The day on which a version comes that reads Smartico's campaigns from another field: it runs beside the old one
    /// for a while, and then all that is stored is replayed.
    /// </summary>
    public int NewVersionOn { get; init; } = 200;

    /// <summary>How often the number of instances changes.</summary>
    public double ScalesADay { get; init; } = 0.1;

    /// <summary>
    /// After how many days, again and again, a vendor's days are to be spread over another number of partitions; 0 is
    /// never.
    /// </summary>
    public int SpreadsEvery { get; init; } = 61;

    /// <summary>How often somebody leaves a row of his own in a table.</summary>
    public double EditsADay { get; init; } = 0.1;

    public double ErasuresADay { get; init; } = 0.1;

    public double ReplaysADay { get; init; } = 0.1;

    /// <summary>
    /// A year of about so many webhooks. Where there are many, nearly all come in campaigns, and few of those late or
    /// twice: each that does has the hour of the whole campaign counted once more.
    /// </summary>
    public static YearPlan Of(int webhooks)
    {
        int aDay = Math.Min(webhooks / 1000, 20);
        return new YearPlan
        {
            ADay = aDay,
            CampaignSize = Math.Max(100, (webhooks - (aDay * 300)) / 13),
            MostASecond = Math.Max(900, webhooks / 100),
            CampaignLate = Math.Min(0.02, 50.0 / webhooks),
        };
    }
}
