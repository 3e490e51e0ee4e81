using Microsoft.Extensions.DependencyInjection;
using Webhooks.Functions.Health;
using Webhooks.Storage;
using Webhooks.Storage.Drift;
using Webhooks.Storage.Reading;
using Webhooks.Storage.Received;
using Webhooks.Storage.RollUp;
using Webhooks.Storage.Status;

namespace Webhooks.Functions.Api;

/// <summary>Registers what reads need.</summary>
internal static class ApiRegistration
{
    public static IServiceCollection AddReads(this IServiceCollection services, StorageConnection storage) => services
        .AddSingleton<EventReader>()
        .AddSingleton<ContactEvents>()
        .AddSingleton<EventList>()
        .AddSingleton<DeliveryReader>()
        .AddSingleton<CountReader>()
        .AddSingleton<RejectedReader>()
        .AddSingleton<DriftReader>()
        .AddSingleton<RollUpState>()
        .AddSingleton(provider => ActivatorUtilities.CreateInstance<StatusReader>(
            provider, storage.TextQueue(StorageNames.DeliveryQueue), storage.TextQueue(StorageNames.PoisonQueue)))
        .AddSingleton<HealthProbe>();
}
