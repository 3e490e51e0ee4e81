using Microsoft.AspNetCore.Http;
using Webhooks.Functions.Api;
using Webhooks.Functions.Requests;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage;
using Webhooks.Storage.Erasure;
using Webhooks.Storage.Jobs;

namespace Webhooks.Functions.Contacts;

/// <summary>Takes requests to erase a person. See docs/api.md.</summary>
/// <param name="tables">The tables.</param>
/// <param name="vendors">The vendors.</param>
/// <param name="jobs">Keeps erasures.</param>
/// <param name="runner">Runs them.</param>
public sealed class ErasureDesk(WebhookTables tables, VendorRegistry vendors, JobStore jobs, JobRunner runner)
{
    private const string Route = "/api/contacts/erase";

    /// <summary>Erases a person: at once where that takes some seconds, else in the background.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Gives up; what was begun goes on in the background.</param>
    /// <returns>200 with what was done, 202 where it goes on, or problem+json.</returns>
    public Task<IResult> EraseAsync(HttpRequest request, CancellationToken cancellationToken) =>
        Answers.OfAsync(request, async () =>
        {
            Person person = Read(await RequestJson.ReadAsync(request, "vendor", "contactId", "email"));
            Job job = await tables.WithTablesAsync(
                () => jobs.AddAsync(JobKinds.Erasure, person.ToJson(), cancellationToken), cancellationToken);
            Job? later = await runner.RunAsync(JobKinds.Erasure, job.Id, cancellationToken);
            return Answers.Job(request, later ?? job, Route);
        });

    /// <summary>Says how far an erasure is.</summary>
    /// <param name="request">The request.</param>
    /// <param name="id">The erasure's id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>200 where it is done, 202 where it is not, or problem+json.</returns>
    public Task<IResult> ProgressAsync(HttpRequest request, string id, CancellationToken cancellationToken) =>
        Answers.OfAsync(request, async () =>
            await tables.WithTablesAsync(() => jobs.FindAsync(JobKinds.Erasure, id, cancellationToken), cancellationToken) is { } job
                ? Answers.Job(request, job, Route)
                : Answers.NotFound("No such erasure", "No erasure of that id was asked for."));

    private Person Read(RequestJson json)
    {
        Person person = new() { Vendor = json.Text("vendor"), ContactId = json.Text("contactId"), Email = json.Text("email")?.Trim() };
        if ((person.ContactId is null) == (person.Email is null))
            throw new BadParameterException(person.Email is null ? "contactId" : "email", "Give either vendor and contactId, or email.");
        if (person.ContactId is not null && person.Vendor is null)
            throw new BadParameterException("vendor", "A contactId is one vendor's.");
        if (person.Vendor is not null && !vendors.TryGet(person.Vendor, out _))
            throw new BadParameterException("vendor", $"It must be one of {string.Join(", ", vendors.All.Select(vendor => vendor.Name))}.");
        if (person.Email is not null && !person.Email.Contains('@', StringComparison.Ordinal))
            throw new BadParameterException("email", "It must be an email address.");
        return person;
    }
}
