namespace Webhooks.Functions.Api;

/// <summary>Counts of a range of days.</summary>
internal sealed record CountsView(DateOnly From, DateOnly To, string By, long Total, IReadOnlyList<CountView> Counts);
