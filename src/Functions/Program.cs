using Azure.Data.Tables;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Webhooks.Functions.Api;
using Webhooks.Functions.Dashboard;
using Webhooks.Functions.Destinations;
using Webhooks.Functions.Http;
using Webhooks.Functions.Protocol;
using Webhooks.Functions.Settings;
using Webhooks.Functions.Telemetry;
using Webhooks.Functions.Webhooks;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage;
using Webhooks.Storage.Destinations;
using Webhooks.Storage.Jobs;
using Webhooks.Storage.Outgoing;
using Webhooks.Storage.Queue;
using Webhooks.Storage.Retention;
using Webhooks.Storage.Tables;

FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(args);
builder.UseWhen<HttpAnswers>(HttpFailures.Concern);
builder.UseWhen<HttpFailures>(HttpFailures.Concern);
builder.Logging.AddFilter("Azure", LogLevel.Warning).AddFilter("Azure.Core", LogLevel.Error);
builder.AddTelemetryExport();
try
{
    SettingsReader settings = new(builder.Configuration);
    StorageConnection storage = new(builder.Configuration);
    VendorRegistry vendors = new(settings.Vendors(), settings.Webhooks().MaxBodyBytes);
    builder.Services
        .AddSingleton(TimeProvider.System)
        .AddSingleton(settings.Webhooks())
        .AddSingleton(vendors)
        .AddSingleton(storage.Tables(new TableClientOptions { Retry = { NetworkTimeout = TimeSpan.FromSeconds(30) } }))
        .AddSingleton(provider => new DeliveryQueue(
            storage.BinaryQueue(StorageNames.DeliveryQueue, PromptAnswers.Options()),
            new DeliveryQueueOptions(),
            provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(new JobQueue(storage.TextQueue(StorageNames.JobQueue, PromptAnswers.Options())))
        .AddSingleton(settings.Destinations(vendors.Registered))
        .AddSingleton(provider => new OutgoingQueue(
            storage.TextQueue(StorageNames.OutgoingQueue),
            provider.GetRequiredService<DestinationList>(),
            provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<IEventPost, HttpEventPost>()
        .AddSingleton<SampleEvent>()
        .AddSingleton(new PartitionOptions(settings.Webhooks().PartitionsPerVendorDay))
        .AddSingleton(provider => new RetentionOptions(provider.GetRequiredService<WebhookSettings>().RetentionDays))
        .AddWebhookStorage()
        .AddSingleton<WebhookReceiver>()
        .AddReads(storage)
        .AddDashboard();
}
catch (Exception e) when (e is SettingsException or InvalidOperationException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}

await builder.Build().RunAsync();
return 0;
