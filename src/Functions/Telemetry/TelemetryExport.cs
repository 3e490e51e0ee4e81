using Azure.Core;
using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;

namespace Webhooks.Functions.Telemetry;

/// <summary>
/// Where logs, metrics and traces of the app go: to an OTLP receiver (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c>), to
/// Application Insights (<c>APPLICATIONINSIGHTS_CONNECTION_STRING</c>), to both, or nowhere, and then nothing listens
/// and costs.
/// </summary>
internal static class TelemetryExport
{
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string ConnectionString = "APPLICATIONINSIGHTS_CONNECTION_STRING";
    private const string Authentication = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

    /// <summary>Registers the exporters that are asked for.</summary>
    public static void AddTelemetryExport(this FunctionsApplicationBuilder builder)
    {
        bool toOtlp = !string.IsNullOrWhiteSpace(builder.Configuration[OtlpEndpoint]);
        string? connection = builder.Configuration[ConnectionString];
        bool toAzure = !string.IsNullOrWhiteSpace(connection);
        if (!toOtlp && !toAzure)
            return;

        IOpenTelemetryBuilder telemetry = builder.Services.AddOpenTelemetry()
            .UseFunctionsWorkerDefaults()
            .WithMetrics(metrics => metrics.AddMeter(WebhookMetrics.Name))
            .WithTracing(tracing => tracing.AddSource(WebhookMetrics.Name));
        if (toOtlp)
            telemetry.UseOtlpExporter();
        if (toAzure)
            telemetry.UseAzureMonitorExporter(
                options => Configure(options, connection!, builder.Configuration[Authentication]));
    }

    // Alerts read metrics and logs, and these are whole: only traces are sampled, to the exporter's default of 5 a
    // second.
    private static void Configure(AzureMonitorExporterOptions options, string connection, string? authentication)
    {
        options.ConnectionString = connection;
        options.TracesPerSecond = 5;
        options.EnableTraceBasedLogsSampler = false;
        options.Credential = CredentialOf(authentication);
    }

    // As the host reads it: "Authorization=AAD", with "ClientId=..." before it for an identity that is the user's.
    private static TokenCredential? CredentialOf(string? authentication)
    {
        if (string.IsNullOrWhiteSpace(authentication))
            return null;
        string? client =
            authentication.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2))
            .FirstOrDefault(
            part => part.Length == 2 && part[0].Equals("ClientId", StringComparison.OrdinalIgnoreCase))?[1];
        return new ManagedIdentityCredential(
            client is null ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(client));
    }
}
