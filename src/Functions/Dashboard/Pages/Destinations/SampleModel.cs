using Webhooks.Storage.Destinations;

namespace Webhooks.Functions.Dashboard.Pages.Destinations;

/// <summary>What a destination said to a sample event.</summary>
public sealed record SampleModel(string Destination, DestinationAnswer Answer, TimeSpan Took);
