using System.Net;
using Azure;
using Azure.Identity;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Webhooks.Functions.Http;
using Webhooks.Storage.Queue;

namespace Webhooks.Functions.Tests.Http;

public sealed class HttpFailuresTests
{
    public static TheoryData<Exception> StorageFailures =>
    [
        new RequestFailedException(403, "No."),
        new AggregateException(new RequestFailedException("No connection.")),
        new QueueUnavailableException("Too many."),
        new TimeoutException(),
        new TaskCanceledException(),
        new CredentialUnavailableException("Nobody."),
    ];

    [Theory]
    [MemberData(nameof(StorageFailures))]
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

    [Theory]
    [InlineData("GET", 10)]
    [InlineData("POST", 60)]
    public async Task Storage_that_hangs_is_given_up_while_the_caller_still_waits(string method, int seconds)
    {
        FakeTimeProvider time = new();
        FakeRequest request = new(method, "/api/events");
        Task<HttpResponseData?> answer = Failures(time).AnswerAsync(
            request, "GetEvents", () => Task.Delay(Timeout.InfiniteTimeSpan, request.Deadline()));

        time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(answer.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await answer)!.StatusCode);
    }

    [Fact]
    public async Task Caller_who_hangs_up_ends_the_work_and_is_no_failure_in_the_log()
    {
        using CancellationTokenSource gone = new();
        FakeLogger<HttpFailures> log = new();
        FakeRequest request = new("GET", "/api/events", new FakeContext(gone.Token));
        Task<HttpResponseData?> answer = new HttpFailures(TimeProvider.System, log).AnswerAsync(
            request, "GetEvents", () => Task.Delay(Timeout.InfiniteTimeSpan, request.Deadline()));

        await gone.CancelAsync();

        Assert.NotNull(await answer.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Empty(log.Lines);
    }

    private static HttpFailures Failures(TimeProvider time) => new(time, NullLogger<HttpFailures>.Instance);

    private static Task<HttpResponseData?> AnswerAsync(string function, Exception failure) =>
        Failures(TimeProvider.System).AnswerAsync(
            new FakeRequest("GET", "/api/events"), function, () => Task.FromException(failure));

    private sealed class FakeLogger<T> : ILogger<T>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter) => Lines.Add(formatter(state, exception));
    }
}
