using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Webhooks.Functions.Http;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Erasure;
using Webhooks.Storage.Jobs;

namespace Webhooks.Functions.Operations;

/// <summary>Removes a person from events and deliveries. See docs/api.md.</summary>
public sealed class ErasureApi(
    VendorRegistry vendors, JobStore jobs, JobRunner runner, ErasurePreview preview)
{
    private const string Route = "/api/contacts/erase";

    /// <summary>
    /// A dry run at once. An erasure begins at once; its last pass comes some seconds later, in the background.
    /// </summary>
    [Function("EraseContact")]
    public async Task<HttpResponseData> EraseAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "contacts/erase")] HttpRequestData request)
    {
        CancellationToken deadline = request.Deadline();
        JsonBody json = JsonBody.Read(request, "vendor", "contactId", "email", "dryRun", "continue");
        Person person = Read(json);
        if (json.Flag("dryRun", otherwise: false))
            return await PreviewAsync(request, person, json.Text("continue"));
        if (json.Has("continue"))
            throw new BadParameterException("continue", "Only a dry run is continued by its caller.");
        Job job = await runner.BeginAsync(JobKinds.Erasure, person.ToJson(), deadline);
        return JobReply.Of(request, job, Route);
    }

    /// <summary>How far it is, and what it did.</summary>
    [Function("ErasureProgress")]
    public async Task<HttpResponseData> ProgressAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "contacts/erase/{id}")]
        HttpRequestData request,
        string id) =>
        await jobs.FindWithPreviewsAsync(JobKinds.Erasure, id, request.Deadline()) is { } job
            ? JobReply.Of(request, job, Route)
            : Problem.Of(request, HttpStatusCode.NotFound, "No such erasure", "No erasure of that id was asked for.");

    private async Task<HttpResponseData> PreviewAsync(HttpRequestData request, Person person, string? cursor)
    {
        try
        {
            (JobCounts counts, string? next, bool isTooLong) =
                await preview.MakeAsync(person, cursor, request.Deadline());
            if (isTooLong)
            {
                Job job = await runner.StartAsync(
                    JobKinds.PreviewOf(JobKinds.Erasure), person.ToJson(), request.Deadline(), cursor);
                return JobReply.Of(request, job, Route);
            }

            return JobReply.OfPreview(request, JobKinds.Erasure, counts, next is null, next);
        }
        catch (Exception e) when (
            cursor is not null && e is FormatException or IndexOutOfRangeException or ArgumentException)
        {
            throw new BadParameterException("continue", "It must be what the answer before gave.");
        }
    }

    private Person Read(JsonBody json)
    {
        Person person = new()
        {
            Vendor = json.Text("vendor"),
            ContactId = json.Text("contactId"),
            Email = json.Text("email")?.Trim(),
        };
        if ((person.ContactId is null) == (person.Email is null))
        {
            throw new BadParameterException(
                person.Email is null ? "contactId" : "email", "Give either vendor and contactId, or email.");
        }

        if (person.ContactId is not null && person.Vendor is null)
            throw new BadParameterException("vendor", "A contactId is one vendor's.");
        if (person.Vendor is not null && !vendors.TryGet(person.Vendor, out _))
        {
            throw new BadParameterException("vendor", $"It must be one of {string.Join(", ", vendors.Registered)}.");
        }

        if (person.Email is not null && !person.Email.Contains('@', StringComparison.Ordinal))
            throw new BadParameterException("email", "It must be an email address.");
        return person;
    }
}
