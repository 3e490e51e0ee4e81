using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Webhooks.Faults.Tests.Processes;
using Webhooks.Faults.Tests.Scenario;
using Webhooks.Ingestion.Tests;
using Xunit.Abstractions;

namespace Webhooks.Faults.Tests.Fuzz;

[Collection(TestGroups.Processes)]
public sealed class HttpFuzzTests(ITestOutputHelper output)
{
    private const int Seed = 20260303;
    private static readonly int Requests = LongTests.Or(500, 5_000);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Running_service_takes_in_or_refuses_any_request_and_accounts_for_each()
    {
        await using RunningService service = await RunningService.StartAsync(instances: 1);
        ConcurrentBag<Acknowledged> acknowledged = [];
        ConcurrentDictionary<HttpStatusCode, int> statuses = [];
        await Parallel.ForEachAsync(
            FuzzedRequest.Stream(Seed).Take(Requests),
            new ParallelOptions { MaxDegreeOfParallelism = 32 },
            async (fuzzed, token) =>
            {
                for (long start = Stopwatch.GetTimestamp(); ;)
                {
                    using HttpRequestMessage request = Request(fuzzed);
                    using HttpResponseMessage answer = await service.Apps[0].Http.SendAsync(request, token);
                    statuses.AddOrUpdate(answer.StatusCode, 1, (_, count) => count + 1);
                    if (answer.StatusCode == HttpStatusCode.OK)
                        acknowledged.Add(new Acknowledged(await Answer.IdAsync(answer), fuzzed.Vendor, fuzzed.Body));
                    // 503 where a busy machine makes storage slow: then, as a vendor would, again when it says.
                    if (answer.StatusCode != HttpStatusCode.ServiceUnavailable)
                        break;
                    Assert.True(
                        Stopwatch.GetElapsedTime(start) < Patience, $"{fuzzed} is answered 503 for {Patience}.");
                    await Task.Delay(answer.Headers.RetryAfter!.Delta!.Value, token);
                }
            });

        output.WriteLine(
            $"Seed {Seed}: {string.Join(", ", statuses.Select(status => $"{status.Value} x {(int)status.Key}"))}");
        Assert.DoesNotContain(
            statuses.Keys, status => (int)status >= 500 && status != HttpStatusCode.ServiceUnavailable);
        await service.SettleAsync(acknowledged);
    }

    private static HttpRequestMessage Request(FuzzedRequest fuzzed)
    {
        HttpRequestMessage request =
            new(HttpMethod.Parse(fuzzed.Method), $"api/webhooks/{fuzzed.Vendor}{fuzzed.Query}");
        if (fuzzed.Method != "GET" || !fuzzed.Body.IsEmpty)
            request.Content = new ByteArrayContent(fuzzed.Body.ToArray());
        request.Content?.Headers.TryAddWithoutValidation("Content-Type", fuzzed.ContentType);
        return request;
    }
}
