using System.Text.Json.Serialization;
using Webhooks.Functions.Api.Counts;
using Webhooks.Functions.Http;
using Webhooks.Storage.Status;

namespace Webhooks.Functions.Api;

/// <summary>How the API's answers are written as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(EventConverter), typeof(TimeConverter)])]
[JsonSerializable(typeof(CampaignsView))]
[JsonSerializable(typeof(CountsView))]
[JsonSerializable(typeof(DeliveriesView))]
[JsonSerializable(typeof(EventsView))]
[JsonSerializable(typeof(RejectedView))]
[JsonSerializable(typeof(ServiceStatus))]
internal sealed partial class ApiJson : JsonSerializerContext;
