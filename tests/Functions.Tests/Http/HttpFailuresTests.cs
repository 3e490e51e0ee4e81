using System.Net;
using Azure;
using Azure.Identity;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Webhooks.Functions.Http;
using Webhooks.Storage.Queue;

namespace Webhooks.Functions.Tests.Http;

public sealed class HttpFailuresTests
{
    public static TheoryData<Exception> Failures =>
    [
        new RequestFailedException(403, "No."),
        new AggregateException(new RequestFailedException("No connection.")),
        new QueueUnavailableException("Too many."),
        new TimeoutException(),
        new TaskCanceledException(),
        new CredentialUnavailableException("Nobody."),
    ];

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Storage_that_fails_is_answered_503_with_Retry_After(Exception failure)
    {
        HttpResponseData? answer = await AnswerAsync("GetEvents", failure);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer!.StatusCode);
        Assert.Equal("10", answer.Header("Retry-After"));
        Assert.Equal("application/problem+json", answer.Header("Content-Type"));
    }

    [Fact]
    public async Task Page_shows_that_storage_is_down()
    {
        HttpResponseData? answer = await AnswerAsync("DashboardView", new RequestFailedException(500, "No."));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer!.StatusCode);
        Assert.Equal("10", answer.Header("Retry-After"));
        Assert.Contains("<strong>Down</strong>", answer.Text(), StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_parameter_is_answered_400_with_its_name()
    {
        HttpResponseData? answer = await AnswerAsync("GetEvents", new BadParameterException("day", "No day."));

        Assert.Equal(HttpStatusCode.BadRequest, answer!.StatusCode);
        Assert.Contains("\"parameter\":\"day\"", answer.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public Task Fault_of_ours_is_the_hosts_to_answer_and_log() => Assert.ThrowsAsync<InvalidOperationException>(
        () => AnswerAsync("GetEvents", new InvalidOperationException("A bug.")));

    private static async Task<HttpResponseData?> AnswerAsync(string function, Exception failure)
    {
        FakeRequest request = new("GET", "/api/events");
        HttpFailures failures = new(NullLogger<HttpFailures>.Instance);
        return await failures.AnswerAsync(request, function, () => Task.FromException(failure));
    }
}
