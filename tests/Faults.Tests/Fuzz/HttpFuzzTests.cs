using System.Collections.Concurrent;
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
    private const int Tries = 8;

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
                for (int tries = 1; ; tries++)
                {
                    using HttpRequestMessage request = Request(fuzzed);
                    using HttpResponseMessage answer = await service.Apps[0].Http.SendAsync(request, token);
                    statuses.AddOrUpdate(answer.StatusCode, 1, (_, count) => count + 1);
                    if (answer.StatusCode == HttpStatusCode.OK)
                        acknowledged.Add(new Acknowledged(await Answer.IdAsync(answer), fuzzed.Vendor, fuzzed.Body));
                    // 503 where a busy machine makes storage slow: then, as a vendor would, again.
                    if (answer.StatusCode != HttpStatusCode.ServiceUnavailable)
                        break;
                    Assert.True(tries < Tries, $"{fuzzed} was answered 503 {tries} times.");
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
